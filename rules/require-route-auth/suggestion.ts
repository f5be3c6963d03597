import type { ModuleFacts, ProgramView, Route, RouteDetail, RuleContext, Suggestion, TextEdit } from '../../src/model/index.ts';
import { isProtecting } from '../../src/guards/index.ts';
import { argumentAt, offsetOf } from '../arguments.ts';
import { callPlaces } from '../call-places.ts';
import { bringIntoScope, importOf } from '../import-edits.ts';
import type { Oddness } from './peers.ts';
import { changesState, isGuarded, siblingsOf } from './peers.ts';
import { guardWritten, putAtMount, putGuard, type Written } from './placement.ts';

/**
 * Offers the guard that its neighbours have: the other routes of its router, else those of the files beside its own, or the routers mounted beside its own.
 * A route that only reads may well be open where those that write are not: it is offered none unless it is the odd one out.
 */
export function suggestSiblingGuard(context: RuleContext<unknown>, route: Route, odd: Oddness | undefined): Suggestion | undefined {
  if (!odd && !changesState(route)) return undefined;
  const detail = context.map.details.get(route)!;
  const siblings = siblingsOf(context.map, route);
  const own = offer(context, detail, siblings, siblings.length / 3);
  if (own) return own;
  if (odd?.kind === 'mounts') return atMount(context, route, odd);
  if (siblings.some(isGuarded)) return undefined;
  const beside = context.map.routes.filter((one) => one.publicBy === undefined && one.file !== route.file && folderOf(one.file) === folderOf(route.file) && context.map.details.get(one)!.application === detail.application);
  return offer(context, detail, beside, Math.max(3, beside.length * 2 / 3));
}

function folderOf(file: string): string {
  return file.slice(0, file.lastIndexOf('/') + 1);
}

/** The guard that most of these routes are given in their own declarations, if at least so many are. */
function offer({ program, map }: RuleContext<unknown>, detail: RouteDetail, others: Route[], least: number): Suggestion | undefined {
  const counts = new Map<string, { count: number; guard: Written }>();
  for (const other of others) {
    if (!isGuarded(other)) continue;
    const guard = other.guards.find((one) => isProtecting(one) && !one.inHandler && one.appliedAt.file === other.file);
    const found = guard && guardWritten(program, map.details.get(other)!, guard);
    if (found) counts.set(found.code, { count: (counts.get(found.code)?.count ?? 0) + 1, guard: found });
  }
  const [best] = [...counts.values()].sort((a, b) => b.count - a.count);
  // What few of them have is no habit, and its arguments may be meant for one route alone.
  if (!best || best.count < least || (best.guard.configured && best.count < 2)) return undefined;
  const there = inScope(program, best.guard, detail.module, placeOf(program, detail));
  const edit = there && putGuard(program, detail, { ...best.guard, code: there.code });
  if (!there || !edit) return undefined;
  return { message: `Put \`${there.code}\`, which the routes beside it have, in front of the handler${there.imports.length > 0 ? ', and import it' : ''}.`, edits: [...there.imports, edit] };
}

/** Index of the function that the declaration stands in. */
function placeOf(program: ProgramView, { module, end }: RouteDetail): number {
  return callPlaces(program, module).firstEnds.get(end)?.[0]?.fn ?? -1;
}

/** The code of a guard as it is written in another place, and the imports that it needs there. */
function inScope(program: ProgramView, guard: Written, module: ModuleFacts, fn: number): { code: string; imports: TextEdit[] } | undefined {
  const { code, refs } = guard;
  if (guard.module === module) {
    if (guard.fn !== fn && refs.some(({ binding }) => binding >= 0 && module.bindings[binding]!.owner !== -1)) return undefined;
    return guard.fn !== fn && /\bthis\b/.test(code) ? undefined : { code, imports: [] };
  }
  if (/\bthis\b/.test(code)) return undefined;
  const imports: TextEdit[] = [];
  let renamed = code;
  for (const ref of refs.toSorted((a, b) => b.start - a.start)) {
    const wanted = importOf(guard.module, guard.module.bindings[ref.binding]);
    const here = wanted && bringIntoScope(program, module, wanted);
    if (!here) return undefined;
    if (here.edit && !imports.some((one) => one.text === here.edit!.text)) imports.push(here.edit);
    renamed = renamed.slice(0, ref.start - guard.start) + here.local + renamed.slice(ref.end - guard.start);
  }
  return { code: renamed, imports };
}

/** The guard goes in front of the router where it is mounted, as it stands in front of those beside it. */
function atMount({ program }: RuleContext<unknown>, route: Route, { guard }: Oddness): Suggestion | undefined {
  const mount = route.mounts.at(-1)!;
  const module = program.module(mount.file);
  const found = argumentAt(program, guard.appliedAt);
  if (!module || found?.call.module !== module || (found.argument.kind !== 'ref' && found.argument.kind !== 'member')) return undefined;
  const offset = offsetOf(module, { line: mount.line, column: mount.column ?? 1 });
  const call = program.calls(module).find(({ expr, fn }) => fn === found.call.fn && (expr.start === offset || (expr.callee.kind === 'member' && expr.callee.propertyStart === offset) || expr.args.some((arg) => arg.start === offset)));
  const code = program.text(module).slice(found.argument.start, found.argument.end);
  const edit = call && putAtMount(program, call, code);
  if (!edit) return undefined;
  return { message: `Put \`${code}\`, which the routers beside it have, in front of the router where it is mounted at ${mount.path}.`, edits: [{ ...edit, file: module.path }] };
}
