import type { CallSite, ProgramView, Route, RouteDetail } from '../../src/model/index.ts';
import { writtenName } from '../call-index.ts';
import { isTokenish } from '../token-names.ts';
import type { Event, Trace } from '../token-events.ts';
import { trace } from '../token-trace.ts';
import { unwrapped } from '../unwrapped.ts';

/** What the handler of a route, and what stands in front of it alone, do to tokens; nothing when the handler is not known. */
export function traceOf(program: ProgramView, detail: RouteDetail): Trace | undefined {
  const handlers = detail.handlers.flatMap((one) => unwrapped(one));
  if (handlers.length === 0) return undefined;
  const before = detail.chain.flatMap((one) => (one.kind === 'function' ? unwrapped(one) : []));
  const written = [...before, ...handlers];
  return trace(program, written.filter((one, at) => written.findIndex((other) => other.fn === one.fn) === at));
}

/** Names of what ends a login by itself: sessions, libraries that keep them, lists of revoked tokens. */
const ENDS = /^_?(sign_?out|log_?out|log_?off|destroy|revoke|invalidate|terminate|expire|end|kill|clear|remove|delete)_?(all|every|user|my|the|current|other|refresh|access|auth|by|for|from)*_?(sessions?|tokens?|jwts?|devices?|logins?|user|everywhere)?$|sessions?|black_?list|deny_?list|block_?list|revok|token_?version|jwt_?version|session_?version|security_?stamp|password_?changed|token_?valid|valid_?(after|since)|tokens_?(valid|invalid)|not_?before|jti$/i;
const OWN = /^(clear|delete|remove|expire|end)$/i;

/** Whether a logout takes back what the login gave, or may do so where it cannot be looked into. */
export function endsLogin(program: ProgramView, { events, words }: Trace): boolean {
  if (events.some((event) => /^(invalidate|store|unknown|external)$/.test(event.what) && !isFollowedLogout(program, event))) return true;
  return [...words].some((word) => /^\w+$/.test(word) && ENDS.test(word) && !OWN.test(word) && !isOwnName(word));
}

/** The route's own words, which say what is wanted and not what is done. */
function isOwnName(word: string): boolean {
  return /^(log_?out|sign_?out|log_?off)(_?(user|handler|controller|success\w*|message|error|response|route|admin))?$/i.test(word) || /^(LOGOUT|SIGNOUT)(_\w+)?$/.test(word);
}

/** `authService.logout()`, whose body is known: what it does stands in the trace itself. */
function isFollowedLogout(program: ProgramView, { module, at }: Event): boolean {
  const call = callAt(program, { module, at });
  return call !== undefined && isOwnName(writtenName(call.expr)) && program.targets(module, call.expr, call.fn).length > 0;
}

const OF_THE_RESET = /(?<!\w)\w*(reset|verif|recover|forg[eo]t|otp|confirm|activation|magic|password|passwd)\w*/gi;

/** Whether a change of the password takes back the tokens of the account, or may do so where it cannot be looked into. */
export function endsSessions(program: ProgramView, { events, words }: Trace): boolean {
  if (events.some(({ what }) => what === 'unknown' || what === 'external')) return true;
  if (events.some((event) => event.what === 'invalidate' && isOfLogin(textOf(program, event)))) return true;
  return [...words].some((word) => /^\w+$/.test(word) && /sign_?out|log_?out|sessions?|token_?version|jwt_?version|security_?stamp|password_?(last_?)?(changed|updated|modified|set)|refresh_?tokens?|revok|valid_?(after|since)|black_?list|deny_?list/i.test(word));
}

function isOfLogin(text: string): boolean {
  if (/reset|verif|forg[eo]t|recover/i.test(text) && !/refresh|session/i.test(text)) return false;
  return isTokenish(text.replace(OF_THE_RESET, ''));
}

function textOf(program: ProgramView, { module, at }: Event): string {
  const call = callAt(program, { module, at });
  return program.text(module).slice(at.start, call ? call.expr.end : at.end);
}

function callAt(program: ProgramView, { module, at }: Pick<Event, 'module' | 'at'>): CallSite | undefined {
  return program.calls(module).find(({ expr }) => expr.callee.start === at.start && expr.callee.end === at.end);
}

/** `GET /auth/logout`: where a login ends. */
export function isLogout({ path, method }: Route, convention: string | undefined): boolean {
  return convention === 'logout' && !/callback|slo|frontchannel|backchannel/i.test(path) && method !== 'EVENT';
}

const NEW_PASSWORD = /(^|[/_-])(change|update|set|new|edit|reset|create)[-_]?(my[-_]?|user[-_]?|your[-_]?|new[-_]?)?(password|passwd|pwd)|(^|[/_-])(password|passwd|pwd)[-_/]?(change|update|reset|edit|set)?\/?(:\w+)?$/i;

/** Whether the route is one that gives an account a new password. */
export function changesPassword({ path, method }: Route, { words, events }: Trace): boolean {
  if (!/^(POST|PUT|PATCH|MUTATION|RPC|ACTION|ALL)$/.test(method) || !NEW_PASSWORD.test(path.replace(/([a-z])([A-Z])/g, '$1-$2')) || /forg[eo]t|request|send|verify|check|validate|strength/i.test(path)) return false;
  const said = [...words];
  const hashes = said.some((word) => /^(hash(Sync|Password|pwd)?|\w*hash\w*password\w*|\w*password_?hash\w*|hashed\w*|encrypt\w*|setPassword|genSalt\w*|scrypt\w*|pbkdf2\w*|changePassword|updatePassword)$/i.test(word));
  // A record that hashes its password when it is saved.
  const saves = said.includes('save');
  return (hashes || saves || events.some(({ what }) => what === 'store')) && said.some((word) => /^(new_?password|password|passwd|pwd|new_?pass)$/i.test(word));
}
