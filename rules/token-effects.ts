import type { CallExpr, Expr, NewExpr, Span, Value } from '../src/model/index.ts';
import { packageOf, pathOf } from '../src/link/index.ts';
import { textOf } from '../src/link/values.ts';
import { effectOfName, isTokenish, kindOfName, namesCreator, namesRefreshToken } from './token-names.ts';
import { effectOfSql } from './token-sql.ts';
import type { Here, Walk } from './token-events.ts';
import { nameOf } from './token-events.ts';

/** Packages whose calls go to somebody else, who then rotates or does not. */
const PROVIDERS =
  /^((googleapis|google-auth-library|openid-client|oauth4webapi|arctic|oslo|simple-oauth2|passport-oauth2-refresh|auth0|firebase|firebase-admin|aws-sdk|keycloak-connect|next-auth|better-auth|oidc-provider|oauth2-server|express-oauth-server|axios|got|node-fetch|undici|superagent|request|request-promise|ky|needle|jsforce|stripe|msal)($|\/)|(@auth0|@supabase|@clerk|@aws-sdk|@keycloak|@auth|@okta|@azure|@node-oauth|@jmondi|@octokit|@slack)\/|amazon-cognito|keycloak|supertokens|discord)/;
const SIGNERS = /^(jsonwebtoken|jose|jws|jwt-simple|fast-jwt|@nestjs\/jwt|@fastify\/jwt|hono\/(utils\/)?jwt|njwt|paseto|@tsndr\/|@hapi\/jwt|koa-jwt)/;
const RANDOM = /^(randomBytes|randomUUID|uuid|uuidv4|v4|v7|v1|nanoid|customAlphabet|cuid|createId|ulid|random|generate|getRandomValues|hyperid|randomString|genSaltSync)$/;
/** Packages that only compute. */
const PURE = /^(crypto|bcrypt|bcryptjs|argon2|http-errors|http-status|moment|dayjs|date-fns|ms|lodash|ramda|fp-ts|neverthrow|effect|rxjs|zod|joi|yup|class-validator|class-transformer|express-validator|express-async-handler|@nestjs\/common|graphql|tsyringe)(\/|$)/;
const HTTP = /^(fetch|\$fetch|ofetch|axios|request|got|ky)$/;

export const effectsOf = { call: effectOfCall, text: effectOfText };

function effectOfCall(tracer: Walk, expr: CallExpr | NewExpr, here: Here): void {
  const written = nameOf(expr.callee);
  const receiver = expr.callee.kind === 'member' ? tracer.text(here.module, expr.callee.object) : '';
  const targets = tracer.program.targets(here.module, expr, here.fn);
  if (targets.length > 0) {
    const kinds = [...here.kinds, kindOfFollowed(tracer, expr, written, here)];
    const before = tracer.result.events.length;
    for (const target of targets) tracer.enter(target, { ...here, kinds, chain: [...here.chain, { module: here.module, expr, fn: here.fn }] });
    // A repository's `update(id, data)` says nothing of tokens itself: what it is given does.
    if (tracer.result.events.length === before && effectOfName(written, receiver, argumentsOf(tracer, expr, here)) === 'invalidate') tracer.event('invalidate', expr.callee, here);
    return;
  }
  const callee = tracer.program.denote(here.module, expr.callee, here.fn);
  if (callee.kind === 'function') return;
  const library = packageOf(callee);
  // `promisify(jwt.sign)(payload, secret)` has no name of its own.
  const name = written || (library !== undefined ? pathOf(callee).at(-1) ?? '' : '');
  if (library !== undefined && PROVIDERS.test(library)) return tracer.event('external', expr, here);
  if (HTTP.test(name) && (expr.callee.kind === 'ref' || HTTP.test(receiver)) && !isKeptRequest(callee)) return tracer.event('external', expr, here);
  const issues = issueOf(tracer, expr, name, receiver, library, here);
  if (issues) {
    for (const one of issues) tracer.event(one, expr.callee, here);
    return;
  }
  if (/^verify/i.test(name) && (library === undefined || SIGNERS.test(library)) || library?.startsWith('jose') && name === 'jwtVerify') return tracer.event('verify', expr.callee, here);
  if (library !== undefined && SIGNERS.test(library)) return;
  const args = argumentsOf(tracer, expr, here);
  if (/^compare(Sync)?$/.test(name) || (name === 'verify' && library === 'argon2')) {
    return tracer.event(/passw(or)?d|pwd/i.test(args) && !namesRefreshTokenIn(args) ? 'password' : 'lookup', expr.callee, here);
  }
  if (library !== undefined && PURE.test(library)) return;
  const [first] = expr.args;
  if (/^(query|execute|run|raw|all|get|none|one|any|\$executeRaw\w*|\$queryRaw\w*|prepare|unsafe)$/i.test(name) && first) {
    const text = textOfValue(tracer.program.denote(here.module, first, here.fn));
    const effect = text === undefined ? undefined : effectOfSql(text);
    if (effect) return note(tracer, effect, expr, here);
    if (/^(query|execute|raw|unsafe|\$executeRaw\w*)$/i.test(name) && text === undefined && first.kind !== 'template') return tracer.event('unknown', expr, here);
  }
  note(tracer, effectOfName(name, receiver, args), expr, here);
}

