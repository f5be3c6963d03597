import type { CallSite, Expr, Route, RuleContext, Suggestion } from '../../src/model/index.ts';
import { isProtecting } from '../../src/guards/index.ts';
import { argumentAt } from '../arguments.ts';
import { isGuarded, siblingsOf } from './peers.ts';

/**
 * Offers the guard that most siblings in the same file are given in their own declarations. Only where the route is
 * declared in the same function as they are, by a call whose first argument is its path.
 */
export function suggestSiblingGuard(context: RuleContext<unknown>, route: Route): Suggestion | undefined {
  const { program, map } = context;
  const { module, start, end } = map.details.get(route)!;
  const text = program.text(module);
  const declaration = declarationAt(program.calls(module), start, end);
  if (!declaration || declaration.expr.args.length < 2) return undefined;
  const counts = new Map<string, { count: number; argument: Expr }>();
  const siblings = siblingsOf(map, route);
  for (const sibling of siblings) {
    if (sibling.file !== module.path || !isGuarded(sibling)) continue;
    const theirs = map.details.get(sibling)!;
    const guard = sibling.guards.find((one) => isProtecting(one) && !one.inHandler && one.appliedAt.file === sibling.file);
    const found = guard && argumentAt(program, guard.appliedAt);
    if (!found || found.call !== declarationAt(program.calls(module), theirs.start, theirs.end) || found.call.fn !== declaration.fn || !isNamed(found.argument)) continue;
    const written = text.slice(found.argument.start, found.argument.end);
    counts.set(written, { count: (counts.get(written)?.count ?? 0) + 1, argument: found.argument });
  }
  const [best] = [...counts].sort((a, b) => b[1].count - a[1].count);
  if (!best) return undefined;
  const [written, { count }] = best;
  // It has one of its own, with other arguments.
  if (declaration.expr.args.some((arg) => nameOf(arg) === nameOf(best[1].argument))) return undefined;
  // What few of them have is no habit.
  if (count * 3 < siblings.length) return undefined;
  // Its arguments may be meant for one route alone.
  if (written.includes('(') && !/\(\s*\)$/.test(written) && count < 2) return undefined;
  return { message: `Put \`${written}\`, which the routes beside it have, in front of the handler.`, edits: [{ start: end, end, text: `, ${written}` }] };
}

function nameOf(expr: Expr): string {
  if (expr.kind === 'call') return nameOf(expr.callee);
  return expr.kind === 'ref' ? expr.name : expr.kind === 'member' ? expr.property : '';
}

/** The call that a route's declaration is the head of, when its path is the first argument. */
function declarationAt(calls: CallSite[], start: number, end: number): CallSite | undefined {
  return calls.find(({ expr }) => expr.args[0]?.end === end && expr.start <= start && isPath(expr.args[0]));
}

function isPath(expr: Expr): boolean {
  return (expr.kind === 'literal' && typeof expr.value === 'string') || expr.kind === 'template' || expr.kind === 'regexp' || (expr.kind === 'array' && expr.elements.every(isPath)) || expr.kind === 'binary';
}

/** `auth`, `auth.required`, `auth('jwt')`: can be written again. */
function isNamed(expr: Expr): boolean {
  if (expr.kind === 'ref') return true;
  if (expr.kind === 'member') return expr.computed === undefined && (isNamed(expr.object) || expr.object.kind === 'this');
  return expr.kind === 'call' && isNamed(expr.callee) && expr.end - expr.start < 80 && expr.args.every(isPlain);
}

function isPlain(expr: Expr): boolean {
  if (expr.kind === 'object') return expr.properties.every((one) => one.variant === 'value' && isPlain(one.value));
  if (expr.kind === 'array') return expr.elements.every(isPlain);
  return expr.kind === 'literal' || isNamed(expr);
}
