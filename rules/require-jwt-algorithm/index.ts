import * as z from 'zod';
import type { Confidence, ModuleFacts, Report, Rule, RuleContext } from '../../src/model/index.ts';
import { isTestOrExample } from '../file-role.ts';
import { isAsymmetric, isNone, isSymmetric } from './algorithms.ts';
import { algorithmFor, signingsIn } from './signing.ts';
import type { Signing } from './signing.ts';
import { pin, replace } from './suggestion.ts';
import type { Verification } from './verifications.ts';
import { verificationsIn } from './verifications.ts';

const options = z.object({
  allowMissingWithSecret: z.boolean().default(false).describe('Say nothing of a missing list where the key is certainly a shared secret: current libraries then accept HMAC only.'),
});
type Options = z.infer<typeof options>;

/** Requires verifications of JWTs to name the algorithms they accept (RFC 8725 section 3.1, ASVS 5.0 requirement 9.1.2). */
export default {
  meta: {
    name: 'require-jwt-algorithm',
    description: 'Require the verification of a JWT to name the algorithms it accepts',
    rationale:
      'The header of a JWT says how it was signed, and whoever sends the token writes the header. A verification that does not name its algorithms, or names too many, lets the sender choose: no signature at all, or an HMAC with the public key as its secret.',
    severity: 'warning',
    precision: 'high',
    securitySeverity: '7.5',
    cwe: ['CWE-347', 'CWE-757'],
    owasp: ['API2:2023'],
    preset: 'recommended',
    hasSuggestions: true,
  },
  options,
  messages: {
    missing:
      '{{call}} verifies a token without naming the algorithms it accepts. What passes then depends on what the key looks like and on the version of {{library}}. Give it a list with the one algorithm that signs your tokens{{hint}}.',
    none: '{{call}} accepts tokens that nobody signed: its algorithms include "none". Anyone can write such a token with any claims. Take "none" out and list only the algorithm that signs your tokens.',
    header:
      '{{call}} takes the accepted algorithm from the header of the token that it verifies. The sender writes that header, and so chooses how the token is checked. Write the algorithm down in your code.',
    mixed:
      '{{call}} accepts both {{symmetric}} and {{asymmetric}} for the same key. Whoever knows the public key can use it as the HMAC secret and sign a token with it. List only the algorithms of the kind of key in use.',
  },
  check(context) {
    const wanted = new Set(context.files.filter((module) => !isTestOrExample(module.path)));
    const verifications = verificationsIn(context.program);
    let signings: Signing[] | undefined;
    const reported = new Set<string>();
    for (const verification of verifications) {
      const report = judge(context, verification, () => (signings ??= signingsIn(context.program)));
      if (!report || !wanted.has(report.module)) continue;
      const identity = `${report.messageId}:${report.module.path}:${report.start}`;
      if (!reported.has(identity)) context.report(report);
      reported.add(identity);
    }
  },
} satisfies Rule<typeof options>;

function judge(context: RuleContext<Options>, verification: Verification, signings: () => Signing[]): Report | undefined {
  const { accepted, site, keyKind, library } = verification;
  const { callee } = site.expr;
  const call = verification.name ? `\`${verification.name}\`` : nameOf(context, site.module, callee);
  const atCall = { module: site.module, start: callee.start, end: callee.end };
  if (accepted.kind === 'unknown') return undefined;
  if (accepted.kind === 'absent') {
    if (keyKind === 'symmetric' && context.options.allowMissingWithSecret) return undefined;
    const algorithm = algorithmFor(signings(), verification.key, keyKind);
    const suggestion = algorithm && pin(context.program, verification, algorithm);
    return {
      ...atCall, messageId: 'missing', confidence: confidenceOfMissing(verification),
      data: { call, library, hint: algorithm ? `, here '${algorithm}'` : '' },
      suggestions: suggestion ? [suggestion] : [],
    };
  }
  const at = accepted.site ?? atCall;
  const place = { module: at.module, start: at.start, end: at.end, severity: 'error' as const };
  const kept = accepted.names.filter((name) => !isNone(name) && (keyKind === 'symmetric' ? !isAsymmetric(name) : keyKind === 'asymmetric' ? !isSymmetric(name) : true));
  const symmetric = accepted.names.filter(isSymmetric);
  const asymmetric = accepted.names.filter(isAsymmetric);
  const fault = accepted.names.some(isNone) ? 'none' : accepted.fromHeader ? 'header' : symmetric.length > 0 && asymmetric.length > 0 ? 'mixed' : undefined;
  if (!fault) return undefined;
  const algorithm = algorithmFor(signings(), verification.key, keyKind);
  const unkeyed = verification.key?.kind === 'literal' && !verification.key.value;
  const suggestion = unkeyed ? undefined : replace(context.program, verification, algorithm ? [algorithm] : kept.some(isSymmetric) && kept.some(isAsymmetric) ? [] : kept);
  const related = accepted.site && !within(accepted.site, site) ? [{ ...atCall, message: 'Tokens are verified with it here.' }] : [];
  return {
    ...place, messageId: fault, confidence: fault === 'mixed' && (library === 'jose' || keyKind === 'callback') ? 'medium' : 'high',
    data: { call, symmetric: symmetric.join(', '), asymmetric: asymmetric.join(', ') }, related, suggestions: suggestion ? [suggestion] : [],
  };
}

/** jose and Hono fix the kind of algorithm by the kind of key, or refuse; the others have accepted forged tokens for public keys. */
function confidenceOfMissing({ library, keyKind }: Verification): Confidence {
  if (library === 'jose') return 'low';
  if (library.startsWith('hono/')) return keyKind === 'asymmetric' ? 'high' : 'low';
  return keyKind === 'asymmetric' || library === 'jws' ? 'high' : 'medium';
}

function within(inner: { module: ModuleFacts; start: number; end: number }, site: Verification['site']): boolean {
  return inner.module === site.module && inner.start >= site.expr.start && inner.end <= site.expr.end;
}

const LONGEST_NAME = 40;
/** The callee as written, in one line. */
function nameOf(context: RuleContext<Options>, module: ModuleFacts, callee: { start: number; end: number }): string {
  const text = context.program.text(module).slice(callee.start, callee.end).replace(/\s+/g, ' ');
  return `\`${text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…` : text}\``;
}
