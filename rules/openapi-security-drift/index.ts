import * as z from 'zod';
import type { Report, Route, RouteDetail, Rule, RuleContext } from '../../src/model/index.ts';
import { isTestOrExample } from '../file-role.ts';
import type { Description, Operation } from './description.ts';
import { openApiDocuments } from './documents.ts';
import { saidOf, type Said } from './in-code.ts';
import { matched, type Match } from './match.ts';

const options = z.object({
  undocumented: z.boolean().default(false).describe('Report routes that the document of their application does not mention.'),
});
type Options = z.infer<typeof options>;

/** Requires that an OpenAPI description and the code agree on who may call (OpenAPI 3.1, Security Requirement Object; API9:2023 Improper Inventory Management; CWE-1059, CWE-306). */
export default {
  meta: {
    name: 'openapi-security-drift',
    description: 'Require the security in an OpenAPI description to agree with the guards in the code',
    rationale:
      'Clients, gateways and reviewers go by the description. Where it asks for credentials and the code does not, a guard was forgotten; where the code asks for them and the description does not, clients fail and audits miss the route.',
    severity: 'warning',
    precision: 'medium',
    securitySeverity: '6.5',
    cwe: ['CWE-306', 'CWE-1059'],
    owasp: ['API9:2023', 'API2:2023'],
    preset: 'preview',
  },
  options,
  messages: {
    unguarded: '{{document}} says that {{route}} asks for {{schemes}}, and the code lets everyone in. Whoever goes by the description takes the route for protected. Put the guard in front of it, or describe it as open (`security: []`).',
    undescribed: '{{route}} is for callers who are logged in ({{guard}}), and {{document}} says that it asks for no credentials. Clients that are made from the description cannot call it. Give its `security` there.',
    unguardedHere: '{{by}} says that {{route}} asks for credentials, and the code lets everyone in. Whoever goes by the description takes the route for protected. Put the guard in front of it, or take the statement away.',
    undescribedHere: '{{route}} is for callers who are logged in ({{guard}}), and its description does not say so, as others here do. Add {{by}}.',
    undocumented: '{{document}} does not mention {{route}}: what is in no inventory is not reviewed either. Describe it there.',
  },
  check(context) {
    const details = [...context.map.details.values()].filter(({ route }) => !isTestOrExample(route.file) && /^(GET|PUT|POST|DELETE|OPTIONS|HEAD|PATCH|TRACE|ALL)$/.test(route.method));
    if (details.length === 0) return;
    for (const description of openApiDocuments(context.project)) ofDocument(context, description, details);
    ofCode(context, details);
  },
} satisfies Rule<typeof options>;

function byApplication(details: RouteDetail[]): RouteDetail[][] {
  const groups = new Map<string, RouteDetail[]>();
  for (const detail of details) {
    const group = groups.get(detail.application);
    if (group) group.push(detail); else groups.set(detail.application, [detail]);
  }
  return [...groups.values()];
}

function ofDocument(context: RuleContext<Options>, description: Description, details: RouteDetail[]): void {
  // A document that never speaks of credentials does not describe them.
  const describes = description.operations.some(({ security }) => security === 'required');
  if (!describes && !context.options.undocumented) return;
  const groups = byApplication(details);
  const alone = groups.flatMap((group) => { const found = matched(description, group); return found ? [{ ...found, group }] : []; });
  const together = alone.length === 0 && groups.length > 1 ? matched(description, details) : undefined;
  const all = together ? [{ ...together, group: details }] : alone.sort((one, other) => other.matches.length - one.matches.length).slice(0, 1);
  for (const { matches, group } of all) {
    if (describes) for (const match of matches) ofMatch(context, description, match);
    if (context.options.undocumented) ofRest(context, description, matches, group);
  }
}

