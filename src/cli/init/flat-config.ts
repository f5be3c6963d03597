import type { Binding, CallExpr, Expr, ModuleFacts } from '../../model/index.ts';
import { extract } from '../../extract/index.ts';
import { appendElement, insert, newlineOf, type Insertion } from './text-edit.ts';

/** What became of a configuration of ESLint: its new text, or why it stays as it is. */
export type FlatConfigEdit = { kind: 'edited'; text: string } | { kind: 'present' } | { kind: 'unclear'; reason: string };

const PLUGIN = 'authlint/eslint';

/** Functions that take any number of configurations, and lists of them: the package, and the member or export that is called. */
const COMPOSERS = [
  { source: /^eslint\/config$/, names: ['defineConfig'] },
  { source: /^typescript-eslint$/, names: ['config'] },
];
/** The same, of which the first argument is something else. */
const COMPOSERS_AFTER_OPTIONS = [{ source: /^@antfu\/eslint-config$/, names: ['default', 'antfu'] }, { source: /(^|\/)\.nuxt\/eslint\.config\.mjs$/, names: ['default'] }];

/**
 * Adds the plugin's recommended configuration to a flat configuration: an import, and one more element at the end. What the file
 * exports is an array, one object, or a call of a function known to put configurations together; anything else is left alone.
 *
 * @param path by whose extension the language is known
 */
export function addToFlatConfig(path: string, text: string): FlatConfigEdit {
  const facts = extract(path, text);
  if (facts.diagnostics.length > 0) return { kind: 'unclear', reason: `it does not parse (line ${facts.diagnostics[0]!.line})` };
  if (facts.imports.some(({ source }) => source === PLUGIN)) return { kind: 'present' };
  const exported = exportedOf(facts);
  if (!exported) return { kind: 'unclear', reason: 'what it exports is not to be seen' };
  const name = facts.bindings.some((binding) => binding.name === 'authlint') ? 'authlintPlugin' : 'authlint';
  const list = resolve(exported.value, facts);
  const addition = list && additionTo(list, `${name}.configs.recommended`, text, facts);
  if (!addition) return { kind: 'unclear', reason: 'what it exports is put together in a way that is not known' };
  const statement = importOf(name, exported.module, facts, text, Math.min(list.start, exported.value.start));
  if (!statement) return { kind: 'unclear', reason: 'there is no place for an import of its own line' };
  const result = insert(text, [...addition, statement]);
  return holds(path, result, facts, name) ? { kind: 'edited', text: result } : { kind: 'unclear', reason: 'the edit would not leave it as it is otherwise' };
}

interface Exported { value: Expr; module: 'esm' | 'commonjs' }

function exportedOf(facts: ModuleFacts): Exported | undefined {
  const standard = facts.exports.find((one) => one.name === 'default' && one.source === undefined);
  if (standard) {
    const value = standard.value ?? (standard.binding === undefined ? undefined : facts.bindings[standard.binding]?.init);
    return value && { value, module: 'esm' };
  }
  const assigned = facts.body.flatMap((statement) => (statement.kind === 'expr' && statement.expr.kind === 'assign' ? [statement.expr] : []))
    .filter(({ target, operator }) => operator === '=' && target.kind === 'member' && target.property === 'exports' && target.object.kind === 'ref' && target.object.name === 'module');
  return assigned.length === 1 ? { value: assigned[0]!.value, module: 'commonjs' } : undefined;
}

/** What a name stands for, where it is set once. */
function resolve(expr: Expr, facts: ModuleFacts, depth = 5): Expr | undefined {
  if (depth === 0) return undefined;
  if (expr.kind === 'await') return resolve(expr.value, facts, depth - 1);
  if (expr.kind !== 'ref') return expr;
  const binding = facts.bindings[expr.binding];
  return binding?.kind === 'const' && binding.init && binding.owner === -1 ? resolve(binding.init, facts, depth - 1) : undefined;
}

function additionTo(list: Expr, element: string, text: string, facts: ModuleFacts): Insertion[] | undefined {
  if (list.kind === 'array') return appendElement(text, element, list.elements.at(-1), list.end - 1);
  if (list.kind === 'object') return [{ at: list.start, text: '[' }, { at: list.end, text: `, ${element}]` }];
  if (list.kind !== 'call') return undefined;
  const kind = composerKind(list, facts);
  if (kind === undefined || list.args.length < kind) return undefined;
  const [only] = list.args;
  if (kind === 0 && list.args.length === 1 && only!.kind === 'array') return additionTo(only, element, text, facts);
  return appendElement(text, element, list.args.at(-1), list.end - 1);
}

