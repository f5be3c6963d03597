import type { CallSite, Expr, ProgramView, Site, Value } from '../../src/model/index.ts';
import { callsOfLibraries } from '../jwt-calls.ts';
import type { Accepted } from './algorithms.ts';
import { acceptedBy } from './algorithms.ts';
import type { KeyKind } from './key.ts';
import { keyKindOf } from './key.ts';
import { fastifyVerifications } from './fastify.ts';
import { nestVerifications } from './nest.ts';
import type { Option } from '../option.ts';
import { argumentValue, hasSpread, optionOf } from '../option.ts';

/** Where a missing list belongs: as a new argument, or as a property of an object literal. */
export type Slot =
  | { kind: 'argument'; index: number; shape: 'options' | 'name' }
  | { kind: 'property'; object: Site; property: string; shape: 'list' | 'name' | 'verify' };

/** One place where tokens are verified, and what is known of the algorithms it accepts. */
export interface Verification {
  library: string;
  site: CallSite;
  /** What to call it, where the callee as written says too little. */
  name?: string;
  accepted: Accepted;
  key?: Value;
  keyKind: KeyKind;
  slot?: Slot;
}

/** How a function that verifies takes its options. Numbers are positions of arguments. */
interface Form {
  key: number | string[];
  /** The argument that holds the options, or the algorithm itself when `property` is absent. */
  at: number;
  property?: string;
  /** A nested object that may hold the property instead. */
  also?: string;
  /** `alg: 'HS256'` or a list of one. */
  shape: 'list' | 'name';
  /** An absent list is harmless unless the key is of one of these kinds. */
  onlyWithKey?: KeyKind[];
}

const FORMS: Record<string, Form> = {
  'jsonwebtoken#verify': { key: 1, at: 2, property: 'algorithms', shape: 'list' },
  'jose#jwtVerify': { key: 1, at: 2, property: 'algorithms', shape: 'list', onlyWithKey: ['symmetric', 'asymmetric', 'unknown'] },
  'jose#compactVerify': { key: 1, at: 2, property: 'algorithms', shape: 'list', onlyWithKey: ['symmetric', 'asymmetric', 'unknown'] },
  'jose#flattenedVerify': { key: 1, at: 2, property: 'algorithms', shape: 'list', onlyWithKey: ['symmetric', 'asymmetric', 'unknown'] },
  'express-jwt#': { key: ['secret'], at: 0, property: 'algorithms', shape: 'list' },
  'express-jwt#expressjwt': { key: ['secret'], at: 0, property: 'algorithms', shape: 'list' },
  'express-jwt#expressJwt': { key: ['secret'], at: 0, property: 'algorithms', shape: 'list' },
  'koa-jwt#': { key: ['secret'], at: 0, property: 'algorithms', shape: 'list' },
  'passport-jwt#Strategy': { key: ['secretOrKey', 'secretOrKeyProvider'], at: 0, property: 'algorithms', also: 'jsonWebTokenOptions', shape: 'list' },
  'hono/jwt#verify': { key: 1, at: 2, shape: 'name' },
  'hono/jwt#jwt': { key: ['secret'], at: 0, property: 'alg', shape: 'name' },
  'hono/jwk#jwk': { key: ['keys', 'jwks_uri'], at: 0, property: 'alg', shape: 'list' },
  'jwt-simple#decode': { key: 1, at: 3, shape: 'name' },
  'fast-jwt#createVerifier': { key: ['key'], at: 0, property: 'algorithms', shape: 'list' },
  'jws#verify': { key: 2, at: 1, shape: 'name' },
};

/** Every verification of the project, in no particular order. */
export function verificationsIn(program: ProgramView): Verification[] {
  const found: Verification[] = [];
  for (const { site, library, name } of callsOfLibraries(program)) {
    if (library === 'jose' && name === 'UnsecuredJWT.decode') {
      found.push({ library, site, accepted: { kind: 'list', names: ['none'], fromHeader: false }, keyKind: 'unknown' });
      continue;
    }
    const form = FORMS[`${library}#${name}`];
    if (!form || isShortOfArguments(library, site)) continue;
    const verification = verificationOf(program, library, site, form);
    if (verification) found.push(verification);
  }
  return [...found, ...nestVerifications(program), ...fastifyVerifications(program)];
}

