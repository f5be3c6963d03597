import { alternatives } from '../src/link/index.ts';
import type { CallSite, Expr, ProgramView, Value } from '../src/model/index.ts';
import { callIndex } from './call-index.ts';
import { callsOfLibraries } from './jwt-calls.ts';
import { registrations } from './jwt-fastify.ts';
import { jwtServiceCalls, moduleOptions } from './jwt-nest.ts';
import { argumentValue, optionOf, type Option } from './option.ts';

/** One place where the project verifies JSON Web Tokens with a known library. */
export interface TokenVerification {
  site: CallSite;
  library: string;
  /** Without `default`: `verify`, `jwtVerify`, '' for the package's export itself. */
  name: string;
  key?: Value | undefined;
  /** The key as written, where it is an argument of its own. */
  keyExpr?: Expr | undefined;
  /** It stands in front of handlers by what it is: middleware, a strategy, a plugin. */
  isGuard: boolean;
  /** An option of the verification, by the name that the library gives it: `audience`, `allowedAud`, `aud`. */
  option(name: string): Option;
}

/** How a function takes its key and its options: a position, or a name in the options. */
interface Form { key: number | string[]; options: number; nested?: string; isGuard?: boolean }

const FORMS: Record<string, Form> = {
  'jsonwebtoken#verify': { key: 1, options: 2 },
  'jose#jwtVerify': { key: 1, options: 2 },
  'express-jwt#': { key: ['secret'], options: 0, isGuard: true },
  'express-jwt#expressjwt': { key: ['secret'], options: 0, isGuard: true },
  'express-jwt#expressJwt': { key: ['secret'], options: 0, isGuard: true },
  'koa-jwt#': { key: ['secret'], options: 0, isGuard: true },
  'passport-jwt#Strategy': { key: ['secretOrKey', 'secretOrKeyProvider'], options: 0, nested: 'jsonWebTokenOptions', isGuard: true },
  'hono/jwt#verify': { key: 1, options: 2 },
  'hono/jwt#jwt': { key: ['secret'], options: 0, nested: 'verification', isGuard: true },
  'hono/jwk#jwk': { key: ['keys', 'jwks_uri'], options: 0, nested: 'verification', isGuard: true },
  'hono/jwt#verifyWithJwks': { key: ['keys', 'jwks_uri'], options: 1, nested: 'verification' },
  'fast-jwt#createVerifier': { key: ['key'], options: 0 },
  'jwt-simple#decode': { key: 1, options: 3 },
};

const ABSENT: Option = { state: 'absent' };
const UNKNOWN: Option = { state: 'unknown' };

const known = new WeakMap<ProgramView, TokenVerification[]>();

/** Every verification of the project, in no particular order. */
export function tokenVerifications(program: ProgramView): TokenVerification[] {
  let found = known.get(program);
  if (!found) known.set(program, (found = [...ofLibraries(program), ...ofStrategies(program), ...ofNest(program), ...ofFastify(program)]));
  return found;
}

function ofLibraries(program: ProgramView): TokenVerification[] {
  return callsOfLibraries(program).flatMap(({ site, library, name }): TokenVerification[] => {
    const form = FORMS[`${library}#${name}`];
    // `jwt.verify(token)` has no key and throws.
    if (!form || (typeof form.key === 'number' && site.expr.args.length < 2)) return [];
    return [verificationOf(program, { site, library, name }, form)];
  });
}

function verificationOf(program: ProgramView, { site, library, name }: { site: CallSite; library: string; name: string }, form: Form): TokenVerification {
  const options = argumentValue(program, site, form.options);
  const option = (wanted: string): Option => inOptions(program, options, wanted, form.nested);
  return {
    site, library, name, option, isGuard: form.isGuard ?? false,
    ...(typeof form.key === 'number' ? { key: argumentValue(program, site, form.key), keyExpr: site.expr.args[form.key] } : { key: firstSet(form.key.map(option)) }),
  };
}

function inOptions(program: ProgramView, options: Value | undefined, name: string, nested?: string): Option {
  if (!options) return UNKNOWN;
  // A callback or, for Hono, an algorithm stands where the options would.
  if (options.kind === 'function' || (options.kind === 'literal' && typeof options.value === 'string')) return ABSENT;
  const own = optionOf(program, options, name);
  if (own.state !== 'absent' || nested === undefined) return own;
  const inner = optionOf(program, options, nested);
  return inner.state === 'set' ? optionOf(program, inner.value, name) : inner;
}

function firstSet(options: Option[]): Value | undefined {
  return options.flatMap((one) => (one.state === 'set' ? [one.value] : []))[0];
}

/** `class JwtStrategy extends PassportStrategy(Strategy)`: its `super(...)` takes the strategy's options. */
function ofStrategies(program: ProgramView): TokenVerification[] {
  return program.modules.filter((module) => module.imports.some((one) => one.source === '@nestjs/passport')).flatMap((module) => module.classes.flatMap((cls): TokenVerification[] => {
    const base = cls.extends;
    if (base?.kind !== 'call' || !base.args[0]) return [];
    const isJwt = alternatives(program.denote(module, base.args[0], cls.owner)).some((one) => one.kind === 'external' && one.package === 'passport-jwt' && one.path.at(-1) === 'Strategy');
    const make = cls.members.find((member) => member.variant === 'constructor')?.fn;
    const site = isJwt ? program.calls(module).find(({ expr, fn }) => fn === make && expr.callee.kind === 'super') : undefined;
    return site ? [verificationOf(program, { site, library: 'passport-jwt', name: 'Strategy' }, FORMS['passport-jwt#Strategy']!)] : [];
  }));
}

/** `jwtService.verify(token, options)`, with what the module was registered with. */
function ofNest(program: ProgramView): TokenVerification[] {
  const services = jwtServiceCalls(program, /^verify(Async)?$/);
  if (services.length === 0) return [];
  const moduleVerify = moduleOptions(program, 'verifyOptions');
  const moduleKey = firstSet(['secret', 'publicKey', 'secretOrKeyProvider'].flatMap((name) => moduleOptions(program, name)));
  return services.map((site): TokenVerification => {
    const options = argumentValue(program, site, 1);
    const option = (name: string): Option => {
      const own = options ? optionOf(program, options, name) : UNKNOWN;
      if (own.state !== 'absent') return own;
      return moduleVerify.map((one) => (one.state === 'set' ? optionOf(program, one.value, name) : one)).find((one) => one.state !== 'absent') ?? ABSENT;
    };
    const own = ['secret', 'publicKey'].map((name) => (options ? optionOf(program, options, name) : UNKNOWN));
    const hidden = own.every((one) => one.state !== 'set') && own.some((one) => one.state === 'unknown');
    return { site, library: '@nestjs/jwt', name: 'verify', isGuard: false, option, key: firstSet(own) ?? (hidden ? undefined : moduleKey) };
  });
}

/** The plugin of Fastify verifies with what it is registered with; `request.jwtVerify(options)` may say more. */
function ofFastify(program: ProgramView): TokenVerification[] {
  const more = (callIndex(program).get('jwtVerify') ?? []).some(({ expr }) => expr.callee.kind === 'member' && expr.args.length > 0);
  return registrations(program).map(({ site, library }): TokenVerification => {
    const options = argumentValue(program, site, 1);
    return {
      site, library, name: 'register', isGuard: true, key: firstSet([options ? optionOf(program, options, 'secret') : UNKNOWN]),
      option: (name) => (more ? UNKNOWN : inOptions(program, options, name, 'verify')),
    };
  });
}
