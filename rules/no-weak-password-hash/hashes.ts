import type { CallExpr, CallSite, Expr, ProgramView, Span, Value } from '../../src/model/index.ts';
import { alternatives, entryOf, packageOf, pathOf, textOf } from '../../src/link/index.ts';
import { nameOfCalled } from '../written-names.ts';
import { isInPasswordFunction, isPassword } from './passwords.ts';

/** A password that goes into something that was not made for passwords, or too cheaply. */
export interface WeakHash {
  span: Span;
  messageId: 'fast' | 'cost' | 'variant' | 'salt' | 'plain';
  data: Record<string, string>;
  /** Above what was long the customary value, but below today's. */
  mild?: boolean;
}

export interface Least { bcrypt: number }

const FAST = /^(md2|md4|md5|sha|sha-?1|sha-?2|sha-?224|sha-?256|sha-?384|sha-?512(\/\d+)?|sha3-?\d*|ripemd160|rmd160|blake2[bs]?\d*|whirlpool)$/i;

/** Minimum iterations by digest (OWASP Password Storage Cheat Sheet, PBKDF2). */
const PBKDF2: Record<string, number> = { sha1: 1_300_000, sha256: 600_000, sha512: 210_000 };

export function weakHash(program: ProgramView, site: CallSite, least: Least): WeakHash | undefined {
  if (site.expr.kind !== 'call') return undefined;
  const name = nameOfCalled(site.expr.callee);
  switch (name) {
    case 'update': return ofDigest(program, site, site.expr);
    case 'hash': case 'hashSync': case 'genSalt': case 'genSaltSync': return ofBcrypt(program, site, least) ?? ofArgon2(program, site);
    case 'pbkdf2': case 'pbkdf2Sync': return ofPbkdf2(program, site);
    case 'scrypt': case 'scryptSync': return ofScrypt(program, site);
    default: return ofPlainFunction(program, site, name);
  }
}

function number(value: Value | undefined): number | undefined {
  const numbers = (value ? alternatives(value) : []).map((one) => (one.kind === 'literal' && (typeof one.value === 'number' || typeof one.value === 'string') ? Number(one.value) : NaN));
  return numbers.length > 0 && numbers.every(Number.isFinite) ? Math.max(...numbers) : undefined;
}

/** `createHash('sha256').update(password)`, `createHmac('sha256', salt).update(password)`. */
function ofDigest(program: ProgramView, site: CallSite, expr: CallExpr): WeakHash | undefined {
  const made = expr.callee.kind === 'member' ? creationOf(expr.callee.object) : undefined;
  const first = expr.args[0];
  if (!made || !first || !(isPassword(site.module, first) || (isInPasswordFunction(site.module, site.fn) && first.kind === 'ref'))) return undefined;
  const algorithm = made.args[0]?.kind === 'literal' ? String(made.args[0].value) : undefined;
  if ((algorithm !== undefined && !FAST.test(algorithm)) || isPrescribed(program, site, first)) return undefined;
  return { span: expr, messageId: 'fast', data: { what: nameOfCalled(made.callee) === 'createHmac' ? `an HMAC${algorithm ? ` (${algorithm})` : ''}` : algorithm ?? 'a plain digest' } };
}

/**
 * A protocol says how: SHA-1 for asking a list of leaked passwords for a range of hashes (Have I Been Pwned), MD5 or SHA-256 of user, realm and password for an
 * answer to a digest challenge (RFC 7616).
 */
function isPrescribed(program: ProgramView, { module }: Pick<CallSite, 'module'>, hashed: Expr): boolean {
  if (hashed.kind === 'template' && hashed.values.some((value) => /realm/i.test(nameOfCalled(value)))) return true;
  return /pwned/i.test(program.text(module));
}

function creationOf(expr: Expr): CallExpr | undefined {
  if (expr.kind !== 'call') return undefined;
  if (/^create(Hash|Hmac)$/.test(nameOfCalled(expr.callee))) return expr;
  return expr.callee.kind === 'member' ? creationOf(expr.callee.object) : undefined;
}

/** `md5(password)` of the package, `CryptoJS.SHA256(password)`, `sha1(password)`. */
function ofPlainFunction(program: ProgramView, { module, expr, fn }: CallSite, name: string): WeakHash | undefined {
  const first = expr.args[0];
  if (!/^(md5|sha1|sha224|sha256|sha384|sha512|sha3|HmacSHA\d+|HmacMD5|ripemd160|hex_md5)$/i.test(name) || !first || !isPassword(module, first) || isPrescribed(program, { module }, first)) return undefined;
  const callee = program.denote(module, expr.callee, fn);
  if (packageOf(callee) === undefined && callee.kind !== 'unknown' && callee.kind !== 'builtin') return undefined;
  return { span: expr, messageId: 'fast', data: { what: name } };
}

