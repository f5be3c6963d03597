import type { CallExpr, CallSite, Expr, ModuleFacts, ProgramView } from '../src/model/index.ts';
import { packageOf, pathOf } from '../src/link/index.ts';
import { callIndex } from './call-index.ts';

/** A call that sets a cookie, and where in it name, value and options stand. */
export interface CookieWrite {
  site: CallSite;
  name?: Expr | undefined;
  value?: Expr | undefined;
  options?: Expr | undefined;
  /** The flags that are on unless the options say otherwise. */
  defaults: Partial<Record<'httpOnly' | 'secure' | 'sameSite', boolean>>;
  /** Whose documentation the defaults are from. */
  by: string;
}

type Shape = Omit<CookieWrite, 'site'>;

/** Every call of the files that sets a cookie by an interface of a server. */
export function cookieWrites(program: ProgramView, files: Set<ModuleFacts>): CookieWrite[] {
  const found: CookieWrite[] = [];
  for (const name of ['cookie', 'setCookie', 'setSignedCookie', 'set', 'serialize']) {
    for (const site of callIndex(program).get(name) ?? []) {
      if (!files.has(site.module) || site.expr.kind !== 'call') continue;
      const shape = shapeOf(program, site, site.expr);
      if (shape) found.push({ site, ...shape });
    }
  }
  return found;
}

function shapeOf(program: ProgramView, site: CallSite, expr: CallExpr): Shape | undefined {
  const { callee, args } = expr;
  if (callee.kind === 'ref') return ofFunction(program, site, args);
  if (callee.kind !== 'member') return undefined;
  const on = nameOf(callee.object);
  // Express and what is built on it: `res.cookie(name, value, options)`; Fastify: `reply.setCookie(...)`, `reply.cookie(...)`.
  if ((callee.property === 'cookie' || callee.property === 'setCookie') && args.length >= 2 && isResponse(callee.object)) return { name: args[0], value: args[1], options: args[2], defaults: {}, by: 'response' };
  if (callee.property === 'set') return ofStore(program, site, callee.object, args);
  if (callee.property === 'serialize' && /^cookies?$/i.test(on)) return packageOf(program.denote(site.module, callee, site.fn)) === 'cookie' || on === 'cookie' ? { name: args[0], value: args[1], options: args[2], defaults: {}, by: 'cookie' } : undefined;
  return undefined;
}

/** `setCookie(c, name, value, options)` of Hono, h3 and nookies; `serialize(name, value, options)` of the package cookie. */
function ofFunction(program: ProgramView, site: CallSite, args: Expr[]): Shape | undefined {
  const callee = program.denote(site.module, site.expr.callee, site.fn);
  const from = packageOf(callee)?.replace(/^([^@/]+|@[^/]+\/[^/]+)\/.*$/, '$1');
  const name = pathOf(callee).at(-1) ?? '';
  if (from === 'cookie' && name === 'serialize') return { name: args[0], value: args[1], options: args[2], defaults: {}, by: 'cookie' };
  if (name === 'setSignedCookie' && from === 'hono') return { name: args[1], value: args[2], options: args[4], defaults: {}, by: 'hono' };
  if (name === 'setCookie' && from !== undefined && /^(hono|h3|nookies|nitropack|#imports|vinxi|@tanstack\/.*)$/.test(from)) return { name: args[1], value: args[2], options: args[3], defaults: {}, by: from };
  // Nitro and Nuxt give `setCookie` without an import.
  if (callee.kind === 'builtin' && callee.name === 'setCookie' && args.length >= 3) return { name: args[1], value: args[2], options: args[3], defaults: {}, by: 'h3' };
  return undefined;
}

/** `ctx.cookies.set(...)` of Koa, `cookies().set(...)` of Next, `event.cookies.set(...)` of SvelteKit, `context.cookies.set(...)` of Astro. */
function ofStore(program: ProgramView, { module }: CallSite, object: Expr, args: Expr[]): Shape | undefined {
  if (!/^cookies?(Store|Jar)?$/i.test(nameOf(object)) || args.length === 0) return undefined;
  const imports = module.imports.map((one) => one.source);
  const given = args[0]!.kind === 'object' ? fromObject(args[0]) : { name: args[0], value: args[1], options: args[2] };
  const has = (pattern: RegExp): boolean => imports.some((source) => pattern.test(source));
  // js-cookie and its like write what scripts can read: that is another rule's matter.
  if (has(/^(js-cookie|universal-cookie|react-cookie|cookies-next|es-cookie|tiny-cookie)/)) return undefined;
  const root = rootOf(object);
  if (has(/^(@sveltejs\/kit|\.\/\$types)/)) return { ...given, defaults: { httpOnly: true, secure: true, sameSite: true }, by: '@sveltejs/kit' };
  // Koa sets Secure by the connection, and HttpOnly (documentation of the package cookies).
  if (has(/^(koa|@koa\/|koa-)/) || root === 'ctx') return { ...given, defaults: { httpOnly: true, secure: true }, by: 'koa' };
  if (has(/^(next|astro)(\/|$|:)/) || /^(res|response|nextResponse|cookieStore)$/.test(root)) return { ...given, defaults: {}, by: 'next' };
  return undefined;
}

/** `cookies().set({ name, value, httpOnly: true })`. */
function fromObject(object: Extract<Expr, { kind: 'object' }>): Pick<CookieWrite, 'name' | 'value' | 'options'> {
  const of = (key: string): Expr | undefined => object.properties.find((one) => one.key === key)?.value;
  return { name: of('name'), value: of('value'), options: object };
}

function isResponse(expr: Expr): boolean {
  const name = nameOf(expr);
  if (/^(res|response|reply|rep|resp|_res)$/i.test(name)) return true;
  // `res.status(200).cookie(...)`
  return expr.kind === 'call' && expr.callee.kind === 'member' && isResponse(expr.callee.object);
}

function rootOf(expr: Expr): string {
  if (expr.kind === 'member') return rootOf(expr.object);
  if (expr.kind === 'call') return rootOf(expr.callee);
  if (expr.kind === 'await') return rootOf(expr.value);
  return expr.kind === 'ref' ? expr.name : '';
}

function nameOf(expr: Expr): string {
  if (expr.kind === 'call') return nameOf(expr.callee);
  if (expr.kind === 'await') return nameOf(expr.value);
  return expr.kind === 'ref' ? expr.name : expr.kind === 'member' ? expr.property : '';
}
