import type { CallSite, Expr, FunctionFacts, ModuleFacts, ProgramView, Span } from '../../src/model/index.ts';
import { childrenOf, walkFunction } from '../../src/link/walk.ts';
import { callersOf, nameOfFunction } from '../function-names.ts';
import { originOf } from '../origin.ts';
import { writtenName } from '../call-index.ts';
import { callsOfLibraries } from '../jwt-calls.ts';
import { jwtServiceCalls } from '../jwt-nest.ts';
import { sideOf } from '../file-role.ts';

/** `sink`: where the payload decides, or becomes an identity. */
export interface UnverifiedIdentity { site: CallSite; sink: Span; use: 'identity' | 'decision' | 'lookup' }

/** Where `req.user`, `ctx.state.user`, `res.locals.userId` and the like are kept. */
const IDENTITY = /^(user|userId|userid|userID|currentUser|auth|account|accountId|principal|identity|decodedToken|jwt|jwtPayload|claims)$/;
const CARRIER = /^(req|request|ctx|context|res|response|c|event|socket|client|session)$/;
/** A function of such a name promises that what it returns was verified. */
const PROMISES_VERIFICATION = /^_?(verify|validate|authenticate)\w*(token|jwt|auth|user|session|invite|request)?/i;
/** What reads a token without verifying it, by library. */
const DECODERS: Record<string, RegExp> = { jsonwebtoken: /^decode$/, jws: /^decode$/, jose: /^decodeJwt$/, 'jwt-decode': /^(jwtDecode|jwt_decode)?$/, 'hono/jwt': /^decode$/ };
const VERIFIERS: Record<string, RegExp> = { jsonwebtoken: /^verify$/, jws: /^verify$/, jose: /^(jwtVerify|compactVerify|flattenedVerify)$/, 'hono/jwt': /^(verify|verifyWithJwks)$/, 'jwt-simple': /^decode$/ };
/** Claims that say what somebody may do, and those that say who it is. */
const RIGHTS = /^(roles?|isAdmin|is_admin|admin|isSuperAdmin|superuser|permissions?|scopes?|scp|groups?|userType|user_type|userRole)$/;
const WHO = /^(sub|id|_id|userId|user_id|userID|uid|email|username|user)$/;
/** How many callers up a token that is a parameter is followed. */
const MAX_CALLERS_UP = 3;
const ABOUT_TOKENS = /token|jwt|auth|user|session|bearer/i;

/** Decodings of a token that nothing verifies, whose payload becomes an identity. */
export function unverifiedIdentities(program: ProgramView): UnverifiedIdentity[] {
  const verified = callsOfLibraries(program).flatMap(({ site, library, name }) => (VERIFIERS[library]?.test(name) ? [site] : [])).concat(jwtServiceCalls(program, /^verify(Async)?$/)).flatMap((site) => {
    const token = site.expr.args[0];
    return token ? [{ site, token }] : [];
  });
  return decodings(program).flatMap((site) => {
    const [token] = site.expr.args;
    if (!token || sideOf(site.module) === 'browser') return [];
    const found = sinkOf(site);
    if (!found) return [];
    return isVerifiedElsewhere(program, { module: site.module, fn: site.fn, token, call: site.expr }, verified) ? [] : [{ site, ...found }];
  });
}

function decodings(program: ProgramView): CallSite[] {
  const plain = callsOfLibraries(program).filter(({ library, name }) => DECODERS[library]?.test(name));
  return [...plain.map(({ site }) => site), ...jwtServiceCalls(program, /^decode$/)];
}

/** Where the payload becomes an identity: kept on the request, or returned by a function that promises a verified token. */
function sinkOf(site: CallSite): { sink: Span; use: UnverifiedIdentity['use'] } | undefined {
  const { module } = site;
  const fn = module.functions[site.fn];
  if (!fn) return undefined;
  const tainted = namesFedBy(module, fn, site.expr);
  const carries = (expr: Expr, depth = 0): boolean =>
    expr === site.expr || (expr.kind === 'ref' && tainted.has(expr.binding)) ||
    (depth < 6 && expr.kind !== 'binary' && expr.kind !== 'call' && childrenOf(expr).some((child) => carries(child, depth + 1)));
  const promises = PROMISES_VERIFICATION.test(nameOfFunction(module, fn)) && ABOUT_TOKENS.test(nameOfFunction(module, fn));
  const ofRequest = comesWithRequest(module, site.expr.args[0]!);
  let sink: Span | undefined;
  let other: { sink: Span; use: 'decision' | 'lookup' } | undefined;
  const claim = (expr: Expr, names: RegExp): boolean => {
    const read = originOf(module, expr);
    return read.kind === 'member' && names.test(read.property) && carries(read.object);
  };
  const decides = (test: Expr, depth = 0): boolean => claim(test, RIGHTS) || (depth < 6 && childrenOf(test).some((child) => decides(child, depth + 1)));
  walkFunction(module, fn.id, {
    expr(expr) {
      if (sink) return;
      if (expr.kind === 'assign' && expr.target.kind === 'member' && IDENTITY.test(expr.target.property) && CARRIER.test(rootOf(expr.target)) && carries(expr.value)) sink = expr.target;
      if (!other && ofRequest && expr.kind === 'call' && LOOKS_UP.test(writtenName(expr)) && expr.args.some((arg) => mentions(arg, (one) => claim(one, WHO)))) other = { sink: expr, use: 'lookup' };
      if (!other && ofRequest && expr.kind === 'conditional' && decides(expr.test)) other = { sink: expr.test, use: 'decision' };
    },
    stmt(stmt, inside) {
      if (!sink && promises && inside === fn.id && stmt.kind === 'return' && stmt.value && carries(stmt.value)) sink = stmt;
      if (!other && ofRequest && stmt.kind === 'if' && decides(stmt.test)) other = { sink: stmt.test, use: 'decision' };
    },
  });
  return sink ? { sink, use: 'identity' } : other;
}

