import type { Edit } from '../../link/index.ts';
import type { AuthMap, Guard, ModuleFacts, Route } from '../../model/index.ts';
import type { Snapshot } from '../snapshot.ts';

/** Steps of simulations beyond which each is cut shorter, the more of them there were: what is worked out then hangs on what went before. */
const FEW_STEPS = 6_000_000;

/** Whether the entry points hang on the order in which things were worked out, so that they cannot be worked out again one by one. */
export function hangOnOrder({ simulated, program }: Snapshot): boolean {
  return simulated > FEW_STEPS || program.machine.budget.overrun.size > 0;
}

/** Whether the entry points of the project, and what guards them, are the same after an edit, and stand where they stood. */
export function leavesRoutes({ map, looks }: Snapshot, { module, functions, around }: Edit): boolean {
  if (looks.into.has(module) || [...functions, ...around].some((fn) => looks.into.has(fn))) return false;
  // Frameworks look for these in all files.
  if ([...functions].some((fn) => fn.directives !== undefined) || module.classes.some((cls) => cls.owner >= 0)) return false;
  if (module.comments.some((one) => one.directive === 'public') || isMentioned(map, module)) return false;
  return looks.absent.every((one) => one.module !== module || one.still());
}

/** Whether something of the map stands in the file. */
function isMentioned({ routes, details }: AuthMap, { path }: ModuleFacts): boolean {
  const isHere = (place: { file: string } | undefined): boolean => place?.file === path;
  const isGuardHere = (guard: Guard): boolean => isHere(guard) || isHere(guard.appliedAt) || isHere(guard.evidence);
  const isRouteHere = (route: Route): boolean => isHere(route) || isHere(route.handler) || route.mounts.some(isHere) || route.guards.some(isGuardHere)
    || route.group.startsWith(path) || details.get(route)!.application.startsWith(path) || details.get(route)!.passed.some(isGuardHere);
  return routes.some(isRouteHere);
}
