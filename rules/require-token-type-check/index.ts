import * as z from 'zod';
import type { Report, Rule, RuleContext } from '../../src/model/index.ts';
import { same } from '../../src/link/index.ts';
import { isTestOrExample, isVendored } from '../file-role.ts';
import { nameOfFunction } from '../function-names.ts';
import { issuancesOf, type Issuance } from '../jwt-issuances.ts';
import { consumersOf, runBy, type Consumer } from './consumers.ts';
import { isDistinguished } from './distinguished.ts';

const options = z.strictObject({
  accessAsRefresh: z.boolean().default(true).describe('Also report where an access token is taken for a refresh token.'),
});
type Options = z.infer<typeof options>;

/** Requires the kind of a token to be checked where two kinds are signed with one key (RFC 8725 sections 2.8, 3.11 and 3.12; CWE-287, CWE-345; ASVS 5.0 requirement 9.2.2). */
export default {
  meta: {
    name: 'require-token-type-check',
    description: 'Require access and refresh tokens that are signed with one key to be told apart where they are taken',
    rationale:
      'A signature says who made a token, not what it is for. Where one key signs both kinds and nobody asks which one this is, a refresh token that lives for weeks opens every route, and an access token that was caught in a log renews itself.',
    severity: 'warning',
    precision: 'high',
    securitySeverity: '6.8',
    cwe: ['CWE-287', 'CWE-345'],
    owasp: ['API2:2023'],
    preset: 'preview',
  },
  options,
  messages: {
    refreshAsAccess:
      '{{consumer}} takes refresh tokens for access tokens: both are signed with the same key{{apart}}. A refresh token, which lives longer and is kept elsewhere, then opens every route. {{fix}}.',
    accessAsRefresh:
      '{{consumer}} takes access tokens for refresh tokens: both are signed with the same key{{apart}}, and no record of the refresh token is looked up. Whoever catches an access token can then renew it without end. {{fix}}.',
  },
  check(context) {
    const issuances = issuancesOf(context.program);
    if (!issuances.some(({ purpose }) => purpose === 'refresh') || !issuances.some(({ purpose }) => purpose === 'access')) return;
    const wanted = new Set(context.files.filter((module) => !isTestOrExample(module.path) && !isVendored(module.path)));
    const seen = new Set<string>();
    for (const consumer of consumersOf(context.program, context.map)) {
      const { module } = consumer.verification.site;
      const report = wanted.has(module) ? judge(context, consumer, issuances) : undefined;
      const place = report && `${report.messageId} ${module.path}:${report.start}`;
      if (!report || place === undefined || seen.has(place)) continue;
      seen.add(place);
      context.report(report);
    }
  },
} satisfies Rule<typeof options>;

function judge(context: RuleContext<Options>, consumer: Consumer, issuances: Issuance[]): Report | undefined {
  const { verification, takes, key } = consumer;
  if (takes === 'refresh' && !context.options.accessAsRefresh) return undefined;
  const ofKey = issuances.filter((one) => one.key === key);
  const wanted = ofKey.filter(({ purpose }) => purpose === takes);
  const other = ofKey.filter(({ purpose }) => purpose !== takes);
  if (wanted.length === 0 || other.length === 0) return undefined;
  // An option that cannot be followed may name the audience.
  if (['audience', 'subject', 'allowedAud', 'allowedSub', 'aud', 'sub'].some((name) => verification.option(name).state !== 'absent')) return undefined;
  if (isDistinguished(context.program, runBy(context.program, consumer), wanted, other)) return undefined;
  const { module, expr } = verification.site;
  const claim = tellingClaim(wanted, other);
  const name = nameOf(consumer);
  const [one] = other;
  return {
    module, start: expr.start, end: expr.callee.end, messageId: takes === 'access' ? 'refreshAsAccess' : 'accessAsRefresh', identity: takes, confidence: 'medium',
    data: {
      consumer: name === '' ? 'This verification' : `\`${name}\``,
      apart: claim ? ` and nobody looks at \`${claim}\`, which tells them apart` : ' and nothing in them is asked for that only one of them has',
      fix: claim ? `Refuse the token unless its \`${claim}\` is that of ${takes === 'access' ? 'an access' : 'a refresh'} token` : 'Sign each kind with a key of its own, or put a claim such as `type` into both and check it here',
    },
    related: one ? [{ module: one.site.module, start: one.site.expr.start, end: one.site.expr.callee.end, message: takes === 'access' ? 'The refresh token is signed here.' : 'The access token is signed here.' }] : [],
  };
}

/** The function that takes the token; the class, where the function is what every class of the kind has. */
function nameOf({ path }: Consumer): string {
  const top = path.at(-1);
  if (!top) return '';
  const name = nameOfFunction(top.module, top.fn);
  return top.fn.cls !== undefined && /^(constructor|validate|canActivate|use)$/.test(name) ? top.module.classes[top.fn.cls]!.name : name;
}

/** A claim that both kinds are known to differ in. */
function tellingClaim(wanted: Issuance[], other: Issuance[]): string | undefined {
  for (const name of ['type', 'typ', 'tokenType', 'token_type', 'token_use', 'tokenUse', 'purpose', 'kind', 'use', 'scope', 'aud']) {
    const here = wanted[0]?.claims?.get(name);
    const there = other[0]?.claims?.get(name);
    if ((here || there) && !(here && there && same(here, there) === true)) return name;
  }
  return undefined;
}