function ofBcrypt(program: ProgramView, { module, expr, fn }: CallSite, least: Least): WeakHash | undefined {
  const callee = program.denote(module, expr.callee, fn);
  const name = pathOf(callee).at(-1) ?? '';
  const from = packageOf(callee);
  if (from === undefined || !/^(bcrypt|bcryptjs|bcrypt-nodejs|@node-rs\/bcrypt)$/.test(from)) return undefined;
  const argument = name.startsWith('genSalt') ? expr.args[0] : expr.args[1];
  const given = argument && program.denote(module, argument, fn);
  // The packages take 10 rounds where nothing is said (their documentation).
  const rounds = argument === undefined || argument.kind === 'function' ? (name.startsWith('genSalt') ? 10 : undefined) : number(given);
  if (rounds === undefined || rounds >= least.bcrypt || (name.startsWith('hash') && given && textOf(given)?.startsWith('$2'))) return undefined;
  return { span: argument && argument.kind !== 'function' ? argument : expr, messageId: 'cost', mild: rounds >= 10, data: { what: `bcrypt with ${rounds} rounds`, least: `at least ${least.bcrypt} rounds` } };
}

/** OWASP: Argon2id with at least 19 MiB of memory, two iterations and one degree of parallelism. */
function ofArgon2(program: ProgramView, { module, expr, fn }: CallSite): WeakHash | undefined {
  const from = packageOf(program.denote(module, expr.callee, fn));
  if (from === undefined || !/^(argon2|@node-rs\/argon2)$/.test(from) || !expr.args[1]) return undefined;
  const options = program.denote(module, expr.args[1], fn);
  if (options.kind !== 'object') return undefined;
  const memory = number(options.props.get('memoryCost'));
  const time = number(options.props.get('timeCost'));
  if (memory !== undefined && memory > 32 && memory < 19_456 && !(memory >= 7_168 && (time ?? 0) >= 5) && !(memory >= 9_216 && (time ?? 0) >= 4) && !(memory >= 12_288 && (time ?? 0) >= 3)) {
    return { span: expr.args[1], messageId: 'cost', data: { what: `Argon2 with ${memory} KiB of memory`, least: 'Argon2id with at least 19456 KiB of memory, two iterations and one thread' } };
  }
  const type = options.props.get('type') ?? options.props.get('algorithm');
  const kind = type && pathOf(type).at(-1);
  return kind === 'argon2d' || kind === 'Argon2d' ? { span: expr.args[1], messageId: 'variant', data: { what: 'Argon2d', instead: 'Argon2id' } } : undefined;
}

function ofPbkdf2(program: ProgramView, { module, expr, fn }: CallSite): WeakHash | undefined {
  const [password, salt, iterations, , digest] = expr.args;
  if (!password || !iterations || !(isPassword(module, password) || isInPasswordFunction(module, fn))) return undefined;
  const count = number(program.denote(module, iterations, fn));
  const name = (digest && textOf(program.denote(module, digest, fn)))?.toLowerCase().replace('-', '') ?? 'sha1';
  const wanted = entryOf(PBKDF2, name) ?? PBKDF2.sha256!;
  if (count !== undefined && count < wanted) return { span: iterations, messageId: 'cost', mild: count >= 100_000, data: { what: `PBKDF2 with ${count} iterations of ${name}`, least: `at least ${wanted} of ${name}` } };
  return salt?.kind === 'literal' ? { span: salt, messageId: 'salt', data: {} } : undefined;
}

/** Node's own default is N = 16384, r = 8, p = 1; OWASP: N × p of at least 2^17, or as many by p (2^16 × 2, 2^15 × 3, 2^14 × 5). */
function ofScrypt(program: ProgramView, { module, expr, fn }: CallSite): WeakHash | undefined {
  const [password, salt, , options] = expr.args;
  if (!password || !(isPassword(module, password) || isInPasswordFunction(module, fn))) return undefined;
  const given = options && options.kind !== 'function' ? program.denote(module, options, fn) : undefined;
  if (salt?.kind === 'literal') return { span: salt, messageId: 'salt', data: {} };
  if (given && given.kind !== 'object') return undefined;
  if (given && (given.open || (given.rest?.length ?? 0) > 0)) return undefined;
  const read = (names: string[], otherwise: number): number | undefined => {
    const value = given && names.map((name) => given.props.get(name)).find((one) => one !== undefined);
    return value === undefined ? otherwise : number(value);
  };
  const cost = read(['N', 'cost'], 16_384);
  const parallel = read(['p', 'parallelization'], 1);
  if (cost === undefined || parallel === undefined) return undefined;
  const enough = cost >= 131_072 || (cost >= 65_536 && parallel >= 2) || (cost >= 32_768 && parallel >= 3) || (cost >= 16_384 && parallel >= 5) || (cost >= 8_192 && parallel >= 10);
  return enough ? undefined : { span: expr, messageId: 'cost', mild: cost >= 16_384, data: { what: `scrypt with N = ${cost} and p = ${parallel}`, least: 'N = 131072 (or N = 16384 with p = 5)' } };
}
