import type { Guard, Report, Route, RuleContext } from '../../src/model/index.ts';
import { isProtecting } from '../../src/guards/index.ts';
import { isGuardName, isIdentityName } from '../../src/guards/names.ts';
import { argumentAt, offsetOf, receiverAt } from './arguments.ts';
import { isGuarded, nameOf } from './peers.ts';

/** What stands in front of the route, or comes too late, and why it is not enough. */
export function whatWasFound(context: RuleContext<unknown>, route: Route): string {
  const late = lateGuard(context, route);
  if (late) return `\`${late.name}\` is registered after it${late.appliedAt.file === route.file ? ` (line ${late.appliedAt.line})` : ''} and guards only what follows`;
  const weak = weakGuards(route);
  const last = weak.findLast((guard) => guard.reason !== undefined) ?? weak.findLast((guard) => guard.basis === 'body' && (isIdentityName(guard.name) || isGuardName(guard.name)));
  if (!last) return 'no guard stands in front of it, and its handler refuses nobody';
  return `\`${last.name}\` stands in front of it, but ${last.reason ?? 'it only sets what it learns of the caller and refuses nobody'}`;
}

function weakGuards(route: Route): Guard[] {
  return route.guards.filter((guard) => guard.name !== '' && !isProtecting(guard) && guard.proves === 'nothing' && (guard.reason !== undefined || guard.populates === true));
}

/** A guard for all that follows on the route's router, or on one around it, that is registered behind it. */
function lateGuard(context: RuleContext<unknown>, route: Route): Guard | undefined {
  const passed = [{ file: route.file, line: route.line, column: route.column }, ...route.mounts];
  const { application } = context.map.details.get(route)!;
  for (const other of context.map.routes) {
    if (!isGuarded(other) || context.map.details.get(other)!.application !== application) continue;
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

export function relatedPlaces(context: RuleContext<unknown>, route: Route, guarded: Route[]): NonNullable<Report['related']> {
  const found: NonNullable<Report['related']> = [];
  const at = (file: string, line: number, column: number, message: string): void => {
    const module = context.program.module(file);
    if (!module) return;
    const start = offsetOf(module, { line, column });
    found.push({ module, start, end: Math.min(start + 1, module.length), message });
  };
  for (const mount of route.mounts) at(mount.file, mount.line, mount.column ?? 1, `Its router is mounted here, at ${mount.path}.`);
  for (const guard of weakGuards(route)) {
    if (guard.reason) at(guard.appliedAt.file, guard.appliedAt.line, guard.appliedAt.column, `\`${guard.name}\`: ${guard.reason}.`);
  }
  const late = lateGuard(context, route);
  if (late) at(late.appliedAt.file, late.appliedAt.line, late.appliedAt.column, `\`${late.name}\` guards what is registered from here on.`);
  for (const other of guarded.slice(0, 2)) at(other.file, other.line, other.column, `${nameOf(other)} has ${other.guards.filter(isProtecting).map((one) => `\`${one.name}\``).join(', ')}.`);
  return found;
}
