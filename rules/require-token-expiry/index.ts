import * as z from 'zod';
import type { Rule, RuleContext } from '../../src/model/index.ts';
import { isTestOrExample } from '../file-role.ts';
import { callsOfLibraries } from '../jwt-calls.ts';
import { signingsOf, type TokenSigning } from '../jwt-signings.ts';
import { argumentValue, optionOf } from '../option.ts';
import { inWords, secondsOf } from '../token-lifetime.ts';
import { purposeOf } from './purpose.ts';

const options = z.object({
  accessMinutes: z.number().positive().default(15).describe('How many minutes an access token may live.'),
  refreshDays: z.number().positive().default(30).describe('How many days a refresh token may live.'),
  longAccessMinutes: z.number().positive().default(1440).describe('Access tokens that live longer than this many minutes are warnings; those between are notes.'),
});
type Options = z.infer<typeof options>;

/** Requires that tokens end (RFC 8725 section 3.10; RFC 9700 section 4.14; CWE-613; ASVS 5.0 requirements 7.3.2, 9.2.1). */
export default {
  meta: {
    name: 'require-token-expiry',
    description: 'Require tokens to expire, and access tokens to expire soon',
    rationale:
      'A signed token is good for whoever holds it until it ends, and nothing that the user does takes it back: not logging out, not a new password. Without an end, a token that leaks once, into a log or a backup, opens the account for ever.',
    severity: 'warning',
    precision: 'high',
    securitySeverity: '6.8',
    cwe: ['CWE-613'],
    owasp: ['API2:2023'],
    preset: 'recommended',
  },
  options,
  messages: {
    none: 'This token never ends: whoever gets hold of it once has the account for ever, whatever the user does. Give it an end: {{fix}}.',
    longAccess: 'This access token lives for {{lifetime}}, and cannot be taken back meanwhile. Let it live for {{least}} at most, and renew it with a refresh token that is rotated.',
    longRefresh: 'This refresh token lives for {{lifetime}}: a stolen one is good for as long. Let it live for {{least}} at most, and rotate it on each use.',
    ignored: 'The end of tokens is not checked here (`ignoreExpiration: true`): an old one that leaked is as good as a new one. Remove the option, or use the result for nothing but rotating a refresh token that is looked up.',
  },
  check(context) {
    const files = new Set(context.files.filter((module) => !isTestOrExample(module.path)));
    for (const signing of signingsOf(context.program)) if (files.has(signing.site.module)) ofSigning(context, signing);
    for (const { site, library, name } of callsOfLibraries(context.program)) {
      if (files.has(site.module) && library === 'jsonwebtoken' && name === 'verify') ofVerification(context, site);
      else if (files.has(site.module) && library === 'passport-jwt' && name === 'Strategy') ofVerification(context, site, 0);
    }
  },
} satisfies Rule<typeof options>;

const FIX: Record<string, string> = {
  jsonwebtoken: "`sign(claims, key, { expiresIn: '15m' })`", '@nestjs/jwt': "`signOptions: { expiresIn: '15m' }` in `JwtModule.register`", jose: "`.setExpirationTime('15m')`",
  'hono/jwt': '`exp: Math.floor(Date.now() / 1000) + 15 * 60` among the claims', 'jwt-simple': '`exp: Math.floor(Date.now() / 1000) + 15 * 60` among the claims', 'fast-jwt': '`createSigner({ expiresIn: 15 * 60 * 1000 })`',
};

function ofSigning(context: RuleContext<Options>, signing: TokenSigning): void {
  const { site, expiry, unit, library } = signing;
  const { module, expr } = site;
  const purpose = purposeOf(signing, context.program.text(module));
  if (expiry.state === 'absent') {
    // Links and the like that are stored and deleted after use end in another way.
    if (purpose !== 'other') context.report({ module, start: expr.start, end: expr.callee.end, messageId: 'none', confidence: 'high', identity: 'none', data: { fix: FIX[library] ?? 'an `exp` claim' } });
    return;
  }
  if (expiry.state !== 'set' || purpose === 'other') return;
  const seconds = secondsOf(expiry.value, unit);
  if (seconds === undefined) return;
  const refresh = purpose === 'refresh';
  const least = refresh ? context.options.refreshDays * 86_400 : context.options.accessMinutes * 60;
  if (seconds <= least) return;
  const mild = !refresh && seconds <= context.options.longAccessMinutes * 60;
  context.report({
    module, start: expr.start, end: expr.callee.end, messageId: refresh ? 'longRefresh' : 'longAccess', confidence: mild ? 'low' : 'medium', identity: refresh ? 'longRefresh' : 'longAccess',
    data: { lifetime: inWords(seconds), least: inWords(least) }, ...(mild ? { severity: 'note' as const } : {}),
  });
}

function ofVerification(context: RuleContext<Options>, site: TokenSigning['site'], index = 2): void {
  const given = argumentValue(context.program, site, index);
  const option = given && given.kind !== 'function' ? optionOf(context.program, given, 'ignoreExpiration') : undefined;
  if (option?.state !== 'set' || option.value.kind !== 'literal' || option.value.value !== true) return;
  const argument = site.expr.args[index]!;
  const name = site.module.functions[site.fn]?.name ?? '';
  // Renewing an access token that has just ended, or ending a session, takes one that has ended.
  if (/refresh|renew|rotate|logout|revoke|expired|decode/i.test(name)) return;
  const start = argument.kind === 'object' ? argument.properties.find((one) => one.key === 'ignoreExpiration') ?? argument : argument;
  context.report({ module: site.module, start: start.start, end: start.end, messageId: 'ignored', confidence: 'high', identity: 'ignored' });
}

