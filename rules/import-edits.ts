import { posix } from 'node:path';
import type { Binding, Expr, ImportFact, ModuleFacts, ProgramView, TextEdit } from '../src/model/index.ts';
import { lineEndOf, quoteOf } from './text-style.ts';

/** What a name stands for that a file has from another: `source` and `name` as in `Binding.import`, as written there. */
export interface Imported { from: ModuleFacts; form: 'import' | 'require'; source: string; name: string; local: string }

/**
 * Makes what another file imports available in this one, by a declaration of the kind that it has already: `import` or `require`,
 * with its quotes, semicolons and file extensions.
 *
 * @returns the name to write and the edit, if one is needed; undefined when the name stands for something else here, or the file
 * shows no place for a declaration
 */
export function bringIntoScope(program: ProgramView, module: ModuleFacts, wanted: Imported): { local: string; edit?: TextEdit } | undefined {
  const path = pathOf(wanted.from, wanted.source);
  const known = module.bindings.find((binding) => {
    const own = importOf(module, binding);
    return own?.name === wanted.name && own.form === wanted.form && pathOf(module, own.source) === path;
  });
  if (known) return { local: known.name };
  if (module.bindings.some((binding) => binding.name === wanted.local)) return undefined;
  const last = lastDeclaration(program, module);
  const how = last && declaration(program, module, last.form, { ...wanted, source: specifier(module, wanted, path) });
  // What a module of one kind exports has another shape for the other.
  if (!how || last.form !== wanted.form) return undefined;
  const text = program.text(module);
  const lineEnd = lineEndOf(text);
  return { local: wanted.local, edit: { start: last.end, end: last.end, text: `${lineEnd}${how}${last.semicolon ? ';' : ''}` } };
}

/** Identity of what a specifier leads to: a path without extension, or a package. */
function pathOf(from: ModuleFacts, source: string): string {
  if (!/^\.{1,2}(\/|$)/.test(source)) return source;
  return `/${posix.join(posix.dirname(from.path), source).replace(/\.[cm]?[jt]sx?$/, '').replace(/\/index$/, '')}`;
}

function specifier(module: ModuleFacts, wanted: Imported, path: string): string {
  if (!path.startsWith('/')) return path;
  const written = posix.join(posix.dirname(wanted.from.path), wanted.source);
  const relative = posix.relative(posix.dirname(module.path), written);
  const own = module.imports.filter(({ source }) => /^\.{1,2}\//.test(source));
  const extension = posix.extname(wanted.source);
  const plain = own.length > 0 && own.every(({ source }) => posix.extname(source) === '') && /^\.[cm]?[jt]sx?$/.test(extension) ? relative.slice(0, -extension.length) : relative;
  return plain.startsWith('.') ? plain : `./${plain}`;
}

interface LastDeclaration { form: 'import' | 'require'; end: number; semicolon: boolean }

/** A line that a person wrote is not longer. */
const LONGEST = 1000;

/** The end of the last top-level import of the file, which tells how another one is written. */
function lastDeclaration(program: ProgramView, module: ModuleFacts): LastDeclaration | undefined {
  const text = program.text(module);
  const forms = module.imports.filter((one) => one.form === 'import' || (one.form === 'require' && isDeclaration(text, module, one)));
  const last = forms.findLast(({ form }) => form === (forms.some((one) => one.form === 'import') ? 'import' : 'require'));
  if (!last) return undefined;
  const line = module.lineStarts.find((start) => start > last.end) ?? text.length;
  const rest = text.slice(last.end, line);
  if (rest.length > LONGEST) return undefined;
  // What follows on the line belongs to it: a semicolon, a call of what was required, a comment. Code that goes on does not.
  const [, tail] = /^([^\r\n]*?)[ \t]*(?:\/[/*][^\r\n]*)?\r?\n?$/.exec(rest) ?? [];
  if (tail === undefined || /[{([,=]$/.test(tail)) return undefined;
  const semicolon = (tail.trimEnd() || text[last.end - 1]!).endsWith(';');
  return { form: last.form === 'require' ? 'require' : 'import', end: last.end + rest.replace(/\r?\n$/, '').length, semicolon };
}

/** `const x = require(...)` at the start of a line. */
function isDeclaration(text: string, module: ModuleFacts, one: ImportFact): boolean {
  const start = module.lineStarts.findLast((line) => line <= one.start) ?? 0;
  const before = text.slice(start, one.start);
  return (before.length < LONGEST && /^(?:const|let|var)\s+[\w$\s{},:]+=\s*$/.test(before)) || /^(?:const|let|var)\b/.test(before);
}

function declaration(program: ProgramView, module: ModuleFacts, form: LastDeclaration['form'], { name, local, source }: Imported): string | undefined {
  const quote = quoteOf(importLines(program, module));
  const from = `${quote}${source}${quote}`;
  if (form === 'require') {
    if (name === '*') return `const ${local} = require(${from})`;
    return `const { ${name === local ? name : `${name}: ${local}`} } = require(${from})`;
  }
  if (name === '*') return `import * as ${local} from ${from}`;
  if (name === 'default') return `import ${local} from ${from}`;
  return `import { ${name === local ? name : `${name} as ${local}`} } from ${from}`;
}

function importLines(program: ProgramView, module: ModuleFacts): string {
  const text = program.text(module);
  return module.imports.map((one) => text.slice(one.start, one.end)).join('\n');
}

/** What a name of a file is imported as, or required as; undefined when it is not, or may stand for something else. */
export function importOf(module: ModuleFacts, binding: Binding | undefined): Imported | undefined {
  if (!binding || binding.owner !== -1 || binding.reassigned) return undefined;
  const { init, name: local } = binding;
  if (binding.import) return { from: module, form: 'import', ...binding.import, local };
  if (!init) return undefined;
  const source = requiredIn(module, init);
  if (source !== undefined) return { from: module, form: 'require', source, name: '*', local };
  if (init.kind !== 'member' || init.computed) return undefined;
  const whole = requiredIn(module, init.object.kind === 'ref' ? module.bindings[init.object.binding]?.init ?? init.object : init.object);
  return whole === undefined ? undefined : { from: module, form: 'require', source: whole, name: init.property, local };
}

/** What `require('...')` asks for. */
function requiredIn(module: ModuleFacts, expr: Expr): string | undefined {
  if (expr.kind !== 'call' || expr.callee.kind !== 'ref' || expr.callee.name !== 'require') return undefined;
  return module.imports.find((one) => one.form === 'require' && one.start === expr.start && one.end === expr.end)?.source;
}
