import type { ExportFact, ModuleFacts, Value } from '../model/index.ts';
import type { Machine, ModuleState, PostponedCall } from './machine.ts';
import { allowance, settleSetUp } from './budget.ts';
import { keeping } from './scope.ts';
import { external, object, union, unknown } from './values.ts';

export function state(m: Machine, path: string): ModuleState | undefined {
  const known = m.modules.get(path);
  if (known) return known;
  const facts = m.host.facts(path);
  if (!facts) return undefined;
  const module = object();
  const exports = object();
  module.props.set('exports', exports);
  const made: ModuleState = {
    facts, module, exports, status: 'new', statics: new Map(),
    scope: { module: facts, fn: -1, values: new Map(), self: exports },
  };
  m.modules.set(path, made);
  return made;
}

/** The module after its top level has run. A module that is running already is given as it stands, as in JavaScript. */
export function ensure(m: Machine, path: string): ModuleState | undefined {
  const found = state(m, path);
  if (!found || found.status !== 'new') return found;
  found.status = 'running';
  if (m.setUpTo > 0 || m.domain || m.quiet) m.accounted = m.steps;
  // The top level belongs to the project, not to whoever happens to be simulated when it is first needed.
  const { domain, trail, quiet, aside, branches, conditions, depth, stepLimit, lookLimit, stack, steps } = m;
  Object.assign(m, { domain: undefined, trail: undefined, quiet: false, aside: undefined, branches: 0, conditions: [], depth: 0, stack: [], lookLimit: Infinity });
  try {
    for (const one of found.facts.imports) {
      if (one.typeOnly || one.form === 'require' || one.form === 'dynamic') continue;
      const target = m.host.resolve(path, one.source);
      if (target?.kind === 'file') ensure(m, target.file);
    }
    runTopLevel(m, found);
    for (const exported of found.facts.exports) {
      if (exported.value && exported.name === 'export=') found.module.props.set('exports', m.evaluate(exported.value, found.scope));
      // Nobody has to import it for `export default new App().use(...)` to happen.
      else if (exported.value && exported.name === 'default') cachedExport(m, found, 'default', exported.value);
    }
  } catch (error) {
    if (error instanceof RangeError || !(error instanceof Error)) { /* the rest of this module stays unknown */ } else throw error;
  } finally {
    found.status = 'done';
    // Nor does what it took count against whoever needed it.
    Object.assign(m, { domain, trail, quiet, aside, branches, conditions, depth, stack, stepLimit: stepLimit + (m.steps - steps), lookLimit: lookLimit + (m.steps - steps) });
  }
  return found;
}

/** Steps that one statement of a module's top level may take. */
const STATEMENT_STEPS = 200_000;
/** Once the project's budget is used up. */
export const FEW_STEPS = 500;

/** Each statement has its own limit: one that starts the whole server must not keep what follows it from being seen. */
function runTopLevel(m: Machine, { facts, scope }: ModuleState): void {
  m.run(facts.body.filter((stmt) => stmt.kind === 'function'), scope);
  const { postponed } = m;
  try {
    for (const stmt of facts.body) {
      m.stepLimit = m.steps + allowance(m, 'setUp', STATEMENT_STEPS, FEW_STEPS);
      m.postponed = [];
      const done = m.run([stmt], scope);
      catchUp(m, m.postponed);
      settleSetUp(m, facts);
      if (done?.type === 'throw') return;
    }
  } finally { m.postponed = postponed; }
}

/** Calls that are made after all for one statement. */
const MAX_CAUGHT_UP = 6;

/** `await connect(); start(app);`: where the first took too long, the second still sets the application up. */
function catchUp(m: Machine, left: PostponedCall[]): void {
  m.postponed = undefined;
  for (const { fn, args, self, site } of left.sort((a, b) => a.depth - b.depth).slice(0, MAX_CAUGHT_UP)) {
    m.stepLimit = m.steps + STATEMENT_STEPS;
    m.invoke(fn, args, self, site);
  }
}

/** The value of an export, `*` for the whole module. Follows `export ... from`, `export *` and CommonJS. */
export function exportOf(m: Machine, path: string, name: string): Value | undefined {
  const key = `${path}\0${name}`;
  const home = m.exportHomes.get(key);
  if (home !== undefined) return home === null ? undefined : findExport(m, home, name, { seen: new Set(), home: undefined, settled: true });
  const search: ExportSearch = { seen: new Set(), home: undefined, settled: true };
  const value = findExport(m, path, name, search);
  if (search.settled && search.home !== path) m.exportHomes.set(key, search.home ?? null);
  return value;
}

/** A search for an export through files that hand on those of others. */
interface ExportSearch {
  seen: Set<string>;
  /** The file that has it. */
  home: string | undefined;
  /** Another search would go the same way: what has been passed in vain will never have it. */
  settled: boolean;
}

/** What a module exports is written in it, and it has run. */
function isSettled({ status, facts, module, exports }: ModuleState): boolean {
  return status === 'done' && facts.exports.length > 0 && module.props.get('exports') === exports && !exports.open && [...exports.props.keys()].every((key) => key.startsWith('\0'));
}

