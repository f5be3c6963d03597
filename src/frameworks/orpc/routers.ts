import type { Expr, ObjectValue, ResultValue, Site, Value } from '../../model/index.ts';
import { alternatives, textOf } from '../../link/index.ts';
import { join, type Element } from '../../guards/index.ts';
import { nameOfExpr, nameOfValue } from '../elements.ts';
import { plain } from './contracts.ts';
import { chainOf, handlerStep, isLazy, stepIn, type Chain } from './model.ts';

/** A procedure in a router, and what the routers around it put in front of it. */
export interface Entry {
  path: string[];
  /** The last link of its chain. */
  value: ResultValue;
  /** The link that gives it its handler. */
  procedure: ResultValue;
  before: Element[];
  prefix: string;
  /** The router that holds it, where it is written down. */
  router?: Site | undefined;
}

interface Around { before: Element[]; prefix: string; router?: Site | undefined }

const OUTSIDE: Around = { before: [], prefix: '' };

/** Every procedure in a router: a plain object, what `router({...})` made of one, or a module that is loaded late. */
export function entriesOf(value: Value, around: Around = OUTSIDE, depth = 0): Entry[] {
  if (depth > 16) return [];
  return alternatives(value).flatMap((one): Entry[] => {
    const procedure = handlerStep(one);
    if (procedure && one.kind === 'result') return [{ path: [], value: one, procedure, ...around }];
    if (one.kind === 'object') return one.cls ? [] : membersOf(one, around, depth);
    if (one.kind !== 'result') return [];
    const chain = chainOf(one);
    const inside: Around = chain ? { before: [...around.before, ...middlewareIn(chain)], prefix: join(around.prefix, prefixIn(chain)), router: around.router } : around;
    if (isLazy(one)) return loaded(one).flatMap((router) => entriesOf(router, inside, depth + 1));
    const router = stepIn(chain, 'router')?.call.args[0];
    return router ? entriesOf(router, inside, depth + 1) : [];
  });
}

function membersOf(members: ObjectValue, around: Around, depth: number): Entry[] {
  const here = { ...around, router: members.site ?? around.router };
  const named = [...members.props].filter(([name]) => !name.startsWith('\0')).flatMap(([name, value]) => entriesOf(value, here, depth + 1).map((entry) => ({ ...entry, path: [name, ...entry.path] })));
  // `...userRouter`, where that is what `router({...})` made.
  return [...named, ...(members.rest ?? []).flatMap((one) => entriesOf(one, here, depth + 1))];
}

/** A module that is loaded late gives its default export, or what was picked from it. */
function loaded(lazy: ResultValue): Value[] {
  return alternatives(lazy.props.get('loaded') ?? { kind: 'literal', value: undefined }).map((one) => (one.kind === 'object' ? one.props.get('default') ?? one : one));
}

/** What `.use()` puts in front, in order. */
export function middlewareIn(chain: Chain): Element[] {
  return chain.links.flatMap((link) => {
    if (!('step' in link) || link.step !== 'use') return [];
    const { call } = link.result;
    const expr = call.expr.args[0];
    const span = expr ?? call.expr;
    return call.args.slice(0, 1).flatMap((arg) => functionsIn(arg)).map((value) => ({ value, site: { module: call.module, start: span.start, end: span.end }, name: nameOf(value, expr) }));
  });
}

function nameOf(value: Value, expr: Expr | undefined): string {
  return (expr && nameOfExpr(expr)) || nameOfValue(value);
}

/** The functions of a middleware: `os.middleware(a).concat(b)` is two. */
function functionsIn(value: Value, depth = 0): Value[] {
  const chain = depth > 12 ? undefined : chainOf(value);
  const last = chain?.links.at(-1);
  if (!last || !('step' in last)) return [value];
  const { callee, args } = last.result.call;
  const earlier = callee.kind === 'property' ? functionsIn(callee.object, depth + 1) : [];
  if (last.step === 'middleware') return args.slice(0, 1);
  if (last.step === 'concat') return [...earlier, ...args.slice(0, 1).flatMap((arg) => functionsIn(arg, depth + 1))];
  return last.step === 'mapInput' ? earlier : [value];
}

function prefixIn(chain: Chain): string {
  return chain.links.flatMap((link) => ('step' in link && link.step === 'prefix' ? [link.result.call.args[0]] : [])).map((arg) => plain((arg && textOf(arg)) ?? '')).reduce<string>((all, one) => join(all, one), '');
}
