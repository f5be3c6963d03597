import * as z from 'zod';
import type { CallSite, Report, Rule, RuleContext } from '../../src/model/index.ts';
import { isTestOrExample, isVendored } from '../file-role.ts';
import { issuancesOf, type Issuance } from '../jwt-issuances.ts';
import { keyIdentity } from '../jwt-keys.ts';
import { tokenVerifications } from '../jwt-verifications.ts';
import { serviceOf } from '../services.ts';
import { algorithmOf } from './algorithm.ts';

const options = z.strictObject({
  services: z.number().int().min(1).default(1).describe('How many other services may hold the secret before it is reported: that many and more are.'),
});
type Options = z.infer<typeof options>;

/** Requires services that only verify tokens to hold a key that only verifies (RFC 8725 section 3.1, RFC 9700 section 2.6; CWE-522, CWE-668; ASVS 5.0 requirement 9.1.3). */
export default {
  meta: {
    name: 'prefer-asymmetric-jwt',
    description: 'Prefer a key pair for tokens that other services verify',
    rationale:
      'Whoever can check an HMAC can make one. With one secret in several services, the weakest of them signs tokens for all: one leak, one readable environment, and anyone can be anybody everywhere.',
    severity: 'note',
    precision: 'medium',
    securitySeverity: '4.8',
    cwe: ['CWE-522', 'CWE-668'],
    owasp: ['API2:2023'],
    preset: 'preview',
  },
  options,
  messages: {
    shared:
      'This token is signed with {{algorithm}}, and {{verifiers}} with the same secret. Each of them could sign tokens as well, and so can whoever reads its environment. Sign with a private key (ES256, EdDSA) that only {{signer}} has, and give the others the public key.',
    pair:
      'This token is signed with {{algorithm}} and a shared secret, although the project signs others with a key pair ({{other}}). Whoever verifies it has to hold a secret that can sign. Use the key pair here too.',
  },
  check(context) {
    const wanted = new Set(context.files.filter((module) => !isTestOrExample(module.path) && !isVendored(module.path)));
    const issuances = issuancesOf(context.program);
    const seen = new Set<string>();
    for (const issuance of issuances) {
      const { site } = issuance.signing;
      const place = `${site.module.path}:${site.expr.start}`;
      const algorithm = wanted.has(site.module) && !seen.has(place) ? algorithmOf(context.program, issuance.signing) : undefined;
      if (!algorithm?.startsWith('HS')) continue;
      const report = ofServices(context, issuance, algorithm, issuances) ?? ofPair(context, issuance, algorithm, issuances);
      if (!report) continue;
      seen.add(place);
      context.report(report);
    }
  },
} satisfies Rule<typeof options>;

/** Other services of the repository verify with the secret, and sign nothing with it. */
function ofServices({ program, options: { services } }: RuleContext<Options>, { signing: { site }, key }: Issuance, algorithm: string, issuances: Issuance[]): Report | undefined {
  const mine = serviceOf(site.module.path);
  if (mine === '' || !key.startsWith('setting ')) return undefined;
  const signers = new Set(issuances.filter((one) => one.key === key).map((one) => serviceOf(one.signing.site.module.path)));
  const verifying = new Map<string, CallSite>();
  for (const one of tokenVerifications(program)) {
    const service = serviceOf(one.site.module.path);
    if (service === '' || /^(packages|libs?|shared|modules)\//.test(service) || signers.has(service) || isTestOrExample(one.site.module.path)) continue;
    if (one.key && keyIdentity(one.key) === key && !verifying.has(service)) verifying.set(service, one.site);
  }
  if (verifying.size < services) return undefined;
  const names = [...verifying.keys()].sort();
  return {
    module: site.module, start: site.expr.start, end: site.expr.callee.end, messageId: 'shared', identity: 'shared', confidence: 'medium',
    data: { algorithm, signer: `\`${mine}\``, verifiers: names.length === 1 ? `\`${names[0]!}\` verifies it` : `${names.slice(0, 3).map((name) => `\`${name}\``).join(', ')}${names.length > 3 ? ` and ${names.length - 3} more` : ''} verify it` },
    related: names.slice(0, 8).map((name) => {
      const at = verifying.get(name)!;
      return { module: at.module, start: at.expr.start, end: at.expr.callee.end, message: `\`${name}\` verifies it here.` };
    }),
  };
}

/** Another token of the same service is signed with a private key. */
function ofPair({ program }: RuleContext<Options>, { signing, purpose }: Issuance, algorithm: string, issuances: Issuance[]): Report | undefined {
  if (purpose !== 'access') return undefined;
  const { site } = signing;
  const other = issuances.find((one) => one.purpose === 'access' && one.signing !== signing && serviceOf(one.signing.site.module.path) === serviceOf(site.module.path) && /^(RS|ES|PS|EdDSA)/.test(algorithmOf(program, one.signing) ?? ''));
  if (!other) return undefined;
  const at = other.signing.site;
  return {
    module: site.module, start: site.expr.start, end: site.expr.callee.end, messageId: 'pair', identity: 'pair', confidence: 'low',
    data: { algorithm, other: algorithmOf(program, other.signing) ?? '' },
    related: [{ module: at.module, start: at.expr.start, end: at.expr.callee.end, message: 'A token is signed with the private key here.' }],
  };
}
