import * as z from 'zod';
import type { CallSite, Report, Rule, RuleContext } from '../../src/model/index.ts';
import { packageOf } from '../../src/link/index.ts';
import { callIndex } from '../call-index.ts';
import { isTestOrExample, isVendored } from '../file-role.ts';
import { tokenVerifications, type TokenVerification } from '../jwt-verifications.ts';
import { argumentValue, optionOf, type Option } from '../option.ts';
import { OPTIONS, readsClaim, type Claim } from './checked.ts';
import { remoteKeysOf, type RemoteKeys } from './remote-keys.ts';

const options = z.strictObject({
  claims: z.array(z.enum(['audience', 'issuer'])).default(['audience', 'issuer']).describe('The claims that have to be checked.'),
});
type Options = z.infer<typeof options>;

/** Requires tokens of other issuers to be for this application (RFC 8725 sections 3.8 and 3.9; CWE-345, CWE-863; ASVS 5.0 requirements 9.2.3, 9.2.4, 10.3.1). */
export default {
  meta: {
    name: 'require-jwt-claims',
    description: 'Require the issuer and the audience of tokens that others sign to be checked',
    rationale:
      'The signature says that an issuer made the token, not for whom. Where nobody looks at the audience, a token that a user gave to any other application of the same issuer logs in here as that user.',
    severity: 'warning',
    precision: 'high',
    securitySeverity: '7.4',
    cwe: ['CWE-345', 'CWE-863'],
    owasp: ['API2:2023'],
    preset: 'preview',
  },
  options,
  messages: {
    both: '{{call}} takes the key from {{keys}} and looks neither at the issuer nor at the audience. A token that this issuer made for another application passes here. Add {{fix}}.',
    audience: '{{call}} takes the key from {{keys}} and does not look at the audience. A token that this issuer made for another application passes here. Add {{fix}}.',
    issuer: '{{call}} takes the key from {{keys}} and does not look at the issuer. Keys may be shared or replaced, and the token then says who really made it. Add {{fix}}.',
    idToken: '{{call}} does not say for which client the token has to be. A token that a user gave to any other application that logs in with Google passes here. Add `audience: <your client id>`.',
  },
  check(context) {
    const wanted = new Set(context.files.filter((module) => !isTestOrExample(module.path) && !isVendored(module.path)));
    const seen = new Set<string>();
    const report = (made: Report | undefined): void => {
      const place = made && `${made.module.path}:${made.start}`;
      if (!made || place === undefined || seen.has(place)) return;
      seen.add(place);
      context.report(made);
    };
    for (const verification of tokenVerifications(context.program)) if (wanted.has(verification.site.module)) report(judge(context, verification));
    for (const site of callIndex(context.program).get('verifyIdToken') ?? []) if (wanted.has(site.module)) report(ofGoogle(context, site));
  },
} satisfies Rule<typeof options>;

function judge(context: RuleContext<Options>, verification: TokenVerification): Report | undefined {
  const keys = remoteKeysOf(context.program, verification);
  if (!keys) return undefined;
  const missing = context.options.claims.filter((claim) => isMissing(context, verification, claim));
  const which = missing.length === 2 ? 'both' : missing[0];
  if (!which) return undefined;
  const { module, expr } = verification.site;
  // The keys of one tenant sign for this issuer only: the issuer is then told by the address.
  const mild = which === 'issuer' && !keys.forEveryone;
  return {
    module, start: expr.start, end: expr.callee.end, messageId: which, identity: which, confidence: mild ? 'low' : keys.forEveryone ? 'high' : 'medium', ...(mild ? { severity: 'note' as const } : {}),
    data: { call: `\`${nameOf(verification)}\``, keys: describe(keys), fix: fixFor(verification, missing) },
  };
}

function isMissing({ program }: RuleContext<Options>, verification: TokenVerification, claim: Claim): boolean {
  const states = OPTIONS[claim].map((name) => verification.option(name));
  return states.every(isAbsent) && !readsClaim(program, verification.site, claim);
}

function isAbsent(option: Option): boolean {
  return option.state === 'absent';
}

/** `client.verifyIdToken({ idToken })` of google-auth-library takes tokens for every client (its option `audience` is optional). */
function ofGoogle({ program, options: { claims } }: RuleContext<Options>, site: CallSite): Report | undefined {
  const { module, expr } = site;
  const library = packageOf(program.denote(module, expr.callee, site.fn));
  const given = argumentValue(program, site, 0);
  if (!claims.includes('audience') || !given || (library !== undefined && library !== 'google-auth-library' && library !== 'googleapis')) return undefined;
  if (optionOf(program, given, 'idToken').state !== 'set' || optionOf(program, given, 'audience').state !== 'absent') return undefined;
  if (readsClaim(program, site, 'audience')) return undefined;
  return { module, start: expr.start, end: expr.callee.end, messageId: 'idToken', identity: 'idToken', confidence: 'high', data: { call: '`verifyIdToken`' } };
}

function describe({ url }: RemoteKeys): string {
  if (url === undefined) return 'the published keys of an issuer';
  const host = /^https?:\/\/([^/]+)/.exec(url)?.[1];
  return host === undefined || host.includes('*') ? 'the published keys of an issuer' : `the published keys of ${host}`;
}

function nameOf({ library, name }: TokenVerification): string {
  return name === '' || name === 'register' ? library : name === 'Strategy' ? 'passport-jwt' : name;
}

function fixFor({ library }: TokenVerification, missing: Claim[]): string {
  const short = library.startsWith('hono/') ? ['aud', 'iss'] : /fast/.test(library) ? ['allowedAud', 'allowedIss'] : ['audience', 'issuer'];
  const names = missing.map((claim) => `\`${short[claim === 'audience' ? 0 : 1]!}\``).join(' and ');
  const where = library.startsWith('hono/') ? 'to its `verification`' : /@?fastify/.test(library) ? 'to its `verify` options' : 'to its options';
  return `${names} ${where}`;
}
