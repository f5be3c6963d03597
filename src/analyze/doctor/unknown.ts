import { isProtecting } from '../../guards/index.ts';
import { isGuardName } from '../../guards/names.ts';
import type { AuthMap, Guard, GuardSetting, Route } from '../../model/index.ts';
import type { Project } from '../../project/index.ts';
import { takeSnapshot, type FactsStore, type Snapshot } from '../snapshot.ts';
import type { BelievedGuard, RoutePlace, UnknownGroup } from './diagnosis.ts';

/** Parts of names of guards that ask for a right. */
const AUTHORIZES = /role|admin|permi(?:t|ssion)|privilege|scope|authori[sz]|polic(?:y|ies)|rbac|abilit/i;

/**
 * Routes of unknown access by reason and guard, with an entry for the configuration where one settles some of them: each is tried.
 *
 * @param facts those that the snapshot was taken with
 */
export function unknownGroups({ map }: Pick<Snapshot, 'map'>, project: Project, facts: FactsStore): UnknownGroup[] {
  const groups = new Map<string, { reason: string; routes: Route[]; guard: Guard | undefined }>();
  for (const route of map.routes) {
    if (route.access !== 'unknown' || route.publicBy !== undefined) continue;
    const guard = route.guards.find(({ proves }) => proves === 'unknown');
    const reason = route.unknownReason ?? 'no reason is known';
    const key = `${reason}\0${guard?.name ?? ''}`;
    const group = groups.get(key);
    if (group) group.routes.push(route);
    else groups.set(key, { reason, routes: [route], guard });
  }
  const entries = new Map<string, GuardSetting>();
  for (const { guard } of groups.values()) if (guard && guard.name !== '' && !guard.inHandler) entries.set(guard.name, entryOf(guard));
  const { settled, harmful } = tried(map, [...entries.values()], project, facts);
  for (const name of harmful) entries.delete(name);
  return [...groups.values()].map(({ reason, routes, guard }): UnknownGroup => {
    const helps = guard && entries.has(guard.name) ? routes.filter((route) => settled.has(identity(route))).length : 0;
    return { reason, routes: routes.map(placeOf).sort(byPlace), ...(helps > 0 ? { suggestion: { entry: entries.get(guard!.name)!, helps } } : {}) };
  }).sort((a, b) => b.routes.length - a.routes.length || (a.reason < b.reason ? -1 : 1));
}

/** Guards that are taken for guards because of what they are called. */
export function believedGuards({ map }: Snapshot): BelievedGuard[] {
  const found = new Map<string, { guard: Guard; routes: Route[] }>();
  for (const route of map.routes) {
    for (const guard of route.guards) {
      if (guard.basis !== 'name' || guard.inHandler || !isProtecting(guard)) continue;
      const known = found.get(guard.name);
      if (!known) found.set(guard.name, { guard, routes: [route] });
      else if (known.routes.at(-1) !== route) known.routes.push(route);
    }
  }
  return [...found.values()].map(({ guard, routes }): BelievedGuard => ({
    name: guard.name, ...(guard.reason === undefined ? {} : { reason: guard.reason }), routes: routes.map(placeOf).sort(byPlace), entry: entryOf(guard),
  })).sort((a, b) => b.routes.length - a.routes.length || (a.name < b.name ? -1 : 1));
}

/**
 * What the configuration would do with these guards too: the routes whose access is known then, by identity, and the names in front
 * of routes that would be taken for something else than now. A name that stands for other things elsewhere must not be written down.
 */
function tried(map: AuthMap, entries: GuardSetting[], project: Project, facts: FactsStore): { settled: Set<string>; harmful: Set<string> } {
  const settled = new Set<string>();
  const harmful = new Set<string>();
  if (entries.length === 0) return { settled, harmful };
  const before = new Map(map.routes.map((route) => [identity(route), route]));
  const after = takeSnapshot({ ...project, config: { ...project.config, guards: [...project.config.guards, ...entries] } }, { facts }).map;
  for (const route of after.routes) {
    const known = before.get(identity(route));
    if (route.access !== 'unknown') settled.add(identity(route));
    if (known && known.access !== 'unknown' && known.access !== route.access) for (const { name } of after.details.get(route)?.passed ?? []) harmful.add(name);
  }
  return { settled, harmful };
}

/** What has a body, and is not known for sure to refuse nobody, is a check under some condition. */
function entryOf({ name, basis }: Guard): GuardSetting {
  return { name, proves: AUTHORIZES.test(name) ? 'authorization' : isGuardName(name) || basis === 'body' ? 'authentication' : 'nothing' };
}

function identity({ method, path, file, line, column }: Route): string {
  return JSON.stringify([method, path, file, line, column]);
}

function placeOf({ method, path, file, line }: Route): RoutePlace {
  return { method, path, file, line };
}

function byPlace(a: RoutePlace, b: RoutePlace): number {
  return a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || (a.path < b.path ? -1 : 1);
}
