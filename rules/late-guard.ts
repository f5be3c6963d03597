import type { AuthMap, Guard, Route, RuleContext } from '../src/model/index.ts';
import { isProtecting } from '../src/guards/index.ts';
import { argumentAt, receiverAt } from './arguments.ts';

/** A guard for all that follows on the route's router, or on one around it, that is registered behind it. */
export function lateGuard(context: RuleContext<unknown>, route: Route): Guard | undefined {
  const passed = [{ file: route.file, line: route.line, column: route.column }, ...route.mounts];
  const { application } = context.map.details.get(route)!;
  for (const { guard, router } of sweepingGuards(context).get(application) ?? []) {
    const before = passed.filter((one) => one.file === guard.appliedAt.file && one.line < guard.appliedAt.line);
    if (before.some((one) => receiverAt(context.program, one) === router)) return guard;
  }
  return undefined;
}

/** A guard for all that follows, and the router that it is registered on. */
interface Sweeping { guard: Guard; router: string }

const known = new WeakMap<AuthMap, Map<string, Sweeping[]>>();

/** Those of each application, once for each place: every route behind one names it. */
function sweepingGuards(context: RuleContext<unknown>): Map<string, Sweeping[]> {
  const { map, program } = context;
  let found = known.get(map);
  if (found) return found;
  known.set(map, (found = new Map()));
  const seen = new Set<string>();
  for (const route of map.routes) {
    if (route.access !== 'authenticated' && route.access !== 'authorized') continue;
    const { application } = map.details.get(route)!;
    for (const guard of route.guards) {
      const { file, line, column } = guard.appliedAt;
      const key = `${application} ${file}:${line}:${column}`;
      if (!isProtecting(guard) || guard.inHandler || guard.name === '' || seen.has(key)) continue;
      seen.add(key);
      const router = isForAllThatFollows(context, guard) ? receiverAt(program, guard.appliedAt) : undefined;
      if (router === undefined) continue;
      const list = found.get(application);
      if (list) list.push({ guard, router }); else found.set(application, [{ guard, router }]);
    }
  }
  return found;
}

/** `app.use(guard)`, without a path and with no router behind the guard. */
function isForAllThatFollows(context: RuleContext<unknown>, guard: Guard): boolean {
  const found = argumentAt(context.program, guard.appliedAt);
  if (found?.call.expr.callee.kind !== 'member' || found.call.expr.callee.property !== 'use') return false;
  return found.call.expr.args.every((arg) => arg.start === found.argument.start);
}
