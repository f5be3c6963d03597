import type { Route, RouteDetail, RuleContext } from '../../src/model/index.ts';
import { looksAtCaller } from '../reached.ts';
import { isForStaff, isReading, sameCallers } from './guards.ts';
import { tiesOf, type Tie } from './ties.ts';
import { traceFrom, type ById, type Trace } from '../query-trace.ts';

/** What the routes of a project say about each other, worked out on demand. */
export interface Evidence {
  traceOf(route: Route): Trace;
  /** Whether anything on the way looks at who is calling. */
  looks(route: Route): boolean;
  /** Routes that tie objects of this kind to their callers, in the same way of use; none when others show that the kind is everyone's. */
  tiesBeside(route: Route, detail: RouteDetail, query: ById): { route: Route; tie: Tie }[];
}

/** Kinds that people see of each other: a profile is there to be looked at. */
const PEOPLE = /^(user|member|account|profile|customer|person|people|employee|contact|author|organi[sz]ation|company|team|workspace)$/;

export function openEvidence(context: RuleContext<unknown>): Evidence {
  const traces = new Map<Route, Trace>();
  const looking = new Map<Route, boolean>();
  const applications = new Map<string, { route: Route; ties: Tie[] }[]>();
  const traceOf = (route: Route): Trace => {
    let trace = traces.get(route);
    if (!trace) traces.set(route, (trace = traceFrom(context.program, context.map.details.get(route)!.handlers, route.framework, route.method)));
    return trace;
  };
  const looks = (route: Route): boolean => {
    let answer = looking.get(route);
    if (answer === undefined) looking.set(route, (answer = looksAtCaller(traceOf(route).functions)));
    return answer;
  };
  const routesOf = (application: string): { route: Route; ties: Tie[] }[] => {
    let list = applications.get(application);
    if (!list) {
      list = [...context.map.details].filter(([, detail]) => detail.application === application && detail.handlers.length > 0).map(([route]) => ({ route, ties: route.access === 'public' ? [] : tiesOf(traceOf(route), isReading(route)) }));
      applications.set(application, list);
    }
    return list;
  };
  const tiesBeside: Evidence['tiesBeside'] = (route, { application }, query) => {
    const reads = query.does === 'read' && isReading(route);
    if (reads && PEOPLE.test(query.kind)) return [];
    const others = routesOf(application).filter((one) => one.route !== route);
    const found = others.flatMap((other) => {
      if (isForStaff(other.route) || (route.access === 'authorized' && !(isNear(route, other.route, query.kind) && sameCallers(route, other.route)))) return [];
      const tie = other.ties.find((one) => one.kind === query.kind && (!reads || one.does === 'read'));
      return tie ? [{ route: other.route, tie }] : [];
    });
    const isStrong = found.some((one) => isNear(route, one.route, query.kind));
    return reads && !isStrong && others.some((one) => isEveryones(one.route, query.kind)) ? [] : found;
  };
  /** A neighbour that asks whose it is, of an object found by its id, says more than what others may list. */
  const isNear = (route: Route, other: Route, kind: string): boolean => other.group === route.group && traceOf(other).byId.some((one) => one.kind === kind);
  /** Nobody in particular, or everyone who is known, may list objects of the kind. */
  const isEveryones = (other: Route, kind: string): boolean => {
    if (other.access === 'public') return traceOf(other).queries.some((one) => one.kind === kind && one.does === 'read');
    if (other.access !== 'authenticated' || isForStaff(other) || looks(other)) return false;
    const trace = traceOf(other);
    return trace.lost === undefined && trace.byId.length === 0 && trace.queries.some((one) => one.kind === kind && one.does === 'read' && one.conditions.length === 0);
  };
  return { traceOf, looks, tiesBeside };
}