/** A verification without its key is not one: `jwt.verify(token)` throws. `jws.verify(token, key)` is the form of version 0. */
function isShortOfArguments(library: string, site: CallSite): boolean {
  return /^(jsonwebtoken|jose|jwt-simple|jws)$/.test(library) && site.expr.args.length < 2;
}

function verificationOf(program: ProgramView, library: string, site: CallSite, form: Form): Verification | undefined {
  const options = argumentValue(program, site, form.at);
  const written = site.expr.args[form.at];
  const keyArg = typeof form.key === 'number' ? site.expr.args[form.key] : undefined;
  const keyOption = typeof form.key === 'number' ? undefined : form.key.map((name) => options && optionOf(program, options, name)).find((one) => one?.state === 'set');
  const key = keyArg && typeof form.key === 'number' ? argumentValue(program, site, form.key) : keyOption?.state === 'set' ? keyOption.value : undefined;
  let keyKind = keyKindOf(program, key, keyArg ? { module: site.module, expr: keyArg } : undefined);
  if (library === 'hono/jwk') keyKind = 'asymmetric';

  if (library === 'jws' && site.expr.args.length === 2 && !hasSpread(site.expr, 1)) {
    const old = site.expr.args[1]!;
    const oldKey = program.denote(site.module, old, site.fn);
    if (typeof (oldKey.kind === 'literal' && oldKey.value) === 'string' && isAlgorithmName(oldKey)) return undefined;
    return { library, site, accepted: { kind: 'absent' }, key: oldKey, keyKind: keyKindOf(program, oldKey, { module: site.module, expr: old }) };
  }
  if (library === 'jwt-simple' && isVerificationOff(program, site)) return undefined;

  const accepted = acceptedBy(program, optionAt(program, site, form, options), literalAt(site, form));
  if (accepted.kind === 'absent' && form.onlyWithKey && !form.onlyWithKey.includes(keyKind)) return undefined;
  return { library, site, accepted, key, keyKind, slot: slotOf(site, form, options, written) };
}

function isAlgorithmName(value: Value): boolean {
  return value.kind === 'literal' && typeof value.value === 'string' && /^(HS|RS|ES|PS)\d{3}$|^none$/.test(value.value);
}

/** `decode(token, key, true)` reads without verifying: that is not this rule's matter. */
function isVerificationOff(program: ProgramView, site: CallSite): boolean {
  const flag = argumentValue(program, site, 2);
  return !flag || (flag.kind === 'literal' ? Boolean(flag.value) : true);
}

function optionAt(program: ProgramView, site: CallSite, form: Form, options: Value | undefined): Option {
  if (!options) return { state: 'unknown' };
  if (options.kind === 'function' && form.at > 0) return { state: 'absent' };
  if (!form.property) {
    if (options.kind === 'literal' && options.value === undefined) return { state: 'absent' };
    if (options.kind === 'object') return optionOf(program, options, 'alg');
    return { state: 'set', value: options };
  }
  const own = optionOf(program, options, form.property);
  if (own.state !== 'absent' || !form.also) return own;
  const nested = optionOf(program, options, form.also);
  return nested.state === 'set' ? optionOf(program, nested.value, form.property) : nested;
}

/** The expression of the list as written at the call. */
function literalAt(site: CallSite, form: Form): { module: CallSite['module']; expr: Expr; fn: number } | undefined {
  const arg = site.expr.args[form.at];
  if (!arg) return undefined;
  if (!form.property) return { module: site.module, expr: arg, fn: site.fn };
  const property = arg.kind === 'object' ? arg.properties.find((one) => one.key === form.property) : undefined;
  return property ? { module: site.module, expr: property.value, fn: site.fn } : undefined;
}

function slotOf(site: CallSite, form: Form, options: Value | undefined, written: Expr | undefined): Slot | undefined {
  if (form.property) {
    if (options?.kind === 'object' && options.site) return { kind: 'property', object: options.site, property: form.property, shape: form.shape };
    if (form.at === 0 || (written && options?.kind !== 'function' && !isCallback(written))) return undefined;
    return { kind: 'argument', index: form.at, shape: 'options' };
  }
  return site.expr.args.length === form.at ? { kind: 'argument', index: form.at, shape: 'name' } : undefined;
}

function isCallback(expr: Expr): boolean {
  return expr.kind === 'function';
}
