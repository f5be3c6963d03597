import type { CallSite, Expr, ProgramView, Value } from '../src/model/index.ts';
import { alternatives } from '../src/link/index.ts';
import type { Flag } from './cookie-flags.ts';

/** Where a session library takes the flags of its cookie from, and what holds without them (their documentation). */
interface SessionLibrary {
  package: string;
  names: string[];
  /** Index of the argument with the options, and the path of keys to the cookie's own. */
  argument: number;
  keys: string[];
  defaults: Partial<Record<Flag, boolean>>;
}

const LIBRARIES: SessionLibrary[] = [
  { package: 'express-session', names: [''], argument: 0, keys: ['cookie'], defaults: { httpOnly: true } },
  // cookie-session and koa-session set Secure by the connection, and HttpOnly.
  { package: 'cookie-session', names: [''], argument: 0, keys: [], defaults: { httpOnly: true, secure: true } },
  { package: 'koa-session', names: [''], argument: 0, keys: [], defaults: { httpOnly: true, secure: true } },
  { package: 'iron-session', names: ['getIronSession'], argument: 2, keys: ['cookieOptions'], defaults: { httpOnly: true, secure: true, sameSite: true } },
  { package: '@remix-run/node', names: ['createCookieSessionStorage', 'createSessionStorage'], argument: 0, keys: ['cookie'], defaults: {} },
  { package: 'react-router', names: ['createCookieSessionStorage', 'createSessionStorage'], argument: 0, keys: ['cookie'], defaults: {} },
];

export interface SessionCookie {
  site: CallSite;
  by: string;
  cookie: Value | undefined;
  defaults: Partial<Record<Flag, boolean>>;
  /** The argument with the options, as written, and the keys under which those of the cookie are. */
  options: Expr | undefined;
  keys: string[];
}

/** Calls that set up a session, with the options of its cookie as far as they are known. */
export function sessionCookies(program: ProgramView): SessionCookie[] {
  return program.callsOf(LIBRARIES.map((one) => one.package)).flatMap(({ site, package: from, path }): SessionCookie[] => {
    const library = LIBRARIES.find((one) => one.package === from && one.names.includes(path.at(-1) === 'default' ? '' : path.at(-1) ?? ''));
    const argument = library && site.expr.args[library.argument];
    if (!library || (!argument && library.argument > 0)) return [];
    let value: Value | undefined = argument ? program.denote(site.module, argument, site.fn) : undefined;
    for (const key of library.keys) {
      const one = value && alternatives(value).length === 1 ? alternatives(value)[0] : undefined;
      if (value && one?.kind !== 'object') return [];
      if (one?.kind === 'object') {
        if (!one.props.has(key) && (one.open || (one.rest?.length ?? 0) > 0)) return [];
        value = one.props.get(key);
      }
    }
    return [{ site, by: library.package, cookie: value, defaults: library.defaults, options: argument, keys: library.keys }];
  });
}
