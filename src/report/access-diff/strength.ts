import { isProtecting } from '../../guards/judge.ts';
import type { Access, Place, Proof } from '../../model/route.ts';
import type { MappedGuard, MappedRoute } from './map.ts';

export type Direction = 'weaker' | 'stronger' | 'changed';

/** What made the difference, and where it stands: of `before` when it is gone, of `after` when it came. */
export interface Reason { message: string; place?: Place; side: 'before' | 'after' }

/** Something that is true of every caller who gets through. */
interface Clause { proves: Proof; roles: string[] }

const RANK: Record<Exclude<Access, 'unknown'>, number> = { public: 0, authenticated: 1, authorized: 2 };
/** They do not say who may call, and their loss is a loss all the same. */
const BESIDE: Proof[] = ['csrf', 'rate-limit'];
const ASKS_WHO: Proof[] = ['authentication', 'authorization', 'ownership'];

function counts(guard: MappedGuard): boolean {
  return isProtecting(guard) || BESIDE.includes(guard.proves);
}

/** `users:write`, `posts.delete`: of permissions all may be needed, of roles one is enough. */
function isPermission(role: string): boolean {
  return /[:./]/.test(role);
}

function implies(has: Clause, wanted: Clause): boolean {
  if (wanted.proves === 'authentication') return ASKS_WHO.includes(has.proves);
  if (has.proves !== wanted.proves) return false;
  if (wanted.roles.length === 0) return true;
  if (has.roles.length === 0) return false;
  const same = has.roles.length === wanted.roles.length;
  return has.roles.every((role) => wanted.roles.includes(role)) && (same || ![...has.roles, ...wanted.roles].some(isPermission));
}

function covers(has: MappedRoute, wanted: MappedRoute): boolean {
  return wanted.guards.filter(counts).every((guard) => has.guards.some((other) => counts(other) && implies(other, guard)));
}

/** What switches guards off. */
function switches(route: MappedRoute): Set<string> {
  return new Set(route.guards.filter(isProtecting).flatMap(({ unless }) => unless ?? []));
}

/** Whether `after` lets more callers through than `before`, fewer, or others; undefined: the same ones, or it cannot be said. */
export function directionOf(before: MappedRoute, after: MappedRoute): Direction | undefined {
  if (before.access !== after.access) {
    if (before.access === 'unknown' || after.access === 'unknown') return 'changed';
    return RANK[after.access] < RANK[before.access] ? 'weaker' : 'stronger';
  }
  const [was, is] = [switches(before), switches(after)];
  const more = covers(after, before) && [...is].every((one) => was.has(one));
  const less = covers(before, after) && [...was].every((one) => is.has(one));
  if (more && less) return undefined;
  return more ? 'stronger' : less ? 'weaker' : 'changed';
}

function called(guard: MappedGuard): string {
  const name = guard.name === '' ? 'a guard' : guard.name;
  return guard.inHandler ? `the check in ${guard.name === '' ? 'the handler' : name}` : name;
}

function asked({ roles }: Clause): string {
  return roles.length > 0 ? ` (${roles.join(', ')})` : '';
}

function same(a: MappedGuard, b: MappedGuard): boolean {
  return a.name === b.name && a.proves === b.proves && a.roles.length === b.roles.length && a.roles.every((role) => b.roles.includes(role));
}

/** What `mine` has that `other` lacks. */
function missing(mine: MappedRoute, other: MappedRoute, side: Reason['side']): Reason[] {
  const gone = side === 'before';
  return mine.guards.filter((guard) => counts(guard) && !other.guards.some((one) => same(one, guard))).map((guard): Reason => {
    const isIt = (one: Pick<MappedGuard, 'name' | 'inHandler'>): boolean => one.name === guard.name && guard.name !== '' && Boolean(one.inHandler) === Boolean(guard.inHandler);
    const asking = other.guards.find(isIt);
    const now = asking ?? other.passed?.find(isIt);
    const place = guard.inHandler ? { file: guard.file, line: guard.line } : guard.appliedAt;
    if (!now) return { message: `${called(guard)} ${gone ? 'removed' : 'added'}`, place, side };
    const at = { file: now.file, line: now.line };
    if (asking?.proves === guard.proves) {
      const [from, to] = gone ? [guard, asking] : [asking, guard];
      return { message: `${called(guard)} asks for ${to.roles.join(', ') || 'no role'} instead of ${from.roles.join(', ') || 'none'}`, place: gone ? at : { file: guard.file, line: guard.line }, side: 'after' };
    }
    return gone ? { message: `${called(guard)} no longer proves ${guard.proves}${asked(guard)}`, place: at, side: 'after' }
      : { message: `${called(guard)} now proves ${guard.proves}${asked(guard)}`, place: { file: guard.file, line: guard.line }, side: 'after' };
  });
}

/** What is behind a difference in access: guards that went or came, or what cannot be resolved. */
export function reasonsOf(before: MappedRoute, after: MappedRoute, direction: Direction): Reason[] {
  const reasons: Reason[] = [];
  if (direction !== 'stronger') reasons.push(...missing(before, after, 'before'));
  if (direction !== 'weaker') reasons.push(...missing(after, before, 'after'));
  const [was, is] = [switches(before), switches(after)];
  for (const name of is) if (!was.has(name)) reasons.push({ message: `${name} can now switch it off`, side: 'after' });
  for (const name of was) if (!is.has(name)) reasons.push({ message: `${name} no longer switches it off`, side: 'after' });
  if (after.access === 'unknown' && before.access !== 'unknown' && after.unknownReason !== undefined) reasons.push({ message: after.unknownReason, side: 'after' });
  const told = new Set<string>();
  return reasons.filter(({ message, place }) => {
    const key = `${message}\0${place?.file}:${place?.line}`;
    return !told.has(key) && told.add(key);
  });
}