function ofMatch(context: RuleContext<Options>, { document }: Description, { operation, details }: Match): void {
  const [detail] = details;
  if (!detail || details.some(({ route }) => route.access !== detail.route.access)) return;
  const { route } = detail;
  const data = { document: `\`${document}\``, route: `\`${route.method} ${route.path}\`` };
  const related: Report['related'] = [{ document, line: operation.line, message: 'described here' }];
  if (route.access === 'public' && operation.security === 'required' && isMeant(route, operation)) {
    tell(context, detail, { messageId: 'unguarded', data: { ...data, schemes: operation.schemes.map((name) => `\`${name}\``).join(' or ') }, related, severity: 'error', confidence: operation.own ? 'high' : 'medium' });
  } else if (asksForLogin(route) && (operation.security === 'open' || operation.security === 'unsaid')) {
    tell(context, detail, { messageId: 'undescribed', data: { ...data, guard: guardOf(route) }, related, confidence: route.inHandler ? 'low' : operation.security === 'open' ? 'high' : 'medium' });
  }
}

/** Where everyone is let in on purpose, what is said of all operations was not meant for this one. */
function isMeant(route: Route, operation: Operation): boolean {
  return operation.own || route.publicBy === undefined;
}

function asksForLogin({ access, guards }: Route): boolean {
  return (access === 'authenticated' || access === 'authorized') && guards.some(({ proves }) => proves === 'authentication' || proves === 'authorization' || proves === 'ownership');
}

function guardOf({ guards }: Route): string {
  const name = guards.find(({ proves, name: one }) => one !== '' && /^(authentication|authorization|ownership)$/.test(proves))?.name;
  return name === undefined ? 'its handler checks' : `\`${name}\``;
}

function ofRest(context: RuleContext<Options>, { document }: Description, matches: Match[], group: RouteDetail[]): void {
  const known = new Set(matches.flatMap(({ details }) => details));
  for (const detail of group) {
    const { route } = detail;
    if (known.has(detail) || route.generated || route.path.includes('*') || route.method === 'OPTIONS' || route.method === 'HEAD') continue;
    tell(context, detail, { messageId: 'undocumented', data: { document: `\`${document}\``, route: `\`${route.method} ${route.path}\`` }, severity: 'note', confidence: 'low' });
  }
}

/** Among the routes of an application that ask for a login, at least so many say so where descriptions are kept. */
const KEPT = 0.5;

function ofCode(context: RuleContext<Options>, details: RouteDetail[]): void {
  for (const group of byApplication(details)) {
    const said = group.flatMap((detail) => { const one = saidOf(context.program, detail); return one && one.security !== 'hidden' ? [{ detail, said: one }] : []; });
    const describing = said.filter((one) => one.said.security === 'required').length;
    if (describing === 0) continue;
    const asking = said.filter(({ detail }) => asksForLogin(detail.route));
    const kept = asking.filter((one) => one.said.security === 'required').length;
    for (const { detail, said: one } of said) ofSaid(context, detail, one, asking.length > 2 && kept / asking.length > KEPT);
  }
}

function ofSaid(context: RuleContext<Options>, detail: RouteDetail, said: Said, isKept: boolean): void {
  const { route } = detail;
  const name = `\`${route.method} ${route.path}\``;
  if (route.access === 'public' && said.security === 'required' && route.publicBy === undefined) {
    const related: Report['related'] = said.at ? [{ ...said.at, message: 'described here' }] : [];
    tell(context, detail, { messageId: 'unguardedHere', data: { by: said.by, route: name }, related, severity: 'error', confidence: 'medium' });
  } else if (asksForLogin(route) && (said.security === 'open' || (said.security === 'unsaid' && isKept))) {
    tell(context, detail, { messageId: 'undescribedHere', data: { by: said.by, route: name, guard: guardOf(route) }, confidence: said.security === 'open' ? 'high' : 'medium' });
  }
}

function tell(context: RuleContext<Options>, { module, start, end, route }: RouteDetail, report: Pick<Report, 'messageId'> & Partial<Report>): void {
  context.report({ module, start, end, route: `${route.method} ${route.path}`, identity: report.data?.['document'] ?? '', ...report });
}
