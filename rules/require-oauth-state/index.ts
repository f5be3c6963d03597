import * as z from 'zod';
import type { AuthMap, ProgramView, Report, Rule, RuleContext } from '../../src/model/index.ts';
import { aroundText, authorizationRequests, type AuthorizationRequest } from '../authorization-requests.ts';
import { isTestOrExample } from '../file-role.ts';
import { uncheckedCallbacks } from './callbacks.ts';

const options = z.object({
  nonce: z.boolean().default(true).describe('Also report, as a note, OpenID Connect requests that carry a `nonce` and neither `state` nor a code challenge.'),
  callbacks: z.boolean().default(true).describe('Also report callbacks that exchange a code and never look at `state`.'),
});
type Options = z.infer<typeof options>;

/** Requires authorisation requests to be tied to the browser that made them (RFC 6749 section 10.12; RFC 9700 section 2.1.1; CWE-352; ASVS 5.0 requirement 10.2.1). */
export default {
  meta: {
    name: 'require-oauth-state',
    description: 'Require OAuth authorisation requests to carry a state, and callbacks to compare it',
    rationale:
      'The callback of an OAuth login is a link that anyone can send. Without a value that only this browser knows, an attacker sends the victim a link with the code of the attacker\'s own account: the victim is logged in to it, or links it to the account they have.',
    severity: 'warning',
    precision: 'high',
    securitySeverity: '6.5',
    cwe: ['CWE-352'],
    owasp: ['API2:2023'],
    preset: 'recommended',
  },
  options,
  messages: {
    missing:
      '{{what}} carries no `state`, and no code challenge either. Nothing ties the answer to the browser that asked, so anyone can have a victim finish a login that they started themselves (login CSRF). Send a random `state`, keep it in this browser, and compare it in the callback.',
    nonceOnly:
      '{{what}} carries a `nonce` and no `state`. The nonce is compared only after the code has been exchanged, and only if the ID token is checked for it: until then the callback takes any code that it is sent. Send a random `state` as well, keep it in this browser, and compare it first.',
    unchecked:
      'This callback exchanges the code that it is sent and never looks at `state`. Anyone can send a victim to it with a code of their own (login CSRF). Compare `state` with what was kept for this browser before the code is exchanged.',
  },
  check(context) {
    const { program } = context;
    const files = new Set(context.files);
    for (const alike of groupsOf(untied(context))) {
      const report = files.has(alike[0]!.module) ? reportOf(context, alike) : undefined;
      if (report) context.report(report);
    }
    if (!context.options.callbacks) return;
    for (const { module, start, end } of uncheckedCallbacks(program, context.map, files)) {
      context.report({ module, start, end, messageId: 'unchecked', confidence: 'medium', identity: 'callback' });
    }
  },
} satisfies Rule<typeof options>;

/** Requests that nothing ties to the browser. */
function untied({ program, map }: RuleContext<Options>): AuthorizationRequest[] {
  let adds: boolean | undefined;
  const requests = authorizationRequests(program);
  const own = requests.length > 0 ? ownEndpoints(program, map) : [];
  return requests.filter((request) => {
    if (request.open || request.parameters.has('state') || request.parameters.has('code_challenge')) return false;
    const text = aroundText(program.text(request.module), request.module, request.fn);
    // An address of the project's own: it is asked for authorisation itself, and the clients that follow the link add what they need.
    if (SAYS_STATE.test(text) || own.some((path) => text.includes(`}${path}`))) return false;
    // What another part of the project continues may get its state there.
    return !((request.fn < 0 || request.call !== undefined) && (adds ??= addsStateElsewhere(program)));
  });
}

/** Where the project's own authorisation server is asked: a route of it, or what its metadata say (RFC 8414 section 2). */
function ownEndpoints(program: ProgramView, map: AuthMap): string[] {
  const said = program.modules.flatMap((module) => [...program.text(module).matchAll(/\bauthorization_endpoint['"]?\s*:\s*[`'"][^`'"\n]*?(\/[\w/-]*authori[sz]e)\b/g)].map((match) => match[1]!));
  return [...said, ...map.routes.map((route) => route.path).filter((path) => /\/authori[sz]e$/.test(path))];
}

/** As many files of one name and make are one decision. */
const ALIKE = 3;

/** Requests of the same function in files of the same name, as connectors to many services are written, together. */
function groupsOf(requests: AuthorizationRequest[]): AuthorizationRequest[][] {
  const groups = new Map<string, AuthorizationRequest[]>();
  for (const request of requests) {
    const key = `${request.module.path.split('/').at(-1)} ${request.module.functions[request.fn]?.name ?? ''} ${request.parameters.has('nonce')}`;
    const list = groups.get(key);
    if (list) list.push(request); else groups.set(key, [request]);
  }
  return [...groups.values()].flatMap((group) => (new Set(group.map((one) => one.module)).size >= ALIKE ? [group] : group.map((one) => [one])));
}

const SAYS_STATE = /(^|[^A-Za-z])state(?![A-Za-z])|(oauth|auth|csrf|generate|random|login|encoded?|create|make|sign|get)_?State\b|code_?challenge|pkce/i;

function addsStateElsewhere(program: ProgramView): boolean {
  return program.modules.some((module) => !isTestOrExample(module.path) && /[?&]state=|['"]state['"]\s*,/.test(program.text(module)));
}

function reportOf({ options: given }: RuleContext<Options>, alike: AuthorizationRequest[]): Report | undefined {
  const request = alike[0]!;
  const nonce = request.parameters.has('nonce');
  if (nonce && !given.nonce) return undefined;
  const others = alike.length > 1 ? `, like ${alike.length - 1} others in files of the same name,` : '';
  const what = `${request.call ? `The authorisation request of \`${request.call}\`` : 'This authorisation request'}${others}`;
  const report: Report = { module: request.module, start: request.start, end: request.end, messageId: nonce ? 'nonceOnly' : 'missing', data: { what }, confidence: nonce ? 'low' : request.fn < 0 ? 'medium' : 'high', identity: nonce ? 'nonce' : 'request' };
  if (alike.length > 1) report.related = alike.slice(1, 6).map(({ module, start, end }) => ({ module, start, end, message: 'This one carries no `state` either.' }));
  if (nonce) report.severity = 'note';
  return report;
}
