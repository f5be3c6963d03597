import { perModules } from '../../src/link/index.ts';
import type { Expr, FunctionFacts, ModuleFacts, RouteDetail, RuleContext } from '../../src/model/index.ts';
import { walkModule } from '../../src/link/walk.ts';
import { nameOfFunction } from '../function-names.ts';
import { originOf } from '../origin.ts';
import { namesRefreshHandler, namesRefreshToken, pathOfRefresh } from '../token-names.ts';
import type { Written } from '../token-events.ts';
import { unwrapped } from '../unwrapped.ts';

/** A function that may exchange a refresh token, with what runs before it. `named`: its route or its name says so. */
export interface Candidate {
  name: string;
  functions: Written[];
  named: boolean;
  detail?: RouteDetail;
  /** Something in front of it that cannot be looked into speaks of refreshing. */
  opaque: boolean;
}

/** Routes first, then functions by name, then functions that read a refresh token from the request. */
export function candidatesIn(context: RuleContext): Candidate[] {
  const { program, map } = context;
  const found: Candidate[] = [];
  const taken = new Set<FunctionFacts>();
  const readers = new Set(readersOf(program));
  for (const detail of map.details.values()) {
    const handlers = detail.handlers.flatMap((one) => unwrapped(one));
    const last = handlers.at(-1);
    if (!last) continue;
    const name = nameOfFunction(last.module, last.fn);
    const named = pathOfRefresh(detail.route.path) || namesRefreshHandler(name);
    if (!named && !handlers.some((one) => readers.has(one.fn))) continue;
    const before = detail.chain.flatMap((one) => (one.kind === 'function' ? unwrapped(one) : []));
    const functions = [...before, ...handlers].filter((one, i, list) => list.findIndex((other) => other.fn === one.fn) === i);
    if (taken.has(last.fn)) continue;
    functions.forEach((one) => taken.add(one.fn));
    found.push({ name: name || detail.route.path, functions, named, detail, opaque: detail.chain.some((one) => one.kind === 'property' && /refresh/i.test(one.name)) });
  }
  for (const { module, fn, name } of functionsOf(program)) {
    if (!taken.has(fn)) found.push({ name, functions: [{ module, fn }], named: namesRefreshHandler(name), opaque: false });
  }
  return found;
}

const readersOf = perModules((_program, module) => readersIn(module));

/** Functions that are called like those that refresh, or read a refresh token. */
const functionsOf = perModules((_program, module) => {
  const readers = new Set(readersIn(module));
  return module.functions.map((fn) => ({ module, fn, name: nameOfFunction(module, fn) })).filter(({ fn, name }) => namesRefreshHandler(name) || readers.has(fn));
});

const REQUEST_PART = /^(body|cookies|signedCookies|headers|query)$/;

/** Functions that take a refresh token out of the request themselves. */
function readersIn(module: ModuleFacts): FunctionFacts[] {
  const found = new Set<FunctionFacts>();
  walkModule(module, {
    expr(expr, fn) {
      if (fn < 0 || expr.kind !== 'member' || !namesRefreshToken(expr.property)) return;
      const from = originOf(module, expr.object);
      if (from.kind !== 'member' || !REQUEST_PART.test(from.property)) return;
      const request = rootOf(module, from.object);
      const owner = request.kind === 'ref' && request.binding >= 0 ? module.bindings[request.binding]!.owner : fn;
      if (owner >= 0) found.add(module.functions[owner]!);
    },
  });
  return [...found];
}

function rootOf(module: ModuleFacts, expr: Expr): Expr {
  const origin = originOf(module, expr);
  return origin.kind === 'member' ? rootOf(module, origin.object) : origin;
}
