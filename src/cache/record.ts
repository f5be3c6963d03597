import type { Analysis, Guard, Route } from '../model/index.ts';

/** An analysis as plain data. Guards stand in front of many routes, and are one object wherever they do. */
export interface AnalysisRecord extends Omit<Analysis, 'routes' | 'passed'> {
  guards: Guard[];
  /** `guards` and `passed` by their place in `guards`. */
  routes: (Omit<Route, 'guards'> & { guards: number[]; passed?: number[] })[];
}

export function recordOf({ routes, passed, ...rest }: Analysis): AnalysisRecord {
  const numbers = new Map<Guard, number>();
  const numbered = (guards: Guard[]): number[] => guards.map((guard) => {
    let number = numbers.get(guard);
    if (number === undefined) numbers.set(guard, (number = numbers.size));
    return number;
  });
  const recorded = routes.map((route) => {
    const steps = passed?.get(route);
    return { ...route, guards: numbered(route.guards), ...(steps ? { passed: numbered(steps) } : {}) };
  });
  return { ...rest, routes: recorded, guards: [...numbers.keys()] };
}

/** @throws RangeError when it is not what `recordOf` made */
export function analysisOf({ guards, routes: recorded, ...rest }: AnalysisRecord): Analysis {
  const passed = new Map<Route, Guard[]>();
  const named = (numbers: number[]): Guard[] => numbers.map((number) => {
    const guard = guards[number];
    if (!guard) throw new RangeError('There is no such guard.');
    return guard;
  });
  const routes = recorded.map(({ passed: steps, ...route }) => {
    const whole = { ...route, guards: named(route.guards) };
    if (steps) passed.set(whole, named(steps));
    return whole;
  });
  return { ...rest, routes, passed };
}
