import type { CallRecord, Expr, FunctionValue, ModuleFacts, Site, Value } from '../../model/index.ts';
import { alternatives, boundedRegExp, functionsOf, textOf, unknown, walkModule, type Program } from '../../link/index.ts';
import type { Element } from '../../guards/index.ts';
import { firstLine } from '../declaration.ts';
import { exportNames, siteOfExport } from '../file-routes.ts';
import { nearestFolder } from '../folders.ts';
import { callLater } from '../late-calls.ts';
import { member } from '../named.ts';
import { elementsOfProperty, propertyAt } from '../written.ts';
import { membersOf, operationIn, siteOf } from './description.ts';

/** Names under which handlers are found, and the method of HTTP that each stands for (openapi-framework: `METHOD_ALIASES`). */
const VERBS = new Map(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'].flatMap((verb): [string, string][] => [[verb, verb], [verb.toLowerCase(), verb]])).set('del', 'DELETE');

export interface Handled {
  method: string;
  /** As the description has it: `/users/{id}`. */
  path: string;
  /** Middleware of its own, and the handler. */
  elements: Element[];
  site: Site;
  /** What is kept with the handlers of a path. */
  module: Value | undefined;
  /** What is written down of it. */
  operation: Value | undefined;
  group: string;
}

/** Every handler that a call of `initialize` takes up, from files by their places, from modules that are handed over, and by the ids of operations. */
export function handledBy(record: CallRecord, options: Value, description: Value | undefined, program: Program): Handled[] {
  const byPath = new Map<string, Handled[]>();
  const paths = member(options, 'paths');
  for (const one of paths?.kind === 'array' ? paths.elements : paths ? [paths] : []) {
    const [path, module] = [textOf(member(one, 'path') ?? unknown('')), member(one, 'module')];
    if (path !== undefined && module) byPath.set(path, ofModule(path, module, undefined, record, options, description, program));
    else for (const file of filesIn(one, options, record, program)) byPath.set(file.path, ofModule(file.path, exportedBy(program, file.module), file.module, record, options, description, program));
  }
  const operations = member(options, 'operations');
  for (const [path, item] of operations ? membersOf(member(description, 'paths')) : []) {
    const known = byPath.get(path) ?? [];
    const made = membersOf(item).filter(([name]) => VERBS.has(name)).flatMap(([name, operation]): Handled[] => {
      const id = textOf(member(operation, 'operationId') ?? unknown(''));
      const fallback: Site = { module: record.module, start: record.expr.start, end: record.expr.callee.end };
      const elements = id === undefined ? [] : elementsOfProperty(member(operations, id), id, siteOf(operations), fallback);
      const handler = elements.at(-1);
      return handler ? [{ method: VERBS.get(name)!, path, elements, site: declared(handler), module: undefined, operation, group: record.module.path }] : [];
    });
    byPath.set(path, [...known.filter((one) => !made.some(({ method }) => method === one.method)), ...made]);
  }
  return [...byPath.values()].flat();
}

/** Files of a folder, by the address that their place gives them (fs-routes: an `index` is its folder). */
function filesIn(dir: Value, options: Value, record: CallRecord, program: Program): { path: string; module: ModuleFacts }[] {
  const folder = nearestFolder(dir, record.module.path, (path) => path !== '/' && program.modules.some((module) => `/${module.path}`.startsWith(`${path.replace(/\/$/, '')}/`)));
  if (folder === undefined) return [];
  const ignored = member(options, 'pathsIgnore');
  const ignores = ignored?.kind === 'regexp' ? boundedRegExp(ignored.source, ignored.flags) : undefined;
  return program.modules
    .filter((module) => `/${module.path}`.startsWith(`${folder}/`))
    .map((module) => ({ path: `/${module.path}`.slice(folder.length).replace(/(?:index)?\.[cm]?[jt]s$/, ''), module }))
    .filter(({ path }) => !ignores?.test(path));
}

function exportedBy({ machine }: Program, module: ModuleFacts): Value | undefined {
  return machine.exportOf(module.path, 'default') ?? machine.exportOf(module.path, '*');
}

/** Handlers in a module: by the names of methods, or by the ids that the description gives to operations. */
function ofModule(path: string, given: Value | undefined, file: ModuleFacts | undefined, record: CallRecord, options: Value, description: Value | undefined, program: Program): Handled[] {
  const module = given && injected(given, options, record, program);
  if (!module) return [];
  const item = member(member(description, 'paths'), path);
  const fallback: Site = siteOf(module) ?? { module: record.module, start: record.expr.start, end: record.expr.callee.end };
  const found = new Map<string, Handled>();
  for (const name of new Set([...membersOf(module), ...membersOf(item)].map(([one]) => one).filter((one) => VERBS.has(one)))) {
    const method = VERBS.get(name)!;
    if (found.has(method)) continue;
    const described = member(item, method.toLowerCase());
    const id = textOf(member(described, 'operationId') ?? unknown(''));
    const key = member(module, name) ? name : id;
    const value = key === undefined ? undefined : member(module, key);
    if (!value) continue;
    const elements = elementsOfProperty(value, key!, siteOf(module), fallback);
    const handler = elements.at(-1);
    if (!handler) continue;
    const own = file && exportNames(program, file).includes(key!) ? { ...handler, name: handler.name || key!, site: siteOfExport(file, key!) } : handler;
    const site = own === handler ? declared(handler) : own.site;
    const operation = operationIn(docOf(value) ?? assigned(program, site.module, boundTo(key!, module))) ?? described;
    found.set(method, { method, path, elements: [...elements.slice(0, -1), own], site, module, operation, group: file?.path ?? record.module.path });
  }
  return [...found.values()];
}

/** A module that is a function is given the dependencies that its parameters name. */
function injected(given: Value, options: Value, record: CallRecord, { machine }: Program): Value {
  const fn = alternatives(given).find((one): one is FunctionValue => one.kind === 'function');
  if (!fn) return given;
  const dependencies = member(options, 'dependencies');
  const args = fn.fn.params.map(({ binding }) => {
    const name = fn.module.bindings[binding]?.name ?? '';
    return member(dependencies, name) ?? unknown(`the dependency \`${name}\` was not found`);
  });
  return callLater(machine, fn, args, undefined, { module: record.module, start: record.expr.start, end: record.expr.end });
}

/** What the handler itself carries. */
function docOf(value: Value): Value | undefined {
  const handler = value.kind === 'array' ? value.elements.at(-1) : value;
  return handler?.kind === 'function' || handler?.kind === 'result' ? handler.props?.get('apiDoc') : undefined;
}

/** What a handler is called where it is kept: `{ GET: getWorlds }`. */
function boundTo(name: string, module: Value): string {
  const site = siteOf(module);
  const written: Expr | undefined = site && propertyAt(site, name);
  return written?.kind === 'ref' ? written.name : name;
}

/** `GET.apiDoc = {...}`, where `GET` is a list. */
function assigned(program: Program, module: ModuleFacts, name: string): Value | undefined {
  let found: Value | undefined;
  walkModule(module, {
    expr(expr, fn) {
      if (expr.kind !== 'assign' || expr.target.kind !== 'member' || expr.target.property !== 'apiDoc') return;
      const { object } = expr.target;
      if ((object.kind === 'ref' && object.name === name) || (object.kind === 'member' && object.property === name)) found = program.denote(module, expr.value, fn);
    },
  });
  return found;
}

/** A function that is the handler stands for its route; of others, where they are handed over. */
function declared({ value, site }: Element): Site {
  const fn = functionsOf(value)[0];
  return fn && fn.fn.name !== '' ? firstLine({ module: fn.module, start: fn.fn.start, end: fn.fn.end }) : firstLine(site);
}
