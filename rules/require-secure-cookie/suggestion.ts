import type { Expr, ModuleFacts, ObjectExpr, ProgramView, Suggestion, TextEdit } from '../../src/model/index.ts';
import { objectWritten, setProperties } from '../object-edits.ts';
import { quoteOf } from '../text-style.ts';
import type { Flag } from '../cookie-flags.ts';

const ATTRIBUTE: Record<Flag, string> = { httpOnly: 'HttpOnly', secure: 'Secure', sameSite: 'SameSite=Lax' };

/** Sets flags in the options of a call: in the object that is written there, else in a new one behind the last argument, which is `value`. */
export function setInOptions(program: ProgramView, module: ModuleFacts, args: Expr[], { value, options }: { value?: Expr | undefined; options?: Expr | undefined }, flags: Flag[]): Suggestion[] {
  const values = valuesOf(program, module, flags);
  if (options) {
    const object = objectWritten(module, options);
    return suggestion(values, object && setProperties(program, module, object, values));
  }
  if (!value || args.at(-1) !== value) return [];
  return suggestion(values, [{ start: value.end, end: value.end, text: `, ${code(values)}` }]);
}

/** Sets flags in the options of a session, where those of its cookie are under these keys. */
export function setInSession(program: ProgramView, module: ModuleFacts, options: Expr | undefined, keys: string[], flags: Flag[]): Suggestion[] {
  const values = valuesOf(program, module, flags);
  let object: ObjectExpr | undefined = options && objectWritten(module, options);
  for (const key of keys) {
    const property = object?.properties.find((one) => one.key === key);
    if (object && !property) return suggestion(values, setProperties(program, module, object, { [key]: code(values) }));
    object = property?.variant === 'value' ? objectWritten(module, property.value) : undefined;
  }
  return suggestion(values, object && setProperties(program, module, object, values));
}

/** Adds the attributes to a header that is written out. */
export function setInHeader(program: ProgramView, module: ModuleFacts, header: Expr, flags: Flag[]): Suggestion[] {
  const text = program.text(module);
  if ((header.kind !== 'literal' && header.kind !== 'template') || !/['"`]/.test(text[header.end - 1]!)) return [];
  const attributes = flags.map((flag) => ATTRIBUTE[flag]).join('; ');
  const written = text.slice(header.start, header.end - 1);
  const separator = /;\s*$/.test(written) ? (written.endsWith(';') ? ' ' : '') : '; ';
  return [{ message: `Add to the header: ${attributes}`, edits: [{ start: header.end - 1, end: header.end - 1, text: separator + attributes }] }];
}

function valuesOf(program: ProgramView, module: ModuleFacts, flags: Flag[]): Record<string, string> {
  const quote = quoteOf(program.text(module));
  return Object.fromEntries(flags.map((flag) => [flag, flag === 'sameSite' ? `${quote}lax${quote}` : 'true']));
}

function code(values: Record<string, string>): string {
  return `{ ${list(values)} }`;
}

function list(values: Record<string, string>): string {
  return Object.entries(values).map(([key, value]) => `${key}: ${value}`).join(', ');
}

function suggestion(values: Record<string, string>, edits: TextEdit[] | undefined): Suggestion[] {
  return edits && edits.length > 0 ? [{ message: `Set the flags: ${list(values).replaceAll('"', "'")}`, edits }] : [];
}
