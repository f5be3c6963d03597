import type { Config, Expr, RouteDetail, Site, Value } from '../../model/index.ts';
import { alternatives, object, textOf, type Program } from '../../link/index.ts';
import { connect, join, procedureDialect, type Dialect, type Element, type JudgeContext } from '../../guards/index.ts';
import { detailOf, identityOf, unique } from '../detail.ts';
import { accessBehind, arrivalAt, type Arrival } from '../operations.ts';
import { contractRoute, routeIn, type HttpRoute } from './contracts.ts';
import { chainOf, type Chain } from './model.ts';
import { rootsOf, type Root } from './roots.ts';
import { middlewareIn, type Entry } from './routers.ts';

/** Every procedure that a client can call. One that several routers hold is listed for the first of them. */
export function find(program: Program, config: Config): RouteDetail[] {
  const context: JudgeContext = { machine: program.machine, dialect: connect, config, cache: new Map() };
  const listed = new Set<Value>();
  const details: RouteDetail[] = [];
  for (const root of rootsOf(program)) {
    const arrival = arrivalAt([], root.maker, { method: 'POST', path: '/', base: '/' }, context);
    const fresh = root.entries.filter((entry) => !listed.has(entry.procedure));
    for (const entry of fresh) details.push(declare(root, entry, arrival, context));
    for (const entry of fresh) listed.add(entry.procedure);
  }
  return unique(details);
}

function declare(root: Root, entry: Entry, arrival: Arrival, context: JudgeContext): RouteDetail {
  const chain = chainOf(entry.value)!;
  const { module, expr, args } = entry.procedure.call;
  const dialect = dialectFor(chain);
  const seen = (element: Element): Element => ({ ...element, dialect });
  const span = expr.args[0] ?? expr;
  const value = args[0];
  const handler: Element | undefined = value && seen({ value, site: { module, start: span.start, end: span.end }, name: (value.kind === 'function' && value.fn.name) || entry.path.at(-1) || '' });
  const before = [...entry.before, ...middlewareIn(chain)].map(seen);
  const { method, path } = addressOf(root, entry, chain);
  return detailOf({
    framework: 'orpc', method, path, site: headOf(module, expr), handler, own: handler ? [...before, handler] : before,
    verdict: accessBehind(arrival, before, handler, { method, path, base: '' }, context),
    group: identityOf(entry.router ?? root.site), application: identityOf(root.site),
  });
}

/** Method and path: those of HTTP where the procedure or its contract says them or nothing else serves it, else the names that lead to it. */
function addressOf(root: Root, entry: Entry, chain: Chain): { method: string; path: string } {
  const keys = chain.links.flatMap((link) => ('key' in link ? [link.key] : []));
  const declared = chain.contract ? contractRoute(chain.contract, keys) : undefined;
  const own = chain.links.reduce<Partial<HttpRoute>>((route, link) => ('step' in link && (link.step === 'route' || link.step === '$route') ? { ...route, ...routeIn(link.result.call.args[0]) } : route), {});
  const method = (own.method ?? declared?.method ?? 'POST').toUpperCase();
  const path = own.path ?? declared?.path;
  if (path !== undefined) return { method, path: [entry.prefix, declared?.prefix ?? '', path].reduce(join, root.prefix) };
  // A prefix is put before paths that are written down only.
  return root.openApi ? { method, path: join(root.prefix, entry.path.join('/')) } : { method: 'RPC', path: entry.path.join('.') };
}

function dialectFor(chain: Chain): Dialect {
  const all = chain.links.flatMap((link) => ('step' in link && (link.step === 'meta' || link.step === '$meta') ? alternatives(link.result.call.args[0] ?? NOTHING).filter((one) => one.kind === 'object') : []));
  const meta = all.length > 0 ? object() : undefined;
  for (const one of all) for (const [name, value] of one.props) meta!.props.set(name, value);
  const metaKey = meta ? [...meta.props].map(([name, value]) => `${name}=${textOf(value) ?? value.kind}`).join() : '';
  return procedureDialect({ name: 'orpc', context: 'context', type: 'rpc', meta, metaKey });
}

const NOTHING: Value = { kind: 'literal', value: undefined };

/** What a finding underlines: the builder on which everything else about the procedure is said. */
function headOf(module: Site['module'], expr: Expr): Site {
  let root: Expr = expr;
  while (root.kind === 'call' && root.callee.kind === 'member') root = root.callee.object;
  return { module, start: expr.start, end: root.end };
}
