import { packageOf, pathOf, walkFunction } from '../../src/link/index.ts';
import { alternatives, textOf } from '../../src/link/values.ts';
import type { Expr, FunctionValue, ModuleFacts, ProgramView, Value } from '../../src/model/index.ts';
import { writtenName } from '../call-index.ts';
import type { TokenVerification } from '../jwt-verifications.ts';
import { originOf } from '../origin.ts';

const FETCHING_PACKAGES = /^(jwks-rsa|get-jwks|jwks-client|express-jwks-rsa)(\/|$)/;
/** Calls that give a key from a published set, on what cannot be followed, in a file that speaks of such sets. */
const FETCHES = /^(getSigningKeys?(Async)?|createRemoteJWKSet|expressJwtSecret|koaJwtSecret|passportJwtSecret|hapiJwt2Key(Async)?)$/;
/** Published keys of issuers that sign for everyone who registers an application with them. */
const FOR_EVERYONE = /googleapis\.com\/(oauth2|robot)|appleid\.apple\.com\/auth\/keys|login\.microsoftonline\.com\/(common|organizations|consumers)\//;

/** The published keys of an issuer, which a verification takes its key from. */
export interface RemoteKeys { url?: string; forEveryone: boolean }

/** The set of keys that a verification fetches; nothing when the key is the project's own or is not known. */
export function remoteKeysOf(program: ProgramView, { key, keyExpr, site, name, option }: TokenVerification): RemoteKeys | undefined {
  if (name === 'jwk' || name === 'verifyWithJwks') {
    const address = option('jwks_uri');
    return address.state === 'set' ? made(textOf(address.value)) : undefined;
  }
  for (const one of key ? alternatives(key) : []) {
    const source = sourceOf(program, one);
    if (source) return made(addressOf(source));
  }
  return keyExpr && speaksOfSets(program, site.module) && isWrittenSo(site.module, originOf(site.module, keyExpr)) ? made(undefined) : undefined;
}

function made(url: string | undefined): RemoteKeys {
  return url === undefined ? { forEveryone: false } : { url, forEveryone: FOR_EVERYONE.test(url) };
}

/** What a fetched key comes from: the client of the set, or a call that fetches. */
function sourceOf(program: ProgramView, value: Value): Value | undefined {
  const library = packageOf(value);
  if (library !== undefined && FETCHING_PACKAGES.test(library)) return value;
  if (library?.startsWith('jose') && pathOf(value).includes('createRemoteJWKSet')) return value;
  if (value.kind === 'result' && FETCHES.test(nameOfCallee(value.call.callee)) && speaksOfSets(program, value.call.module)) return value;
  if (value.kind === 'property') return sourceOf(program, value.object);
  if (value.kind === 'result' && value.call.receiver) return sourceOf(program, value.call.receiver);
  return value.kind === 'function' ? sourceIn(program, value) : undefined;
}

/** A function that finds the key for a header. */
function sourceIn(program: ProgramView, { module, fn }: FunctionValue): Value | undefined {
  let found: Value | undefined;
  walkFunction(module, fn.id, {
    expr(expr, inside) {
      if (found || (expr.kind !== 'call' && expr.kind !== 'new')) return !found;
      const name = writtenName(expr);
      if (!FETCHES.test(name) && !/^get(PublicKey|Jwk|Key)$/.test(name)) return true;
      const callee = program.denote(module, expr.callee, inside);
      const library = packageOf(callee);
      if ((FETCHES.test(name) && speaksOfSets(program, module)) || (library !== undefined && FETCHING_PACKAGES.test(library))) found = callee;
      return !found;
    },
  });
  return found;
}

function speaksOfSets(program: ProgramView, module: ModuleFacts): boolean {
  return /jwks/i.test(program.text(module));
}

function nameOfCallee(callee: Value): string {
  return callee.kind === 'property' ? callee.name : callee.kind === 'external' ? callee.path.at(-1) ?? '' : '';
}

/** `const key = await getSigningKey(kid)`, where the value could not be followed. */
function isWrittenSo(module: ModuleFacts, expr: Expr): boolean {
  if (expr.kind === 'call' || expr.kind === 'new') return FETCHES.test(writtenName(expr)) || (expr.callee.kind === 'member' && isWrittenSo(module, originOf(module, expr.callee.object)));
  if (expr.kind === 'member') return isWrittenSo(module, originOf(module, expr.object));
  return expr.kind === 'logical' && (isWrittenSo(module, originOf(module, expr.left)) || isWrittenSo(module, originOf(module, expr.right)));
}

/** `createRemoteJWKSet(new URL('https://...'))`, `jwksClient({ jwksUri: 'https://...' })`. */
function addressOf(value: Value): string | undefined {
  if (value.kind === 'property') return addressOf(value.object);
  if (value.kind !== 'result') return undefined;
  for (const arg of value.call.args) {
    const found = textAt(arg.kind === 'object' ? arg.props.get('jwksUri') ?? arg : arg);
    if (found?.startsWith('http')) return found;
  }
  return value.call.receiver ? addressOf(value.call.receiver) : undefined;
}

function textAt(value: Value): string | undefined {
  if (value.kind === 'result') return value.call.args[0] && textAt(value.call.args[0]);
  return textOf(value) ?? (value.kind === 'text' ? value.parts.map((part) => part ?? '*').join('') : undefined);
}
