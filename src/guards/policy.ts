import type { Config, PolicyEntry, Route } from '../model/index.ts';
import { patternOf } from './route-pattern.ts';

interface Compiled { entry: PolicyEntry; matches: ReturnType<typeof patternOf>; weight: number }

const compiled = new WeakMap<PolicyEntry[], Compiled[]>();

function entriesOf(config: Pick<Config, 'policy'>): Compiled[] {
  const { routes } = config.policy;
  let entries = compiled.get(routes);
  if (!entries) compiled.set(routes, (entries = routes.map((entry) => ({ entry, matches: patternOf(entry.match), weight: weightOf(entry.match) }))));
  return entries;
}

/** The entry of the policy that a route is under: of those that match, the most specific one; of equal ones, the last. */
export function entryFor(config: Pick<Config, 'policy'>, route: Pick<Route, 'method' | 'path'>): PolicyEntry | undefined {
  let best: Compiled | undefined;
  for (const one of entriesOf(config)) if (one.matches(route) && (!best || one.weight >= best.weight)) best = one;
  return best?.entry;
}

/** Patterns that match no route. */
export function idlePatterns(config: Pick<Config, 'policy'>, routes: Route[]): string[] {
  return entriesOf(config).filter(({ matches }) => !routes.some(matches)).map(({ entry }) => entry.match);
}

/** What is written out weighs most, then stars inside a segment, then a method. */
function weightOf(pattern: string): number {
  const [, method, path] = /^(?:([A-Za-z]+)\s+)?(\S+)$/.exec(pattern.trim()) ?? [];
  const parts = (path ?? pattern).split(/[/.]/).filter((part) => part !== '');
  const weight = parts.reduce((sum, part) => sum + (part === '**' ? 0 : part.includes('*') ? 4 : 8), 0);
  return weight + (method !== undefined && !/^(any|all)$/i.test(method) ? 1 : 0);
}
