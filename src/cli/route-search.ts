import type { Route } from '../model/route.ts';

const METHOD = /^([A-Za-z]+)\s+(\S.*)$/;
const PLACE = /^(.+\.[cm]?[jt]sx?):(\d+)(?::\d+)?$/;

/** Whether a topic of `explain` is a route rather than a rule: `DELETE /users/:id`, `/users`, `QUERY user.byId`, `src/app.ts:12`. */
export function isRouteTopic(topic: string): boolean {
  return METHOD.test(topic) || PLACE.test(topic) || topic.startsWith('/');
}

/** The routes that a topic means: by method and path (names of parameters do not matter), by path alone, or by the line of their declaration or handler. */
export function searchRoutes(routes: Route[], topic: string): Route[] {
  const place = PLACE.exec(topic);
  if (place) {
    const file = place[1]!.replaceAll('\\', '/').replace(/^\.\//, '');
    const line = Number(place[2]);
    const exact = routes.filter((route) => (route.file === file && route.line <= line && line <= route.endLine) || (route.handler?.file === file && route.handler.line === line));
    if (exact.length > 0) return exact;
    // A line inside the handler: the last one that starts above it.
    const above = routes.filter((route) => route.handler?.file === file && route.handler.line <= line).sort((a, b) => b.handler!.line - a.handler!.line);
    return above.filter((route) => route.handler!.line === above[0]!.handler!.line);
  }
  const [, method, path] = METHOD.exec(topic) ?? [];
  const wanted = plain(path ?? topic);
  const named = routes.filter((route) => plain(route.path) === wanted);
  return method === undefined || method.toUpperCase() === 'ANY' ? named : named.filter((route) => route.method === method.toUpperCase() || route.method === 'ALL');
}

function plain(path: string): string {
  return path.trim().toLowerCase().replace(/:\w+|\{\w+\}|\[\w+\]/g, ':').replace(/(.)\/$/, '$1');
}
