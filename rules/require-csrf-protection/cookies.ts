import { alternatives, packageOf, textOf } from '../../src/link/index.ts';
import type { CallSite, Expr, ModuleFacts, ProgramView, Value } from '../../src/model/index.ts';
import { callIndex } from '../call-index.ts';
import { isTestOrExample, sideOf } from '../file-role.ts';
import { optionOf } from '../option.ts';

/** A place that sets up the cookie by which callers are known, where its SameSite keeps nobody out. */
export interface LooseCookie {
  site: CallSite;
  at: Expr;
  /** `none`: other sites can have it sent along, in every browser; `missing`: as the browser has it by default. */
  sameSite: 'none' | 'missing';
  /** `session` for that of a library, otherwise the name of the cookie. */
  of: string;
  /** In words. */
  label: string;
}

/** Where each session library takes its cookie from. None of them sets SameSite by itself (their documentation). */
const SESSIONS: { package: string; keys: string[] }[] = [
  { package: 'express-session', keys: ['cookie'] },
  { package: 'cookie-session', keys: [] },
  { package: 'koa-session', keys: [] },
  { package: 'koa-generic-session', keys: ['cookie'] },
];
const FASTIFY_SESSIONS = ['@fastify/session', '@fastify/secure-session', 'fastify-session', 'fastify-secure-session'];

export function looseCookies(program: ProgramView): LooseCookie[] {
  const found: LooseCookie[] = [];
  for (const { site, package: from, path } of program.callsOf(SESSIONS.map((one) => one.package))) {
    const library = SESSIONS.find((one) => one.package === from);
    if (!library || path.some((part) => part !== 'default') || !concerns(site.module)) continue;
    const given = site.expr.args[0];
    add(found, program, site, given && program.denote(site.module, given, site.fn), library.keys, from);
  }
  if (program.modules.some((module) => module.imports.some(({ source }) => FASTIFY_SESSIONS.includes(source)))) {
    for (const site of callIndex(program).get('register') ?? []) {
      const [plugin, given] = site.expr.args;
      const from = plugin && concerns(site.module) ? packageOf(program.denote(site.module, plugin, site.fn)) : undefined;
      if (from && FASTIFY_SESSIONS.includes(from)) add(found, program, site, given && program.denote(site.module, given, site.fn), ['cookie'], from);
    }
  }
  for (const name of ['cookie', 'setCookie']) for (const site of callIndex(program).get(name) ?? []) addCookie(found, program, site);
  return found;
}

function concerns(module: ModuleFacts): boolean {
  return !isTestOrExample(module.path) && sideOf(module) !== 'browser';
}

function add(found: LooseCookie[], program: ProgramView, site: CallSite, options: Value | undefined, keys: string[], from: string): void {
  let value: Value = options ?? { kind: 'literal', value: undefined };
  for (const key of keys) {
    const option = optionOf(program, value, key);
    if (option.state === 'unknown') return;
    value = option.state === 'set' ? option.value : { kind: 'literal', value: undefined };
  }
  const sameSite = sameSiteOf(program, value);
  if (sameSite) found.push({ site, at: site.expr.callee, sameSite, of: 'session', label: `The session cookie of \`${from}\`` });
}

const CREDENTIAL = /token|jwt|session|(^|[_-])sid$|auth/i;
const NONE = /csrf|xsrf|refresh|expires|state|nonce|verifier/i;

/** `res.cookie('token', value, options)`, `reply.setCookie(...)`, `setCookie(c, name, value, options)` of Hono. */
function addCookie(found: LooseCookie[], program: ProgramView, site: CallSite): void {
  const { callee, args } = site.expr;
  const shift = callee.kind === 'ref' ? 1 : 0;
  if (args.length < 2 + shift || !concerns(site.module) || (callee.kind === 'ref' && callee.name !== 'setCookie')) return;
  const name = textOf(program.denote(site.module, args[shift]!, site.fn));
  if (name === undefined || !CREDENTIAL.test(name) || NONE.test(name)) return;
  const value = args[1 + shift]!;
  if (value.kind === 'literal' && value.value === '') return;
  const options = args[2 + shift];
  const sameSite = sameSiteOf(program, options ? program.denote(site.module, options, site.fn) : { kind: 'literal', value: undefined });
  if (sameSite) found.push({ site, at: { ...callee, start: site.expr.start, end: args[shift]!.end }, sameSite, of: name, label: `The cookie \`${name}\`` });
}

function sameSiteOf(program: ProgramView, options: Value): LooseCookie['sameSite'] | undefined {
  const option = optionOf(program, options, 'sameSite');
  if (option.state === 'absent') return 'missing';
  if (option.state === 'unknown') return undefined;
  const values = alternatives(option.value);
  if (values.some((one) => textOf(one)?.toLowerCase() === 'none')) return 'none';
  return values.every((one) => one.kind === 'literal' && (one.value === false || one.value === undefined || one.value === null)) ? 'missing' : undefined;
}