function argumentsOf(tracer: Walk, expr: CallExpr | NewExpr, here: Here): string {
  return expr.args.map((arg) => tracer.text(here.module, arg)).join(', ');
}

function note(tracer: Walk, effect: ReturnType<typeof effectOfName>, expr: CallExpr | NewExpr, here: Here): void {
  if (effect === 'harmless') return;
  tracer.event(effect, expr.callee, here);
}

/** A SQL text written as a template, tagged or not. */
function effectOfText(tracer: Walk, text: string, at: Span, here: Here): void {
  const effect = effectOfSql(text);
  if (effect === 'invalidate' || effect === 'store' || effect === 'lookup') tracer.event(effect, at, here);
}

function textOfValue(value: Value): string | undefined {
  return textOf(value) ?? (value.kind === 'text' ? value.parts.map((part) => part ?? '?').join('') : undefined);
}

/** What the name under which a followed function is called, and the constants it is given, say of the token that it makes. */
function kindOfFollowed(tracer: Walk, expr: CallExpr | NewExpr, name: string, here: Here): ReturnType<typeof kindOfName> {
  const byLabel = kindOfName(here.label);
  if (byLabel) return byLabel;
  if (!/^_?(refresh|renew|rotate|reissue|handle|verify|validate|check|find|revoke|delete|remove|use|exchange|regenerate)/i.test(name)) {
    const byName = kindOfName(name);
    if (byName) return byName;
  }
  for (const arg of expr.args) {
    const text = arg.kind === 'literal' ? String(arg.value) : arg.kind === 'member' ? tracer.text(here.module, arg) : '';
    if (/(^|[._])(refresh|access)(_?token)?$/i.test(text) && (arg.kind === 'literal' || /[A-Z]{6}|types?\./i.test(text))) return /refresh/i.test(text) ? 'refresh' : 'access';
    if (arg.kind === 'member' && /secret|expir|ttl|options|config/i.test(text)) {
      const byArgument = kindOfName(text.replace(/^.*\./, '')) ?? kindOfName(text.replace(/\W/g, '_'));
      if (byArgument) return byArgument;
    }
  }
  return undefined;
}

/** The tokens that a call makes, or nothing when it makes none. */
function issueOf(tracer: Walk, expr: CallExpr | NewExpr, name: string, receiver: string, library: string | undefined, here: Here): ('access' | 'refresh')[] | undefined {
  const signs = /^(sign(Async|Jwt|JWT)?|encode)$/.test(name) && (library === undefined ? /jwt|jsonwebtoken|signer|token/i.test(receiver) : SIGNERS.test(library)) || /^(jwtSign|signJwt|signJWT)$/.test(name);
  const isSignJwt = name === 'SignJWT' && expr.kind === 'new';
  if (isSignJwt) return [];
  if (signs) {
    const kind = tracer.kind(here, ...textsOf(tracer, expr, here)) ?? (/refresh/i.test(receiver) ? 'refresh' : 'access');
    return kind === 'other' ? [] : [kind];
  }
  if (expr.kind === 'new' && /refresh_?token/i.test(name)) return /entity|dto|error|exception|guard|strategy|command|query|event|request|response/i.test(name) ? undefined : ['refresh'];
  // A new record of a refresh token is a new refresh token.
  if (/refresh_?tokens?\W*$/i.test(receiver) && /^(create|generate|issue|insert|insertOne|build|make|new)$/i.test(name)) return ['refresh'];
  if (RANDOM.test(name)) return tracer.kind(here, ...textsOf(tracer, expr, here)) === 'refresh' ? ['refresh'] : [];
  if (!namesCreator(name)) return undefined;
  const kind = kindOfName(name) ?? kindOfName(here.label);
  if (kind === 'other') return [];
  if (kind) return [kind];
  return /tokens|pair/i.test(name) || /refresh/i.test(here.label) ? undefined : /token|jwt/i.test(name) ? ['access'] : undefined;
}

/** Secret, options and the declared type of a token, in the order in which they tell most. */
function textsOf(tracer: Walk, expr: CallExpr | NewExpr, here: Here): string[] {
  const [payload, secret, options] = expr.args.length === 1 ? [undefined, expr.args[0]] : expr.args;
  const of = (arg: Expr | undefined): string => (arg ? tracer.text(here.module, arg).replace(/\s+/g, '_') : '');
  const declared = /(?:type|typ|kind|use|purpose)\w*["']?\s*:\s*([\w.'"]+)/i.exec(payload ? tracer.text(here.module, payload) : '')?.[1] ?? '';
  // What depends on a condition says nothing of either case.
  const settings = of(options);
  return [of(secret), settings.includes('?') ? '' : settings, /refresh/i.test(declared) ? 'refresh' : /access/i.test(declared) ? 'access' : ''].map((text) =>
    /refresh/i.test(text) && !/access/i.test(text) ? 'refreshToken' : /access/i.test(text) && !/refresh/i.test(text) ? 'accessToken' : '');
}

function namesRefreshTokenIn(text: string): boolean {
  return text.split(/\W+/).some(namesRefreshToken) || isTokenish(text);
}

/** `request` and `got` are also names of things of a framework's. */
function isKeptRequest(callee: Value): boolean {
  return callee.kind === 'param' || callee.kind === 'property';
}
