import type { CallRecord } from '../../model/index.ts';
import { packageOf } from '../../link/index.ts';
import { isFalse, option, texts } from './options.ts';
import type { LibraryGuard } from './types.ts';

const CHECKS = /jwt|bearer|basic|digest|token|api|key|header|cookie|hmac|certificate|client/i;
const STARTS_LOGIN = /^(local|ldap|ldapauth|google|github|gitlab|facebook|twitter|x|discord|linkedin|apple|microsoft|azure_?ad.*|azuread-openidconnect|oidc|openid.*|saml|multi-?saml|oauth2?|auth0|okta|keycloak|steam|twitch|spotify|slack|bitbucket|cas|magiclink|magic-?link|passwordless|webauthn|sso|shibboleth|instagram|amazon|yahoo|reddit|wordpress|patreon|line|kakao|naver|vkontakte)([-_].*)?$/i;

/** What callers prove who get past strategies of these names. `pkg`: where the strategy comes from, if that is known. */
export function proofOfStrategies(names: string[], pkg: string | undefined): ReturnType<NonNullable<LibraryGuard['judge']>> {
  if (names.some((name) => /anonymous/i.test(name))) return { proves: 'nothing', populates: true, reason: 'the anonymous strategy lets everyone through' };
  if (names.length > 0 && names.every((name) => CHECKS.test(name) || name === 'session')) return { proves: 'authentication' };
  if (pkg && CHECKS.test(pkg)) return { proves: 'authentication' };
  if (names.length > 0 && names.every((name) => STARTS_LOGIN.test(name))) return { proves: 'nothing', startsLogin: true, reason: `the strategy \`${names[0]}\` starts or ends a login` };
  return undefined;
}

/** Which strategy decides whether `authenticate` checks a caller or starts a login (Passport's documentation, "Authenticate"). */
function judge(call: CallRecord): ReturnType<NonNullable<LibraryGuard['judge']>> {
  const first = call.args[0];
  const names = first ? texts([first]) : [];
  const pkg = first ? packageOf(first) : undefined;
  const known = proofOfStrategies(names, pkg);
  if (known) return known;
  if (isFalse(option(call, 'session'))) return { proves: 'authentication' };
  return { proves: 'unknown', reason: names.length > 0 ? `the passport strategy \`${names[0]}\` is not known` : 'the passport strategy could not be resolved' };
}

export const passport: LibraryGuard[] = ['passport', 'koa-passport', '@passport-next/passport', '@fastify/passport'].flatMap((name): LibraryGuard[] => [
  { package: name, names: ['authenticate'], proves: 'authentication', judge },
  { package: name, names: ['initialize', 'session', 'secureSession'], proves: 'nothing', populates: true },
  { package: name, names: ['authorize'], proves: 'nothing' },
]);