/** How many arguments of a call stand in front of the configurations that it takes; undefined when that is not known. */
function composerKind({ callee }: CallExpr, facts: ModuleFacts): number | undefined {
  const [base, member] = callee.kind === 'member' ? [callee.object, callee.property] : [callee, undefined];
  const origin = base.kind === 'ref' ? originOf(facts.bindings[base.binding], facts) : undefined;
  if (!origin) return undefined;
  const name = member ?? origin.name;
  const known = (all: typeof COMPOSERS): boolean => all.some(({ source, names }) => source.test(origin.source) && names.includes(name));
  return known(COMPOSERS) ? 0 : member === undefined && known(COMPOSERS_AFTER_OPTIONS) ? 1 : undefined;
}

function originOf(binding: Binding | undefined, facts: ModuleFacts): { source: string; name: string } | undefined {
  if (binding?.import) return binding.import;
  let init = binding?.kind === 'const' ? binding.init : undefined;
  const name = init?.kind === 'member' ? init.property : 'default';
  if (init?.kind === 'member') init = init.object;
  // `const { name } = require()` is taken apart by way of a nameless constant.
  const whole = init?.kind === 'ref' ? facts.bindings[init.binding] : undefined;
  if (whole?.kind === 'temporary') init = whole.init;
  if (init?.kind !== 'call' || init.callee.kind !== 'ref' || init.callee.name !== 'require') return undefined;
  const [source] = init.args;
  return source?.kind === 'literal' && typeof source.value === 'string' ? { source: source.value, name } : undefined;
}

/** A statement behind the imports that are there, written as they are. */
function importOf(name: string, module: Exported['module'], facts: ModuleFacts, text: string, before: number): Insertion | undefined {
  const forms = module === 'esm' ? ['import'] : ['require'];
  const ends = facts.imports.filter(({ form, start }) => forms.includes(form) && start < before && isTopLevel(facts, start)).map(({ end }) => end);
  const last = Math.max(-1, ...ends);
  const around = last < 0 ? text : text.slice(0, last);
  const quote = (around.match(/"/g) ?? []).length > (around.match(/'/g) ?? []).length ? '"' : "'";
  const newline = newlineOf(text);
  const code = module === 'esm' ? `import ${name} from ${quote}${PLUGIN}${quote}` : `const ${name} = require(${quote}${PLUGIN}${quote})`;
  if (last < 0) {
    const [header] = /^(?:#![^\n]*\n)?(?:\s*(?:\/\/[^\n]*\n|\/\*(?!\*\s*@type)[^]*?\*\/[ \t]*\r?\n|(?:'use strict'|"use strict");?[ \t]*\r?\n))*/.exec(text)!;
    return { at: header.length, text: `${header === '' || header.endsWith('\n') ? '' : newline}${code};${newline}` };
  }
  const rest = /^[)\].\w]*?(;?)[ \t]*(?:\/\/[^\n]*?)?(?=\r?\n|$)/.exec(text.slice(last));
  if (!rest) return undefined;
  const semicolon = rest[1] === ';' || text[last - 1] === ';' ? ';' : '';
  return { at: last + rest[0].length, text: `${newline}${code}${semicolon}` };
}

/** The offset stands in a statement of the module itself, in no function. */
function isTopLevel(facts: ModuleFacts, offset: number): boolean {
  return !facts.functions.some(({ start, end }) => start <= offset && offset < end);
}

/** The text parses, takes the plugin in, and has lost none of its imports, bindings and functions. */
function holds(path: string, text: string, before: ModuleFacts, name: string): boolean {
  const after = extract(path, text);
  return after.diagnostics.length === 0 && after.imports.length === before.imports.length + 1 && after.functions.length === before.functions.length
    && after.bindings.filter((binding) => binding.name === name && binding.owner === -1).length === 1 && addedTo(after, name);
}

function addedTo(facts: ModuleFacts, name: string): boolean {
  const exported = exportedOf(facts);
  const list = exported && resolve(exported.value, facts);
  const items = list?.kind === 'call' ? (list.args.length === 1 && list.args[0]!.kind === 'array' ? list.args[0].elements : list.args) : list?.kind === 'array' ? list.elements : [];
  const last = items.at(-1);
  return last?.kind === 'member' && last.property === 'recommended' && last.object.kind === 'member' && last.object.object.kind === 'ref' && last.object.object.name === name;
}
