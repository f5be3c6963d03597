import { flagsInHeader, flagsOf, type Flags, type State } from '../../rules/cookie-flags.ts';
import type { CookieWrite } from '../../rules/cookie-writes.ts';
import { sessionCookies } from '../../rules/session-cookies.ts';
import { inWords, secondsOf } from '../../rules/token-lifetime.ts';
import { alternatives, textOf, textParts } from '../link/index.ts';
import type { Expr, ProgramView, Value } from '../model/index.ts';
import { keep } from './answers.ts';
import { denoteIn, placeOf, sourceOf, tokenPaths, type Frame, type Val, type Walk } from './frame.ts';
import type { Cookie, SessionCookieSetting } from './types.ts';

/** A cookie that is set by an interface of a server. */
export function setCookie(walk: Walk, expr: Expr, write: CookieWrite, value: Val | undefined, frame: Frame): void {
  const options = write.options && denoteIn(walk, write.options, frame);
  const flags = flagsOf(options, write.defaults);
  const name = write.name ? textOf(denoteIn(walk, write.name, frame)) ?? sourceOf(walk, frame.module, write.name, 40) : '?';
  const isEmpty = write.value?.kind === 'literal' && (write.value.value === '' || write.value.value === null);
  const age = flags.maxAge && secondsOf(flags.maxAge, /^(response|koa)$/.test(write.by) ? 'milliseconds' : 'seconds');
  add(walk, { name, cleared: isEmpty || age === 0, flags: [...flagWords(flags, options), ...(age !== undefined && age > 0 ? [`Max-Age: ${inWords(age)}`] : flags.maxAge ? ['Max-Age?'] : [])], place: placeOf(walk, frame.module, expr) });
  if (value && !isEmpty) for (const { token, hashed } of tokenPaths(value)) keep(token.kept, `${hashed ? 'hashed in ' : ''}the cookie ${name}`);
}

export function clearCookie(walk: Walk, expr: Extract<Expr, { kind: 'call' | 'new' }>, frame: Frame): void {
  const [first, second] = expr.args;
  const given = first?.kind === 'ref' || first?.kind === 'member' ? denoteIn(walk, first, frame) : undefined;
  const name = first?.kind === 'literal' ? String(first.value) : given && textOf(given) !== undefined ? textOf(given)! : second?.kind === 'literal' ? String(second.value) : first ? sourceOf(walk, frame.module, first, 40) : '?';
  add(walk, { name, cleared: true, flags: [], place: placeOf(walk, frame.module, expr) });
}

/** `res.setHeader('Set-Cookie', ...)`. */
export function setCookieHeader(walk: Walk, expr: Extract<Expr, { kind: 'call' | 'new' }>, val: Val | undefined, frame: Frame): boolean {
  const [first, second] = expr.args;
  if (first?.kind !== 'literal' || typeof first.value !== 'string' || first.value.toLowerCase() !== 'set-cookie' || !second) return false;
  const value = denoteIn(walk, second, frame);
  let found = false;
  for (const one of value.kind === 'array' ? value.elements : [value]) {
    const read = flagsInHeader(textParts(one));
    if (!read) continue;
    found = true;
    const text = textParts(one).map((part) => part ?? '?').join('');
    const age = /max-age=(\d+)/i.exec(text)?.[1];
    add(walk, { name: read.name, cleared: /=\s*;|max-age=0/i.test(text), flags: [...flagWords(read.flags, one), ...(age && age !== '0' ? [`Max-Age: ${inWords(Number(age))}`] : [])], place: placeOf(walk, frame.module, expr) });
    if (val) for (const { token } of tokenPaths(val)) keep(token.kept, `the cookie ${read.name}`);
  }
  return found;
}

function add(walk: Walk, cookie: Cookie): void {
  walk.out.push({ kind: 'cookie', cookie, place: cookie.place });
}

function flagWords(flags: Flags, options: Value | undefined): string[] {
  const word = (state: State, name: string): string[] => (state === 'on' ? [name] : state === 'unknown' ? [`${name}?`] : [`no ${name}`]);
  const one = options && alternatives(options).length === 1 ? alternatives(options)[0] : undefined;
  const mode = one?.kind === 'object' ? one.props.get('sameSite') ?? one.props.get('samesite') : undefined;
  const text = mode && alternatives(mode).map(textOf).filter((given) => given !== undefined && given !== 'true').join(' or ');
  return [...word(flags.httpOnly, 'HttpOnly'), ...word(flags.secure, 'Secure'), ...word(flags.sameSite, text ? `SameSite=${text}` : flags.none ? 'SameSite=None' : 'SameSite'), ...(flags.path === undefined ? [] : [`Path=${flags.path}`]), ...(flags.domain ? [`Domain=${flags.domain}`] : [])];
}

/** Cookies that session libraries set by themselves, as they are set up. */
export function sessionSettings(program: ProgramView): SessionCookieSetting[] {
  return sessionCookies(program).map(({ site, by, cookie, defaults }) => {
    const flags = flagsOf(cookie, defaults);
    const age = flags.maxAge && secondsOf(flags.maxAge, 'milliseconds');
    return { by, flags: [...flagWords(flags, cookie), ...(age === undefined ? [] : [`Max-Age: ${inWords(age)}`])], place: placeOf({ program }, site.module, site.expr) };
  });
}
