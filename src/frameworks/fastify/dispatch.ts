import type { CallExpr, Expr, FunctionValue, ObjectValue, Scope, Site, Value } from '../../model/index.ts';
import { alternatives, contentOf, textOf, walkFunction, walkModule } from '../../link/index.ts';
import { normalize } from '../../guards/index.ts';

/** One row of a table of handlers: where it is written, the function, and what the query of a request must hold for it (`uploads`), if that is told with its path. */
export interface Row { site: Site; fn: FunctionValue; query: string }

/**
 * The rows that a handler chooses from, where one route stands for several operations that differ by query or header
 * (`/:bucket?uploads`): entries of a table in reach of the handler that name this route's path and method.
 *
 * @param path as it is given to the instance
 */
export function rowsOf(handler: Value, method: string, path: string): Row[] {
  const rows = new Map<string, Row>();
  for (const fn of alternatives(handler)) {
    if (fn.kind !== 'function') continue;
    for (const entry of entriesIn(fn)) {
      const of = (name: string): string | undefined => { const value = entry.props.get(name); return value && textOf(value); };
      const target = entry.props.get('handler');
      if (target?.kind !== 'function' || of('method')?.toUpperCase() !== method || normalize(of('path') ?? of('url') ?? ' ') !== path) continue;
      const place = placeOf(target, path);
      if (place) rows.set(`${place.site.module.path}:${place.site.start}`, { ...place, fn: target });
    }
  }
  return [...rows.values()];
}

/** Objects in the lists that a function sees around it. */
function entriesIn(fn: FunctionValue): ObjectValue[] {
  const lists = seenBy(fn).flatMap(alternatives).filter((value) => value.kind === 'array');
  return lists.flatMap((list) => list.elements.flatMap(alternatives)).filter((value) => value.kind === 'object');
}

function seenBy({ module, fn, scope }: FunctionValue): Value[] {
  const bindings = new Set<number>();
  walkFunction(module, fn.id, { expr(expr) { if (expr.kind === 'ref' && expr.binding >= 0) bindings.add(expr.binding); } });
  return [...bindings].flatMap((binding) => {
    for (let one: Scope | undefined = scope; one; one = one.parent) {
      const value = one.values.get(module.bindings[binding]!);
      if (value) return [value];
    }
    return [];
  });
}

const calls = new WeakMap<object, CallExpr[]>();

/** The call by which the function was put into the table: it names the path as well. */
function placeOf({ module, fn }: FunctionValue, path: string): Omit<Row, 'fn'> | undefined {
  let known = calls.get(contentOf(module));
  if (!known) {
    const found: CallExpr[] = [];
    walkModule(module, { expr(expr) { if (expr.kind === 'call') found.push(expr); } });
    calls.set(contentOf(module), (known = found));
  }
  const named = (arg: Expr): string | undefined => (arg.kind === 'literal' && typeof arg.value === 'string' && normalize(arg.value.split(/[?|]/)[0]!) === path ? arg.value : undefined);
  const call = known.find(({ args }) => args.some((arg) => arg.kind === 'function' && arg.fn === fn.id) && args.some((arg) => named(arg) !== undefined));
  if (!call) return undefined;
  const query = /\?([^|]*)/.exec(call.args.map(named).find((one) => one !== undefined) ?? '')?.[1] ?? '';
  return { site: { module, start: call.start, end: call.args[0]?.end ?? call.end }, query };
}
