import * as z from 'zod';
import type { Report, Route, RouteDetail, Rule, RuleContext } from '../../src/model/index.ts';
import { isTestOrExample } from '../file-role.ts';
import { openEvidence, type Evidence } from './evidence.ts';
import { asksForRights, isForStaff, isReading, mayTie } from './guards.ts';
import type { Tie } from './ties.ts';
import type { ById } from '../query-trace.ts';

const options = z.strictObject({
  ignore: z.array(z.string()).default([]).describe('Kinds of object that every known caller may read and change, as they are called in the code: `template`, `tag`.'),
});
type Options = z.infer<typeof options>;

/**
 * Requires that an object found by an id of the caller's choice is tied to the caller, where other routes tie objects of its kind
 * (OWASP API1:2023; CWE-639, CWE-862; ASVS 5.0 requirement 8.2.2).
 */
export default {
  meta: {
    name: 'require-object-ownership',
    description: 'Require that what is read or changed by an id of the caller\'s choice is tied to the caller',
    rationale:
      'Who is logged in may use his own objects, not everybody\'s. A route that takes an id and looks the object up by that alone hands every object to everyone who has an account: ids are guessed, counted up, leaked in links and lists. It is the most frequent hole in APIs, and no test with one user finds it.',
    severity: 'warning',
    precision: 'medium',
    securitySeverity: '7.7',
    cwe: ['CWE-639', 'CWE-862'],
    owasp: ['API1:2023'],
    preset: 'recommended',
  },
  options,
  messages: {
    unowned:
      '{{route}} {{does}} the `{{kind}}` whose id the caller sends (`{{id}}`), and neither its handler nor what it calls looks at who is calling, while {{beside}} to the caller. Whoever has an account and another\'s id gets at what is not theirs. Make the owner a condition of the query, or compare it with the caller before going on.',
  },
  check(context) {
    const evidence = openEvidence(context);
    const reported = new Set<string>();
    for (const [route, detail] of context.map.details) {
      if (!isCandidate(context, route, detail)) continue;
      const key = `${route.file}:${detail.start}`;
      if (reported.has(key)) continue;
      const found = judge(context, evidence, route, detail);
      if (!found) continue;
      reported.add(key);
      report(context, route, detail, found);
    }
  },
} satisfies Rule<typeof options>;

interface Found { query: ById; ties: { route: Route; tie: Tie }[] }

function isCandidate(context: RuleContext<Options>, route: Route, detail: RouteDetail): boolean {
  if (route.publicBy !== undefined || detail.handlers.length === 0 || isTestOrExample(route.file) || !context.files.includes(detail.module)) return false;
  return (route.access === 'authenticated' || route.access === 'authorized') && !isForStaff(route) && !mayTie(detail);
}

function judge(context: RuleContext<Options>, evidence: Evidence, route: Route, detail: RouteDetail): Found | undefined {
  const trace = evidence.traceOf(route);
  if (trace.lost !== undefined || trace.byId.length === 0 || evidence.looks(route) || asksForRights(trace.functions)) return undefined;
  const sign = isReading(route) ? -1 : 1;
  for (const query of trace.byId.toSorted((a, b) => sign * (weight(b) - weight(a)))) {
    if (context.options.ignore.includes(query.kind)) continue;
    const ties = evidence.tiesBeside(route, detail, query);
    if (ties.length > 0) return { query, ties };
  }
  return undefined;
}

/** What a route is for comes first: a read may touch up what it reads. */
function weight({ does }: ById): number {
  return does === 'read' ? 0 : 1;
}

const DOES = { read: 'reads', create: 'adds', update: 'changes', delete: 'deletes' };

function report(context: RuleContext<Options>, route: Route, { module, start, end }: RouteDetail, { query, ties }: Found): void {
  const name = `${route.method} ${route.path}`;
  const near = ties.filter((one) => one.route.group === route.group);
  const [first] = near.length > 0 ? near : ties;
  const routes = [...new Set(ties.map((one) => one.route))];
  const made: Report = {
    module, start, end, messageId: 'unowned', route: name, identity: `${name} ${query.kind}`, confidence: near.length > 0 ? 'medium' : 'low',
    data: {
      route: name, does: query.does === 'read' && !isReading(route) ? 'acts on' : DOES[query.does], kind: query.kind, id: query.name,
      beside: routes.length === 1 ? `${first!.route.method} ${first!.route.path} ties it` : `${routes.length} other routes, such as ${first!.route.method} ${first!.route.path}, tie it`,
    },
    related: [
      { module: query.module, start: query.id.start, end: query.id.end, message: `The id selects the ${query.kind} here.` },
      { module: first!.tie.module, start: first!.tie.start, end: first!.tie.end, message: `${first!.route.method} ${first!.route.path} asks here whose it is.` },
    ],
  };
  context.report(made);
}