const LOOKS_UP = /^(find|get|load|fetch)(One|ById|First|Unique|FirstOrThrow|UniqueOrThrow|OneBy|User|ByEmail|ByPk|UserById|UserByEmail)+$/;

function mentions(expr: Expr, is: (expr: Expr) => boolean, depth = 0): boolean {
  return is(expr) || (depth < 5 && (expr.kind === 'object' || expr.kind === 'unary' || expr.kind === 'array') && childrenOf(expr).some((child) => mentions(child, is, depth + 1)));
}

/** The token is taken out of a request: a header, a cookie, the body. */
function comesWithRequest(module: ModuleFacts, token: Expr, depth = 0): boolean {
  const origin = originOf(module, token);
  if (origin.kind === 'member' && /^(headers?|cookies|body|query|params|auth|handshake)$/.test(origin.property) && CARRIER.test(rootOf(origin))) return true;
  if (origin.kind === 'call' && origin.callee.kind === 'ref' && /^(cookies|headers|getCookie|getHeader|getToken|extractToken\w*|getBearerToken)$/.test(origin.callee.name)) return true;
  if (origin.kind === 'call' && origin.callee.kind === 'member' && /^(header|get)$/.test(origin.callee.property) && CARRIER.test(rootOf(origin.callee))) return true;
  return depth < 8 && origin.kind !== 'function' && childrenOf(origin).some((child) => comesWithRequest(module, child, depth + 1));
}

/** Bindings of the function whose value comes from this call: by declaration, assignment, or as an argument on the way. */
function namesFedBy(module: ModuleFacts, fn: FunctionFacts, source: Expr): Set<number> {
  const fed = new Set<number>();
  const carries = (expr: Expr, depth = 0): boolean =>
    expr === source || (expr.kind === 'ref' && fed.has(expr.binding)) || (depth < 8 && expr.kind !== 'function' && childrenOf(expr).some((child) => carries(child, depth + 1)));
  for (let size = -1; size !== fed.size;) {
    size = fed.size;
    walkFunction(module, fn.id, {
      stmt(stmt) { if (stmt.kind === 'declare' && stmt.init && carries(stmt.init)) fed.add(stmt.binding); },
      expr(expr) { if (expr.kind === 'assign' && expr.target.kind === 'ref' && carries(expr.value)) fed.add(expr.target.binding); },
    });
  }
  return fed;
}

function rootOf(expr: Expr): string {
  return expr.kind === 'member' ? rootOf(expr.object) : expr.kind === 'ref' ? expr.name : '';
}

interface TokenUse { module: ModuleFacts; fn: number; token: Expr; call: Expr }

/** The same token is verified in a function around, or by those who call this one with it. */
function isVerifiedElsewhere(program: ProgramView, use: TokenUse, verified: { site: CallSite; token: Expr }[], up = MAX_CALLERS_UP): boolean {
  const { module } = use;
  const around = enclosing(module, use.fn);
  const near = (fn: number): boolean => enclosing(module, fn).some((one) => around.includes(one));
  const mine = identityOf(module, use.token);
  if (verified.some((one) => one.site.module === module && near(one.site.fn) && identityOf(module, one.token) === mine)) return true;
  if (handsOver(program, use, mine, near)) return true;
  const fn = module.functions[use.fn];
  const index = fn?.params.findIndex((param) => mine === `b${param.binding}`) ?? -1;
  if (!fn || index < 0 || up <= 0) return false;
  return callersOf(program, module, fn).some((caller) => {
    const token = caller.expr.args[index];
    return token !== undefined && isVerifiedElsewhere(program, { module: caller.module, fn: caller.fn, token, call: caller.expr }, verified, up - 1);
  });
}

/** Another function whose name speaks of verifying gets the same token. */
function handsOver(program: ProgramView, use: TokenUse, token: string, near: (fn: number) => boolean): boolean {
  const holds = (expr: Expr, depth = 0): boolean => identityOf(use.module, expr) === token || (depth < 3 && expr.kind === 'object' && childrenOf(expr).some((child) => holds(child, depth + 1)));
  return program.calls(use.module).some(({ expr, fn }) => {
    if (expr === use.call || !near(fn)) return false;
    const name = expr.callee.kind === 'ref' ? expr.callee.name : expr.callee.kind === 'member' ? expr.callee.property : '';
    return /verif|valid|introspect|checkToken/i.test(name) && expr.args.some((arg) => holds(arg));
  });
}

function enclosing(module: ModuleFacts, fn: number): number[] {
  const out: number[] = [];
  for (let at = fn; at >= 0; at = module.functions[at]!.owner) out.push(at);
  return out;
}

/** A text that is the same for expressions that read the same variable or the same property path. */
function identityOf(module: ModuleFacts, expr: Expr): string {
  const origin = originOf(module, expr);
  switch (origin.kind) {
    case 'ref': return origin.binding >= 0 ? `b${origin.binding}` : origin.name;
    case 'member': return `${identityOf(module, origin.object)}.${origin.property}`;
    case 'call': return `${identityOf(module, origin.callee)}(${origin.args.map((arg) => identityOf(module, arg)).join()})`;
    case 'logical': return `${identityOf(module, origin.left)}${origin.operator}${identityOf(module, origin.right)}`;
    case 'literal': return JSON.stringify(origin.value);
    case 'this': return 'this';
    default: return `${origin.kind}@${origin.start}`;
  }
}
