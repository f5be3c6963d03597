import type { Expr, ModuleFacts, ObjectExpr, ProgramView, Span, TextEdit } from '../src/model/index.ts';
import { lastCode, lineEndOf } from './text-style.ts';

/**
 * The edit that adds properties (`secure: true`) to an object that is written out, laid out as its others are: on lines of their own
 * when these are. They come first, or last where an object is spread into it, which would override them.
 *
 * @param span of the object, with its braces
 */
export function intoObject(text: string, { start, end }: Span, properties: string[]): TextEdit | undefined {
  if (text[start] !== '{' || text[end - 1] !== '}' || properties.length === 0) return undefined;
  const inner = text.slice(start + 1, end - 1);
  const inline = properties.join(', ');
  if (inner.trim() === '') return { start, end, text: `{ ${inline} }` };
  const indent = /^[ \t]*\r?\n([ \t]*)/.exec(inner)?.[1];
  const newLine = lineEndOf(text) + (indent ?? '');
  if (inner.includes('...')) {
    const last = lastCode(text, start + 1, end - 1);
    if (last === undefined) return undefined;
    const comma = text[last - 1] === ',';
    const added = indent === undefined ? ` ${inline}` : properties.map((one) => newLine + one).join(',');
    return { start: last, end: last, text: comma ? `${added},` : `,${added}` };
  }
  if (indent !== undefined) return { start: start + 1, end: start + 1, text: properties.map((one) => `${newLine}${one},`).join('') };
  return { start: start + 1, end: start + 1, text: inner.startsWith(' ') ? ` ${inline},` : `${inline}, ` };
}

/** The object that an expression is, or that the constant it names was given in the same file. */
export function objectWritten(module: ModuleFacts, expr: Expr): ObjectExpr | undefined {
  if (expr.kind === 'object') return expr;
  if (expr.kind !== 'ref') return undefined;
  const binding = module.bindings[expr.binding];
  return binding && !binding.reassigned && binding.kind === 'const' && binding.init?.kind === 'object' ? binding.init : undefined;
}

/**
 * The edits that give properties of an object these values: what is written is replaced, what is missing is added.
 *
 * @param values code by property, such as `{ secure: 'true' }`
 * @returns undefined when a value is not written out in the object, or something is spread over it
 */
export function setProperties(program: ProgramView, module: ModuleFacts, object: ObjectExpr, values: Record<string, string>): TextEdit[] | undefined {
  const text = program.text(module);
  const edits: TextEdit[] = [];
  const missing: string[] = [];
  for (const [key, value] of Object.entries(values)) {
    const at = object.properties.findLastIndex((one) => one.variant !== 'spread' && one.key.toLowerCase() === key.toLowerCase());
    const property = object.properties[at];
    if (!property) {
      missing.push(`${key}: ${value}`);
      continue;
    }
    if (property.variant !== 'value' || object.properties.slice(at).some((one) => one.variant === 'spread')) return undefined;
    const isShorthand = property.start === property.value.start;
    edits.push({ start: property.value.start, end: property.value.end, text: isShorthand ? `${property.key}: ${value}` : value });
  }
  const added = missing.length > 0 ? intoObject(text, object, missing) : undefined;
  if (missing.length > 0 && !added) return undefined;
  return added ? [added, ...edits] : edits;
}
