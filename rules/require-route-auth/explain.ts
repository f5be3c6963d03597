import type { Guard, Report, Route, RuleContext } from '../../src/model/index.ts';
import { isProtecting } from '../../src/guards/index.ts';
import { isGuardName, isIdentityName } from '../../src/guards/names.ts';
import { offsetOf } from '../arguments.ts';
import { lateGuard } from '../late-guard.ts';
import { firstInput } from './input.ts';
import { nameOf } from './peers.ts';

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
  const input = firstInput(context.map.details.get(route)!.handlers);
  if (input) found.push({ module: input.module, start: input.at.start, end: input.at.end, message: 'Its handler takes what the caller sends here.' });
  return found;
}
