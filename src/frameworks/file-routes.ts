import type { Config, ExportFact, Expr, ModuleFacts, RouteDetail, Site, Value } from '../model/index.ts';
import { alternatives, lineEndAfter, packageOf, type Program } from '../link/index.ts';
import { accessOf, libraryProof, type Element, type Dialect, type JudgeContext } from '../guards/index.ts';
import { detailOf } from './detail.ts';

/** Methods of HTTP that modules export handlers under by their name (RFC 9110 section 9, RFC 5789). */
export const HTTP_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** What a find needs to judge routes; one cache for all of them. */
export function contextFor(program: Program, config: Config, dialect: Dialect): JudgeContext {
  return { machine: program.machine, dialect, config, cache: new Map() };
}

/** Names that a module exports, those of `export *` included. */
export function exportNames(program: Program, module: ModuleFacts): string[] {
  const own = module.exports.map((one) => one.name).filter((name) => name !== '*');
  if (own.length === module.exports.length) return own;
  const space = program.machine.exportOf(module.path, '*');
  return [...new Set([...own, ...(space?.kind === 'object' ? [...space.props.keys()].filter((name) => !name.startsWith('\0')) : [])])];
}

/** What a module exports under a name, where its declaration stands. */
export function exported(program: Program, module: ModuleFacts, name: string): Element | undefined {
  const value = program.machine.exportOf(module.path, name);
  if (!value || (value.kind === 'literal' && (value.value === undefined || value.value === null))) return undefined;
  return { value, site: siteOfExport(module, name), name };
}

/** What a finding underlines of an exported handler: its name, or the head of the expression that is the default export. */
export function siteOfExport(module: ModuleFacts, name: string): Site {
  const fact: ExportFact | undefined = module.exports.find((one) => one.name === name) ?? module.exports.find((one) => one.name === '*');
  if (!fact) return { module, start: 0, end: 0 };
  const binding = fact.binding === undefined || fact.binding < 0 ? undefined : module.bindings[fact.binding];
  if (binding && binding.kind !== 'import') return { module, start: binding.start, end: binding.end };
  if (!fact.value) return { module, start: fact.start, end: fact.end };
  return { module, start: fact.value.start, end: headEnd(module, fact.value) };
}

function headEnd(module: ModuleFacts, expr: Expr): number {
  if (expr.kind === 'call' || expr.kind === 'new') return expr.callee.end;
  return Math.min(expr.end, Math.max(lineEndAfter(module, expr.start) ?? expr.end, expr.start + 1));
}

/** A route whose address is a file's. */
export interface FileRoute {
  framework: string;
  method: string;
  /** The address of the request, as code sees it. */
  path: string;
  /** The address as it is listed, where it says more: which of a page's actions is meant. */
  listed?: string;
  /** What the framework calls the route. */
  id?: string;
  handler: Element;
  /** Everything in front, in the framework's order. */
  before?: Element[];
  site?: Site;
  application: string;
  group?: string;
  /** Why what stands in front is not known for sure. */
  unknown?: string | undefined;
  generated?: boolean;
}

/** The route as others read it, with its access. */
export function declareRoute(route: FileRoute, context: JudgeContext): RouteDetail {
  const { framework, method, path, handler, before = [], application } = route;
  const request = { method, path, base: '/', ...(route.id === undefined ? {} : { id: route.id }) };
  const verdict = accessOf({ request, before, handler, unknown: route.unknown ?? whyUnresolved(handler) }, context);
  const group = route.group ?? `${application}:${areaOf(path)}`;
  return detailOf({ framework, method, path: route.listed ?? path, site: route.site ?? handler.site, handler, own: [...before.filter((one) => one.site.module === handler.site.module), handler], verdict, group, application, ...(route.generated ? { generated: true } : {}) });
}

/** Why it is not known what a handler does; a handler of a package that has nothing to do with callers does nothing for them. */
export function whyUnresolved(handler: Element): string | undefined {
  for (const value of alternatives(handler.value)) {
    if (value.kind === 'unknown') return `\`${handler.name}\` could not be followed to its definition: ${value.reason}`;
    if (value.kind === 'property' && packageOf(value) === undefined) return `\`${handler.name}\` could not be followed to its definition`;
    if (value.kind !== 'result' && value.kind !== 'external' && value.kind !== 'property') continue;
    const proof = libraryProof(value);
    if (proof?.proves === 'unknown') return proof.reason ?? `what \`${proof.name}\` of \`${proof.package}\` asks of callers is not known`;
    if (!proof && value.kind === 'result') return `\`${handler.name}\` could not be followed to its definition`;
  }
  return undefined;
}

/** The part of the address that a route shares with those that belong with it: without its parameters at the end, and one step up. */
export function areaOf(path: string): string {
  const parts = path.replace(/\?.*$/s, '').split('/').filter((part) => part !== '');
  while (parts.length > 0 && /^[:*]/.test(parts.at(-1)!)) parts.pop();
  return `/${parts.slice(0, -1).join('/')}`;
}

/** Modules below a folder (`src/routes`) anywhere in the project, with the folder around it and the rest of the path. */
export interface Placed { module: ModuleFacts; root: string; folder: string; rest: string }

/** @param folders paths of folders, from the root of a package, outermost match first */
export function modulesBelow(modules: ModuleFacts[], folders: string[], accepts: (module: ModuleFacts, root: string) => boolean): Placed[] {
  const found: Placed[] = [];
  for (const module of modules) {
    for (const folder of folders) {
      const at = `/${module.path}`.indexOf(`/${folder}/`);
      if (at < 0) continue;
      const root = module.path.slice(0, at);
      if (!accepts(module, root)) continue;
      found.push({ module, root, folder, rest: module.path.slice(at + folder.length + 1) });
      break;
    }
  }
  return found;
}

/** A module at one of several places, with any extension of source code. */
export function moduleAt(program: Program, root: string, ...stems: string[]): ModuleFacts | undefined {
  for (const stem of stems) {
    for (const extension of EXTENSIONS) {
      const found = program.module(`${root}${stem}${extension}`);
      if (found) return found;
    }
  }
  return undefined;
}

const EXTENSIONS = ['.ts', '.js', '.tsx', '.jsx', '.mts', '.mjs', '.cts', '.cjs'];

/** A path of the project without the extension of source code. */
export function stemOf(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, '');
}

/** A setting of a configuration file whose default export is an object, or a call that is given one (`defineConfig({...})`). */
export function settingOf(program: Program, module: ModuleFacts | undefined, ...names: string[]): Value | undefined {
  let value = module && (program.machine.exportOf(module.path, 'default') ?? program.machine.exportOf(module.path, '*'));
  for (let depth = 0; value?.kind === 'result' && depth < 3; depth++) value = value.call.args.find((arg) => arg.kind === 'object' || arg.kind === 'result');
  for (const name of names) value = value?.kind === 'object' ? value.props.get(name) : undefined;
  return value;
}
