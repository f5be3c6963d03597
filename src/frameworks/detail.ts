import type { Route, RouteDetail, Site } from '../model/index.ts';
import { alternatives, positionOf } from '../link/index.ts';
import { innermost, type Element, type Verdict } from '../guards/index.ts';

/** An entry point as a framework declares it. */
export interface Declared {
  framework: string;
  method: string;
  /** In the contract's form, with every prefix. */
  path: string;
  /** What a finding underlines: the head of the declaration. */
  site: Site;
  /** What does the work. */
  handler: Element | undefined;
  /** What the declaration itself puts in front, and the handler. */
  own: Element[];
  verdict: Verdict;
  /** Identity of the router, controller or folder that it shares with its siblings. */
  group: string;
  /** Identity of what serves it: one process, one address. */
  application: string;
  mounts?: Route['mounts'];
  generated?: boolean;
}

/** The route of a declaration, with what rules may ask about it. */
export function detailOf(declared: Declared): RouteDetail {
  const { module, start, end } = declared.site;
  const { handler, verdict } = declared;
  const from = positionOf(module, start);
  const to = positionOf(module, end);
  const handlers = handler ? innermost(alternatives(handler.value)) : [];
  const route: Route = {
    method: declared.method, path: declared.path, framework: declared.framework, file: module.path, line: from.line, column: from.column, endLine: to.line, endColumn: to.column,
    access: verdict.access, roles: verdict.roles, inHandler: verdict.inHandler, guards: verdict.guards, mounts: declared.mounts ?? [], group: declared.group,
  };
  if (handler) {
    const fn = handlers[0];
    const at = fn ? positionOf(fn.module, fn.fn.start) : positionOf(handler.site.module, handler.site.start);
    route.handler = { name: handler.name || fn?.fn.name || '', file: fn ? fn.module.path : handler.site.module.path, line: at.line, column: at.column };
  }
  if (verdict.unknownReason) route.unknownReason = verdict.unknownReason;
  if (declared.generated) route.generated = true;
  return { route, module, start, end, handlers, chain: declared.own.map((element) => element.value), passed: verdict.passed, application: declared.application };
}

/** The same route found at the same place once only, in the order found. */
export function unique(details: RouteDetail[]): RouteDetail[] {
  const seen = new Set<string>();
  return details.filter(({ route }) => {
    const key = `${route.method} ${route.path} ${route.file}:${route.line}:${route.column}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** `file:line:column` of something, to tell it from others. */
export function identityOf({ module, start }: Pick<Site, 'module' | 'start'>): string {
  const { line, column } = positionOf(module, start);
  return `${module.path}:${line}:${column}`;
}