function findExport(m: Machine, path: string, name: string, search: ExportSearch): Value | undefined {
  if (search.seen.has(path)) return undefined;
  search.seen.add(path);
  const found = ensure(m, path);
  if (!found) { search.settled = false; return undefined; }
  search.home = path;
  const cjs = found.module.props.get('exports');
  const commonjs = cjs && (cjs !== found.exports || found.exports.props.size > 0 || found.exports.open);
  if (name === '*') return commonjs && found.facts.exports.length === 0 ? cjs : namespaceOf(m, found);
  const exported = exportsByName(found.facts);
  const own = exported.get(name);
  if (own) {
    if (own.source !== undefined) return m.importValue(found.facts, own.source, own.imported ?? name);
    if (own.binding !== undefined) return m.lookup(own.binding, found.scope);
    if (own.value) return cachedExport(m, found, name, own.value);
  }
  const equals = exported.has('export=');
  if (equals || commonjs) {
    const whole = cjs!;
    if (name === 'default' || name === 'export=') {
      if (whole.kind === 'object' && whole.props.has('default')) return whole.props.get('default')!;
      return whole;
    }
    const site = { module: found.facts, start: 0, end: 0 };
    const member = m.getMember(whole, name, site);
    if (!(member.kind === 'literal' && member.value === undefined)) return member;
  }
  search.home = undefined;
  search.settled &&= isSettled(found);
  if (name !== 'default') {
    for (const star of found.facts.exports) {
      if (star.name !== '*' || star.source === undefined) continue;
      const target = m.host.resolve(path, star.source);
      if (target?.kind === 'file') {
        const value = findExport(m, target.file, name, search);
        if (value) return value;
      }
    }
  }
  return undefined;
}

const named = new WeakMap<ExportFact[], Map<string, ExportFact>>();

/** Of several exports of a name, the first. */
function exportsByName({ exports }: ModuleFacts): Map<string, ExportFact> {
  let known = named.get(exports);
  if (!known) {
    named.set(exports, (known = new Map()));
    for (const one of exports) if (!known.has(one.name)) known.set(one.name, one);
  }
  return known;
}

function cachedExport(m: Machine, found: ModuleState, name: string, value: import('../model/index.ts').Expr): Value {
  const key = `\0export ${name}`;
  let known = found.exports.props.get(key);
  if (!known) found.exports.props.set(key, (known = keeping(m, () => m.evaluate(value, found.scope))));
  return known;
}

function namespaceOf(m: Machine, found: ModuleState): Value {
  const key = '\0namespace';
  const known = found.module.props.get(key);
  if (known) return known;
  const space = object({ module: found.facts, start: 0, end: 0 });
  found.module.props.set(key, space);
  collectNames(m, found.facts.path, new Set()).forEach((name) => {
    const value = exportOf(m, found.facts.path, name);
    if (value) space.props.set(name, value);
  });
  // Filled while the module still runs: what it exports later is not in it yet.
  if (found.status === 'running') found.module.props.delete(key);
  return space;
}

function collectNames(m: Machine, path: string, seen: Set<string>): Set<string> {
  const names = new Set<string>();
  if (seen.has(path)) return names;
  seen.add(path);
  const found = ensure(m, path);
  if (!found) return names;
  for (const one of found.facts.exports) {
    if (one.name !== '*') names.add(one.name);
    else if (one.source !== undefined) {
      const target = m.host.resolve(path, one.source);
      if (target?.kind === 'file') for (const name of collectNames(m, target.file, seen)) if (name !== 'default') names.add(name);
    }
  }
  for (const name of found.exports.props.keys()) if (!name.startsWith('\0')) names.add(name);
  return names;
}

/** What a name is that a tool imports by itself. */
export function ambient(m: Machine, name: string, file: string): Value | undefined {
  for (const model of m.host.models) {
    const value = model.ambient?.(name, file, { list: (folder) => m.host.list?.(folder.replace(/^\/+|\/$/g, '') || '.'), load: (path) => exportOf(m, path.replace(/^\/+/, ''), '*') });
    if (value) return value;
  }
  return undefined;
}

export function importValue(m: Machine, from: ModuleFacts, specifier: string, name: string): Value {
  const target = m.host.resolve(from.path, specifier);
  if (!target) return (specifier.startsWith('#') ? ambient(m, name, from.path) : undefined) ?? unknown(`\`${specifier}\` does not resolve`);
  if (target.kind === 'package') {
    const full = target.subpath ? `${target.name}/${target.subpath}` : target.name;
    const known = m.host.models.find((model) => model.constant && model.packages.includes(target.name))?.constant?.(full, name);
    if (known) return known;
    return external(full, name === 'default' || name === '*' || name === 'export=' ? [] : [name]);
  }
  const value = exportOf(m, target.file, name);
  if (value) return value;
  if (name === 'default' || name === 'export=') {
    // `esModuleInterop`: a CommonJS module, or one without a default export, imported by its default.
    const whole = exportOf(m, target.file, '*');
    if (whole) return whole;
  }
  return unknown(`\`${specifier}\` has no export \`${name}\``);
}

/** What `require(specifier)` or `import(specifier)` gives; several for a specifier of which only a part is known. */
export function requireValue(m: Machine, from: ModuleFacts, written: string, form: 'require' | 'import'): Value {
  // A path built from `__dirname`: see `absolute`.
  const specifier = written.startsWith('/') ? `${'../'.repeat(from.path.split('/').length - 1) || './'}${written.replace(/^\/+/, '')}` : written;
  if (form === 'import') return importValue(m, from, specifier, '*');
  const target = m.host.resolve(from.path, specifier);
  if (target?.kind === 'file') {
    const found = ensure(m, target.file);
    if (!found) return unknown(`\`${specifier}\` was not read`);
    const cjs = found.module.props.get('exports')!;
    return found.facts.exports.length > 0 ? exportOf(m, target.file, '*')! : cjs;
  }
  return importValue(m, from, specifier, '*');
}

export function requireAny(m: Machine, from: ModuleFacts, specifiers: string[]): Value {
  return union(specifiers.map((one) => requireValue(m, from, one, 'require')));
}
