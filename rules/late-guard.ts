import type { Guard, Route, RuleContext } from '../src/model/index.ts';
import { isProtecting } from '../src/guards/index.ts';
import { argumentAt, receiverAt } from './arguments.ts';

/** A guard for all that follows on the route's router, or on one around it, that is registered behind it. */
export function lateGuard(context: RuleContext<unknown>, route: Route): Guard | undefined {
  const passed = [{ file: route.file, line: route.line, column: route.column }, ...route.mounts];
  const { application } = context.map.details.get(route)!;
  for (const other of context.map.routes) {
    if ((other.access !== 'authenticated' && other.access !== 'authorized') || context.map.details.get(other)!.application !== application) continue;
    for (const guard of other.guards) {
      if (!isProtecting(guard) || guard.inHandler || guard.name === '') continue;
      const before = passed.filter((one) => one.file === guard.appliedAt.file && one.line < guard.appliedAt.line);
      if (before.length === 0 || !isForAllThatFollows(context, guard)) continue;
      const router = receiverAt(context.program, guard.appliedAt);
      if (router !== undefined && before.some((one) => receiverAt(context.program, one) === router)) return guard;
    }
  }
  return undefined;
}

/** `app.use(guard)`, without a path and with no router behind the guard. */
function isForAllThatFollows(context: RuleContext<unknown>, guard: Guard): boolean {
  const found = argumentAt(context.program, guard.appliedAt);
  if (found?.call.expr.callee.kind !== 'member' || found.call.expr.callee.property !== 'use') return false;
  return found.call.expr.args.every((arg) => arg.start === found.argument.start);
}
