import type { CallExpr, Config, Expr, NewExpr, ObjectValue, ResultValue, RouteDetail, Site, Value } from '../../model/index.ts';
import { alternatives, object, positionOf, textOf, type Program } from '../../link/index.ts';
import { connect, procedureDialect, type Dialect, type Element, type JudgeContext } from '../../guards/index.ts';
import { detailOf, identityOf, unique } from '../detail.ts';
import { accessBehind, arrivalAt, eitherOf, type Arrival } from '../operations.ts';
import { chainsOf, type Chain } from './chain.ts';
import { KINDS, STEPS } from './model.ts';
import { oldMiddlewareOf, oldResolverOf } from './old-routers.ts';
import { rootsOf, type Root } from './roots.ts';
import type { Entry } from './routers.ts';

/** Every procedure that a client can call. One that several routers hold is listed for the first of them. */
export function find(program: Program, config: Config): RouteDetail[] {
  const context: JudgeContext = { machine: program.machine, dialect: connect, config, cache: new Map() };
  const listed = new Set<number>();
  const details: RouteDetail[] = [];
  const roots = rootsOf(program);
  const places = declarationsOf(roots);
  for (const root of roots) {
    const path = root.place?.path ?? '/';
    const arrival = arrivalAt(root.place?.front ?? [], root.maker, { method: 'POST', path, base: path }, context);
    const fresh = root.entries.filter((entry) => !alternatives(entry.procedure).some((one) => one.kind === 'result' && listed.has(one.id)));
    for (const entry of fresh) details.push(declare(root, entry, arrival, places, context));
    for (const entry of fresh) for (const one of alternatives(entry.procedure)) if (one.kind === 'result') listed.add(one.id);
  }
  return unique(details);
}

function declare(root: Root, entry: Entry, arrival: Arrival, places: Map<number, Site>, context: JudgeContext): RouteDetail {
  const procedures = alternatives(entry.procedure).filter((one) => one.kind === 'result');
  const first = procedures[0]!;
  const type = first.call.method;
  const path = [root.prefix, ...entry.path].filter((part) => part !== '').join('.');
  const request = { method: type.toUpperCase(), path, base: '' };
  const router = entry.routers.at(-1)!;
  const ways = procedures.flatMap((procedure) => {
    const old = oldResolverOf(procedure);
    const resolver = old ?? procedure.call.args[0];
    const chains: Chain[] = old ? [{ before: oldMiddlewareOf(procedure), meta: [] }] : chainsOf(procedure);
    return chains.map((chain) => ({ chain, dialect: dialectFor(chain, type), resolver: resolver && handlerOf(resolver, procedure, entry) }));
  });
  const seen = (element: Element, dialect: Dialect): Element => ({ ...element, dialect });
  const verdicts = ways.map(({ chain, dialect, resolver }) => accessBehind(arrival, chain.before.map((one) => seen(one, dialect)), resolver && seen(resolver, dialect), request, context, chain.unknown));
  const { chain, resolver } = ways[0]!;
  return detailOf({
    framework: 'trpc', method: request.method, path, site: places.get(first.id) ?? headOf(first.call.module, first.call.expr), handler: resolver,
    own: [...chain.before, ...(resolver ? [resolver] : [])], verdict: eitherOf(verdicts, entry.path.at(-1) ?? path),
    mounts: entry.routers.slice(1).map((one) => ({ file: one.call.module.path, ...positionOf(one.call.module, one.call.expr.start), path })),
    group: identityOf({ module: router.call.module, start: router.call.expr.start }), application: identityOf({ module: root.router.call.module, start: root.router.call.expr.start }),
  });
}

function handlerOf(value: Value, procedure: ResultValue, entry: Entry): Element {
  const { call } = procedure;
  const expr = call.expr.args.at(-1) ?? call.expr;
  return { value, site: { module: call.module, start: expr.start, end: expr.end }, name: (value.kind === 'function' && value.fn.name) || entry.path.at(-1) || '' };
}

function dialectFor(chain: Chain, type: string): Dialect {
  const meta = chain.meta.length > 0 ? merged(chain.meta) : undefined;
  const metaKey = meta ? [...meta.props].map(([name, value]) => `${name}=${textOf(value) ?? value.kind}`).join() : '';
  return procedureDialect({ name: 'trpc', context: 'ctx', type, meta, metaKey });
}

function merged(all: ObjectValue[]): ObjectValue {
  const made = object();
  for (const one of all) for (const [name, value] of one.props) made.props.set(name, value);
  return made;
}

/**
 * Where each procedure is declared: at the chain that builds it, or, where a function of the project builds several by the
 * same chain, at its call.
 */
function declarationsOf(roots: Root[]): Map<number, Site> {
  const procedures = [...new Map(roots.flatMap((root) => root.entries).flatMap((entry) => alternatives(entry.procedure)).filter((one) => one.kind === 'result').map((one) => [one.id, one])).values()];
  const made = new Map<CallExpr | NewExpr, ResultValue[]>();
  for (const one of procedures) made.set(one.call.expr, [...(made.get(one.call.expr) ?? []), one]);
  const places = new Map<number, Site>();
  for (const [expr, all] of made) {
    for (const { id, call } of all) {
      const frame = all.length > 1 ? call.frames.findLast((one) => one.module !== call.module || one.expr !== call.frames[0]?.expr) ?? call.frames.at(-1) : undefined;
      places.set(id, frame ? { module: frame.module, start: frame.expr.start, end: frame.expr.callee.end } : headOf(call.module, expr));
    }
  }
  return places;
}

/** What a finding underlines: the builder on which everything else about the procedure is said; of version 9, the call up to its name. */
function headOf(module: Site['module'], expr: CallExpr | NewExpr): Site {
  if (expr.args[0]?.kind === 'literal' && expr.callee.kind === 'member') return { module, start: expr.callee.propertyStart, end: expr.args[0].end };
  let root: Expr = expr;
  while (root.kind === 'call' && root.callee.kind === 'member' && (STEPS.has(root.callee.property) || KINDS.has(root.callee.property))) root = root.callee.object;
  return { module, start: expr.start, end: root.end };
}
