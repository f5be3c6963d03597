import * as z from 'zod';
import type { Report, RouteDetail, Rule, RuleContext } from '../../src/model/index.ts';
import { conventionOf } from '../../src/guards/conventions.ts';
import { isTestOrExample, isVendored } from '../file-role.ts';
import { issuancesOf, type Issuance } from '../jwt-issuances.ts';
import { serviceOf } from '../services.ts';
import { inWords, secondsOf } from '../token-lifetime.ts';
import { trace } from '../token-trace.ts';
import { servicesThatKeep } from './kept.ts';
import { changesPassword, endsLogin, endsSessions, isLogout, traceOf } from './revokes.ts';

const options = z.strictObject({
  accessHours: z.number().positive().default(24).describe('An access token that lives longer than this many hours has to end with the logout, also where there is no refresh token.'),
  passwordChange: z.boolean().default(true).describe('Also report changes of the password after which the tokens that were given out stay valid.'),
  identifierDays: z.number().positive().default(30).describe('A token that lives longer than this many days needs an identifier (`jti`) or a record, so that it can be taken back.'),
});
type Options = z.infer<typeof options>;

/** Requires tokens to be taken back when a login ends (RFC 9700 section 4.14; CWE-613; ASVS 5.0 requirements 7.4.1, 7.4.3). */
export default {
  meta: {
    name: 'require-token-revocation',
    description: 'Require logout and a new password to take back the tokens that were given out',
    rationale:
      'A signed token is good until it ends, whatever the user clicks. Who logs out of a shared computer, or sets a new password because somebody else knows the old one, expects that all that was given out before is worth nothing.',
    severity: 'warning',
    precision: 'medium',
    securitySeverity: '5.9',
    cwe: ['CWE-613'],
    owasp: ['API2:2023'],
    preset: 'preview',
  },
  options,
  messages: {
    logout:
      '{{route}} leaves the tokens of this login valid: {{what}} goes on working for {{lifetime}} for whoever has a copy. Delete or revoke the record of the refresh token here, or count up a version that is compared when a token is taken.',
    password:
      '{{route}} gives the account a new password and leaves its logins open, although the application keeps a record of them. Whoever knew the old password stays logged in. Revoke the refresh tokens and sessions of the account here.',
    identifier:
      'This token lives for {{lifetime}} and has no identifier: one that leaked cannot be taken back without changing the key for everyone. Add a `jti` claim that can be put on a list, or keep a record of the token.',
  },
  check(context) {
    const issuances = issuancesOf(context.program).filter(({ signing }) => !isVendored(signing.site.module.path));
    if (issuances.length === 0) return;
    const wanted = new Set(context.files.filter((module) => !isTestOrExample(module.path) && !isVendored(module.path)));
    const seen = new Set<string>();
    const report = (made: Report | undefined): void => {
      const place = made && `${made.messageId} ${made.module.path}:${made.start}`;
      if (!made || place === undefined || seen.has(place)) return;
      seen.add(place);
      context.report(made);
    };
    for (const [route, detail] of context.map.details) {
      if (!wanted.has(detail.module)) continue;
      const mine = issuances.filter(({ signing }) => serviceOf(signing.site.module.path) === serviceOf(route.file));
      if (mine.length === 0) continue;
      if (isLogout(route, conventionOf(route))) report(ofLogout(context, detail, mine));
      else if (context.options.passwordChange && servicesThatKeep(context.program).has(serviceOf(route.file))) report(ofPassword(context, detail));
    }
    for (const issuance of issuances) if (wanted.has(issuance.signing.site.module)) report(ofIssuance(context, issuance));
  },
} satisfies Rule<typeof options>;

