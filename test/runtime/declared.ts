import type { RequestListener } from 'node:http';
import type { Expected } from './fixture.ts';
import { label, plainPath } from './fixture.ts';

/** A route as Express holds it: its path is relative to the router that it is in. */
export interface LiveRoute { method: string; path: string }

interface Layer {
  route?: { path: string | RegExp | (string | RegExp)[]; methods: Record<string, boolean> };
  handle?: { stack?: Layer[] };
}
/** Express 4 keeps its router in `_router`, and throws when asked for `router`. */
interface ExpressApp { _router?: { stack: Layer[] }; router: { stack: Layer[] } }

function routesIn(stack: Layer[]): LiveRoute[] {
  return stack.flatMap((layer) => {
    if (!layer.route) return routesIn(layer.handle?.stack ?? []);
    const { path, methods } = layer.route;
    const verbs = Object.keys(methods).map((name) => name.toUpperCase());
    // `app.all` of Express 4 enters every verb that Node.js knows, one by one.
    const names = methods._all || verbs.length > 20 ? ['ALL'] : verbs;
    return [path].flat().flatMap((one) => names.map((method) => ({ method, path: String(one) })));
  });
}

/** The routes that a running application holds, in every router that Express lets us see into. */
export function liveRoutes(app: RequestListener): LiveRoute[] {
  const express = app as unknown as ExpressApp;
  return routesIn((express._router ?? express.router).stack);
}

/** The live routes that expected.json does not know of. */
export function undeclared(live: LiveRoute[], expected: Expected): string[] {
  const declared: { method: string; path: string; pattern?: string }[] = [...expected.routes, ...(expected.guardOnly ?? [])];
  const known = declared.map(({ method, path, pattern }) => ({ method, path: pattern ?? plainPath(path) }));
  const longestFirst = [...live].sort((a, b) => b.path.length - a.path.length);
  return longestFirst.flatMap((route) => {
    const path = route.path.startsWith('/^') ? route.path : plainPath(route.path);
    const index = known.findIndex((one) => one.method === route.method && (path === '/' || one.path.endsWith(path)));
    if (index < 0) return [label(route)];
    known.splice(index, 1);
    return [];
  });
}
