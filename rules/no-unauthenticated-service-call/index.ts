import * as z from 'zod';
import type { Rule, RuleContext } from '../../src/model/index.ts';
import { isSampleData, isTestOrExample, isVendored, sideOf } from '../file-role.ts';
import { carriedBy, type Carried } from './credentials.ts';
import { outgoingRequests, type OutgoingRequest } from './requests.ts';
import { isHealthCheck, isServedOpenly, targetOf, type Target } from './target.ts';

const options = z.strictObject({
  allow: z.array(z.string()).default([]).describe('Services that ask for no credential: names of hosts (`geo`) or of the settings with their addresses (`GEO_SERVICE_URL`).'),
});
type Options = z.infer<typeof options>;

/** Requires calls between services to carry a credential that is not written in the code (ASVS 5.0 requirements 13.2.1, 13.2.2; OWASP API8:2023; CWE-306, CWE-798). */
export default {
  meta: {
    name: 'no-unauthenticated-service-call',
    description: 'Disallow calls of internal services without a credential, or with a fixed one in the code, where others attach a token',
    rationale:
      'What answers inside the network without asking who calls, answers to everyone who gets inside: through one vulnerable container, a server-side request forgery, a wrong ingress rule. Where some calls carry a token and others do not, the service cannot insist on one.',
    severity: 'warning',
    precision: 'medium',
    securitySeverity: '5.9',
    cwe: ['CWE-306', 'CWE-798'],
    owasp: ['API8:2023', 'API2:2023'],
    preset: 'preview',
  },
  options,
  messages: {
    bare: 'This call of the internal service `{{service}}` carries no credential, while {{others}}. A service that answers such calls answers to everyone who gets into the network. Attach the same credential as there.',
    fixed: 'This call of the internal service `{{service}}` carries a key that is written in the code (`{{header}}`), while {{others}}. Whoever reads the code can call the service, and the key cannot be changed without a release. Attach the same credential as there.',
  },
  check(context) {
    const calls = serviceCalls(context);
    const attaching = calls.filter((one) => one.carried.state === 'token');
    if (attaching.length === 0) return;
    const wanted = new Set(context.files);
    for (const one of calls) {
      if ((one.carried.state !== 'none' && one.carried.state !== 'static') || !wanted.has(one.request.site.module) || context.options.allow.includes(one.target.name)) continue;
      if (one.carried.state === 'none' && isServedOpenly(context.map.routes, methodOf(one.request), one.target)) continue;
      report(context, one, attaching);
    }
  },
} satisfies Rule<typeof options>;

interface ServiceCall { request: OutgoingRequest; target: Target; carried: Carried }

const known = new WeakMap<object, ServiceCall[]>();

function serviceCalls({ program }: RuleContext<Options>): ServiceCall[] {
  let calls = known.get(program);
  if (!calls) {
    calls = outgoingRequests(program).flatMap((request): ServiceCall[] => {
      const { module } = request.site;
      if (isTestOrExample(module.path) || isVendored(module.path) || isSampleData(module.path) || sideOf(module) === 'browser') return [];
      const target = addressOf(program, request);
      return target && !isHealthCheck(target) ? [{ request, target, carried: carriedBy(program, request) }] : [];
    });
    known.set(program, calls);
  }
  return calls;
}

/** `GET` unless the call says otherwise. */
function methodOf({ site: { expr: { callee } }, options: given }: OutgoingRequest): string {
  const named = callee.kind === 'member' && /^(post|put|patch|delete|head)$/.test(callee.property) ? callee.property : undefined;
  const option = given.flatMap((one) => (one.kind === 'object' ? one.properties : [])).find((one) => one.key === 'method')?.value;
  return (named ?? (option?.kind === 'literal' && typeof option.value === 'string' ? option.value : 'get')).toUpperCase();
}

/** The client's base, if it has one; the address of the call otherwise. */
function addressOf(program: RuleContext['program'], { site, url, client, options: given }: OutgoingRequest): Target | undefined {
  const own = url && targetOf(program, site.module, url, site.fn);
  if (own) return own;
  const bases = [...given.map((expr) => ({ module: site.module, expr, fn: site.fn })), ...(client ? [{ module: client.module, expr: client.options, fn: client.fn }] : [])];
  for (const { module, expr, fn } of bases) {
    const base = expr.kind === 'object' ? expr.properties.find((one) => /^(baseURL|baseUrl|prefixUrl)$/.test(one.key)) : undefined;
    const target = base && targetOf(program, module, base.value, fn);
    if (target) return { name: target.name, path: target.path + (url?.kind === 'literal' && typeof url.value === 'string' ? url.value : '') };
  }
  return undefined;
}

function report(context: RuleContext<Options>, { request, target, carried }: ServiceCall, attaching: ServiceCall[]): void {
  const same = attaching.filter((one) => one.target.name === target.name);
  const others = same.length > 0 ? same : attaching;
  const { module, expr } = request.site;
  const isFixed = carried.state === 'static';
  const at = isFixed && carried.module === module ? carried.at : { start: expr.start, end: expr.callee.end };
  context.report({
    module, start: at.start, end: at.end, messageId: isFixed ? 'fixed' : 'bare', identity: `${target.name} ${target.path}`, confidence: same.length > 0 ? 'medium' : 'low',
    data: {
      service: target.name, header: isFixed ? carried.header : '',
      others: same.length > 0 ? `${same.length === 1 ? 'another call' : `${same.length} other calls`} of it ${same.length === 1 ? 'carries' : 'carry'} a token` : `calls of other services, such as \`${others[0]!.target.name}\`, carry a token`,
    },
    related: others.slice(0, 3).map(({ request: { site } }) => ({ module: site.module, start: site.expr.start, end: site.expr.callee.end, message: 'A credential is attached here.' })),
    ...(isFixed && carried.module === module ? { mask: [{ start: carried.at.start, end: carried.at.end }] } : {}),
  });
}
