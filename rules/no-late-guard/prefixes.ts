import type { CallSite, Guard, Route, RuleContext } from '../../src/model/index.ts';
import { positionOf } from '../../src/link/index.ts';
import { isGuardName } from '../../src/guards/names.ts';
import { isProtecting } from '../../src/guards/index.ts';
import { callIndex } from '../call-index.ts';
import { offsetOf } from '../arguments.ts';

/** A guard that is registered for the paths under a prefix: `app.use('/admin', requireAdmin)`. */
export interface PrefixGuard {
  site: CallSite;
  prefix: string;
  name: string;
  /** Routes that it stands in front of. */
  covers: Route[];
}

/** Guards registered by `use` with a constant path and without a router behind them. */
export function prefixGuards(context: RuleContext<unknown>): PrefixGuard[] {
  const files = new Set(context.files);
  const mounts = new Set(context.map.routes.flatMap((route) => route.mounts.map(({ file, line }) => `${file}:${line}`)));
  return (callIndex(context.program).get('use') ?? []).flatMap((site): PrefixGuard[] => {
    const [first, ...rest] = site.expr.args;
    if (!files.has(site.module) || site.expr.callee.kind !== 'member' || first?.kind !== 'literal' || typeof first.value !== 'string' || !first.value.startsWith('/') || rest.length === 0) return [];
    const prefix = first.value.replace(/\/\*+$/, '').replace(/(.)\/$/, '$1');
    if (prefix === '' || prefix === '/') return [];
    const placed = guardsAppliedIn(context, site);
    // What is called like a guard is a router, for logging in.
    if (placed.length === 0 && mounts.has(`${site.module.path}:${positionOf(site.module, site.expr.start).line}`)) return [];
    const name = placed[0]?.guard.name ?? rest.map(nameOf).find((one) => promises(one)) ?? '';
    if (name === '') return [];
    return [{ site, prefix, name, covers: [...new Set(placed.map(({ route }) => route))] }];
  });
}

function guardsAppliedIn(context: RuleContext<unknown>, { module, expr }: CallSite): { guard: Guard; route: Route }[] {
  const inside = (guard: Guard): boolean => {
    if (!isProtecting(guard) || guard.inHandler || guard.name === '' || guard.appliedAt.file !== module.path) return false;
    const offset = offsetOf(module, guard.appliedAt);
    return expr.start <= offset && offset < expr.end;
  };
  return context.map.routes.flatMap((route) => route.guards.filter(inside).map((guard) => ({ guard, route })));
}

function nameOf(expr: { kind: string } & Partial<Record<'name' | 'property', string>> & { callee?: unknown }): string {
  if (expr.kind === 'ref') return expr.name ?? '';
  if (expr.kind === 'member') return expr.property ?? '';
  return expr.kind === 'call' ? nameOf(expr.callee as never) : '';
}

function promises(name: string): boolean {
  return isGuardName(name) && /auth|jwt|token|login|logged|signed|admin|role|permission|protect|guard|secure|require|ensure/i.test(name) && !/router|routes|controller|handler|api$/i.test(name);
}

/** How a prefix misses a path that it seems meant for. */
export type Miss = 'version' | 'case' | 'segment';

const partsOf = (path: string): string[] => path.split('/').filter((part) => part !== '');

/** Why a route is not under the prefix, though it looks as if it should be; `undefined` when it does not look so, or is. */
export function missOf(prefix: string, path: string, caseSensitive: boolean): Miss | undefined {
  const wanted = partsOf(prefix);
  const given = partsOf(path);
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  if (wanted.every((part, i) => given[i] !== undefined && same(part, given[i]))) return caseSensitive && wanted.some((part, i) => part !== given[i]) ? 'case' : undefined;
  const isVersion = (part: string): boolean => /^v\d+$/i.test(part);
  if (wanted.some(isVersion) && wanted.length > 1 && wanted.every((part, i) => given[i] !== undefined && (same(part, given[i]) || (isVersion(part) && isVersion(given[i]))))) return 'version';
  const at = given.findIndex((_, i) => i > 0 && wanted.every((part, j) => given[i + j] !== undefined && same(part, given[i + j]!)));
  return at > 0 ? 'segment' : undefined;
}