function ofLogout(context: RuleContext<Options>, detail: RouteDetail, issuances: Issuance[]): Report | undefined {
  const { route, module, start, end } = detail;
  const longest = longestOf(issuances, context.options.accessHours * 3600);
  if (!longest) return undefined;
  const traced = traceOf(context.program, detail);
  if (!traced || endsLogin(context.program, traced)) return undefined;
  const refresh = longest.purpose === 'refresh';
  const name = `${route.method} ${route.path}`;
  const { site } = longest.issuance.signing;
  return {
    module, start, end, messageId: 'logout', route: name, identity: `logout ${name}`, confidence: refresh ? 'medium' : 'low', ...(refresh ? {} : { severity: 'note' as const }),
    data: { route: name, what: refresh ? 'the refresh token' : 'the access token', lifetime: longest.seconds === undefined ? 'its whole lifetime' : longest.seconds === Infinity ? 'ever' : inWords(longest.seconds) },
    related: [{ module: site.module, start: site.expr.start, end: site.expr.callee.end, message: 'The token is signed here.' }],
  };
}

/** The token that outlives a logout by most: a refresh token, else an access token that lives longer than `least` seconds. */
function longestOf(issuances: Issuance[], least: number): { issuance: Issuance; purpose: Issuance['purpose']; seconds: number | undefined } | undefined {
  const each = issuances.map((issuance) => ({ issuance, purpose: issuance.purpose, seconds: lifetimeOf(issuance) }));
  const refresh = each.filter(({ purpose }) => purpose === 'refresh');
  const long = each.filter(({ purpose, seconds }) => purpose === 'access' && seconds !== undefined && seconds > least);
  return (refresh.length > 0 ? refresh : long).sort((a, b) => (b.seconds ?? 0) - (a.seconds ?? 0))[0];
}

/** Seconds; `Infinity` for a token without an end; nothing when it is not known. */
function lifetimeOf({ expiry, signing }: Issuance): number | undefined {
  if (expiry.state === 'absent') return Infinity;
  return expiry.state === 'set' ? secondsOf(expiry.value, signing.unit) : undefined;
}

function ofPassword(context: RuleContext<Options>, detail: RouteDetail): Report | undefined {
  const { route, module, start, end } = detail;
  if (!/passw|pwd/i.test(route.path)) return undefined;
  const traced = traceOf(context.program, detail);
  if (!traced || !changesPassword(route, traced) || endsSessions(context.program, traced)) return undefined;
  const name = `${route.method} ${route.path}`;
  return { module, start, end, messageId: 'password', route: name, identity: `password ${name}`, confidence: 'medium', data: { route: name } };
}

/** Claims that say who the user is. Any other may be what the token is taken back by: an identifier, a version, a part of the hash of the password. */
const IDENTITY = /^(_?id|sub|user_?(id|name)?|email|name|(first|last|full)_?name|roles?|is_?admin|account_?id|exp|iat|nbf|iss|aud|typ|type|permissions|scopes?|avatar|phone|tenant_?id|org(anization)?_?id)$/i;

/** Without one of these it is no token of a user, but a key of a program. */
const SUBJECT = /^(_?id|sub|user_?(id|name)?|email|name|account_?id)$/i;

/** A token that lives for months, has no identifier, and is kept nowhere. */
function ofIssuance(context: RuleContext<Options>, issuance: Issuance): Report | undefined {
  const seconds = lifetimeOf(issuance);
  const { claims, signing: { site } } = issuance;
  if (seconds === undefined || seconds <= context.options.identifierDays * 86_400 || !claims || [...claims.keys()].some((name) => !IDENTITY.test(name)) || ![...claims.keys()].some((name) => SUBJECT.test(name))) return undefined;
  const inside = issuance.site.module.functions[issuance.site.fn];
  if (!inside || trace(context.program, [{ module: issuance.site.module, fn: inside }]).events.some(({ what }) => what === 'store' || what === 'invalidate' || what === 'unknown')) return undefined;
  return {
    module: site.module, start: site.expr.start, end: site.expr.callee.end, messageId: 'identifier', identity: 'identifier', severity: 'note', confidence: 'low',
    data: { lifetime: seconds === Infinity ? 'ever' : inWords(seconds) },
  };
}
