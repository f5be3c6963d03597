import type { Config, ModuleFacts, ResultValue, RouteDetail, Value } from '../../model/index.ts';
import { packageOf, pathOf, textOf, type Program } from '../../link/index.ts';
import { join, normalize, type Dialect, type Element, type JudgeContext } from '../../guards/index.ts';
import { headOf } from '../declaration.ts';
import { unique } from '../detail.ts';
import { elementsOf, nameOfValue } from '../elements.ts';
import { contextFor, declareRoute, exported, HTTP_METHODS, modulesBelow, stemOf, type Placed } from '../file-routes.ts';
import { handlerDialect, middlewareDialect } from './dialect.ts';

/** Where Fresh comes from: npm's or JSR's name, an import map, or an address. */
export const FRESH = /(^|\/)\$fresh\/|^fresh(\/|$)|@fresh\/core|\/fresh@/;

/** Handlers that files export, behind the `_middleware` of their folders and what the application puts in front. */
export function find(program: Program, config: Config): RouteDetail[] {
  const first = program.modules.some((module) => module.imports.some((one) => /\$fresh\/|\/x\/fresh@1/.test(one.source)));
  const version = first ? 1 : 2;
  const context = contextFor(program, config, handlerDialect(version));
  const layers = middlewareDialect(version);
  const app = version === 2 ? applicationOf(program) : undefined;
  const outer = app ? elementsBefore(app, layers) : [];
  const placed = modulesBelow(program.modules, ['routes'], (_module, root) => !/(^|\/)src\/$/.test(root));
  const middleware = new Map(placed.filter((one) => /(^|\/)_middleware\.[cm]?[jt]sx?$/.test(one.rest)).map((one) => [`${one.root}${folderOf(one.rest)}`, one.module]));
  const files = placed.flatMap((one) => routesOf(program, one, [...outer, ...around(one).flatMap((folder) => layersOf(program, middleware.get(folder), layers))], context));
  return unique([...files, ...(app ? ofApplication(app, outer, context) : [])]);
}

function folderOf(rest: string): string {
  return rest.includes('/') ? rest.slice(0, rest.lastIndexOf('/')) : '';
}

/** The folders around a file, outermost first. */
function around({ root, rest }: Placed): string[] {
  const parts = folderOf(rest).split('/').filter((part) => part !== '');
  return ['', ...parts.map((_, i) => parts.slice(0, i + 1).join('/'))].map((folder) => `${root}${folder}`);
}

function layersOf(program: Program, module: ModuleFacts | undefined, dialect: Dialect): Element[] {
  const given = module && (exported(program, module, 'handler') ?? exported(program, module, 'handlers') ?? exported(program, module, 'default'));
  if (!given) return [];
  const value = unwrapped(given.value);
  return (value.kind === 'array' ? value.elements : [value]).map((one) => ({ ...given, value: unwrapped(one), name: nameOfValue(one) || 'middleware', dialect }));
}

/** `define.handlers(x)` and `define.middleware(x)` give `x`. */
function unwrapped(value: Value): Value {
  return value.kind === 'result' && ['handlers', 'middleware', 'page', 'defineHandlers'].includes(pathOf(value.call.callee).at(-1) ?? '') && value.call.args[0] ? value.call.args[0] : value;
}

function routesOf(program: Program, { module, root, rest }: Placed, before: Element[], context: JudgeContext): RouteDetail[] {
  const stem = stemOf(rest);
  if (stem.split('/').some((part) => part.startsWith('_') || /^\(_.*\)$/.test(part))) return [];
  const given = exported(program, module, 'handler') ?? exported(program, module, 'handlers');
  if (!given) return [];
  const override = exported(program, module, 'config')?.value;
  const written = override?.kind === 'object' ? override.props.get('routeOverride') : undefined;
  const path = written && textOf(written) !== undefined ? normalize(textOf(written)!) : addressOf(stem);
  const value = unwrapped(given.value);
  const declare = (method: string, handler: Element): RouteDetail => declareRoute({ framework: 'fresh', method, path, handler, before, application: root || '.' }, context);
  if (value.kind !== 'object') return [declare('ALL', { ...given, value })];
  return [...value.props].filter(([name]) => HTTP_METHODS.includes(name)).map(([name, one]) => declare(name, {
    value: one, name, site: one.kind === 'function' ? { module: one.module, start: one.fn.start, end: Math.min(one.fn.end, one.fn.start + 20) } : given.site,
  }));
}

/** The address of a file below the routes ("File routing", fresh.deno.dev). */
export function addressOf(stem: string): string {
  const parts = stem.split('/').filter((part) => !/^\([^)]*\)$/.test(part));
  if (parts.at(-1) === 'index') parts.pop();
  return `/${parts.map((part) => (/^\[\.{3}[^\]]*\]$/.test(part) ? '*' : part.replace(/\[\[?([^\]]+)\]\]?/g, ':$1'))).join('/')}`;
}

/** `new App()` of Fresh 2. */
function applicationOf(program: Program): ResultValue | undefined {
  return program.machine.records.map((record) => record.result).find((value): value is ResultValue => value?.kind === 'result' && value.call.constructed && FRESH.test(packageOf(value.call.callee) ?? '') && pathOf(value.call.callee).at(-1) === 'App');
}

function elementsBefore(app: ResultValue, dialect: Dialect): Element[] {
  return app.calls.filter((record) => record.method === 'use' && (record.args[0] === undefined || textOf(record.args[0]) === undefined)).flatMap((record) => elementsOf(record, 0).map((element) => ({ ...element, dialect })));
}

function ofApplication(app: ResultValue, before: Element[], context: JudgeContext): RouteDetail[] {
  return app.calls.flatMap((record) => {
    const method = HTTP_METHODS.find((name) => name.toLowerCase() === record.method) ?? (record.method === 'all' ? 'ALL' : undefined);
    const path = record.args[0] && textOf(record.args[0]);
    const elements = elementsOf(record, 1);
    const handler = elements.at(-1);
    if (!method || path === undefined || !handler) return [];
    const own = elements.slice(0, -1).map((element) => ({ ...element, dialect: middlewareDialect(2) }));
    return [declareRoute({ framework: 'fresh', method, path: join('/', path), handler, before: [...before, ...own], site: headOf(record), application: '.' }, context)];
  });
}
