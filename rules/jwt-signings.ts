import type { CallSite, Expr, ProgramView, Value } from '../src/model/index.ts';
import { callsOfLibraries } from './jwt-calls.ts';
import { jwtServiceCalls, moduleOptions } from './jwt-nest.ts';
import { argumentValue, optionOf, type Option } from './option.ts';

/** One call that signs a token. */
export interface TokenSigning {
  site: CallSite;
  library: string;
  payload?: Expr | undefined;
  key?: Expr | undefined;
  /** When it ends: an option of the call, or a claim of the payload. */
  expiry: Option;
  /** The unit of a bare number in `expiry`. */
  unit: 'seconds' | 'milliseconds' | 'moment';
}

const ABSENT: Option = { state: 'absent' };
const UNKNOWN: Option = { state: 'unknown' };

/** Every call of the project that signs a JSON Web Token with a known library. */
export function signingsOf(program: ProgramView): TokenSigning[] {
  const found: TokenSigning[] = [];
  const calls = callsOfLibraries(program);
  for (const { site, library, name } of calls) {
    const { args } = site.expr;
    if (library === 'jsonwebtoken' && name === 'sign') found.push({ site, library, payload: args[0], key: args[1], expiry: either(claim(program, site, 0), option(program, site, 2, 'expiresIn')), unit: 'seconds' });
    else if (library === 'hono/jwt' && name === 'sign') found.push({ site, library, payload: args[0], key: args[1], expiry: claim(program, site, 0), unit: 'moment' });
    else if (library === 'jwt-simple' && name === 'encode') found.push({ site, library, payload: args[0], key: args[1], expiry: claim(program, site, 0), unit: 'moment' });
    else if (library === 'fast-jwt' && name === 'createSigner') found.push({ site, library, expiry: option(program, site, 0, 'expiresIn'), unit: 'milliseconds' });
  }
  found.push(...ofJose(program));
  const services = jwtServiceCalls(program, /^sign(Async)?$/);
  if (services.length === 0) return found;
  const fromModule = moduleOptions(program, 'signOptions').map((one) => (one.state === 'set' ? optionOf(program, one.value, 'expiresIn') : one));
  for (const site of services) {
    const own = either(claim(program, site, 0), option(program, site, 1, 'expiresIn'));
    found.push({ site, library: '@nestjs/jwt', payload: site.expr.args[0], expiry: own.state === 'absent' && fromModule.length > 0 ? fromModule.find((one) => one.state !== 'absent') ?? ABSENT : own, unit: 'seconds' });
  }
  return found;
}

/** `new SignJWT(claims).setProtectedHeader(...).setExpirationTime('15m').sign(key)`: told by the chain as it is written. */
function ofJose(program: ProgramView): TokenSigning[] {
  return program.modules.filter((module) => module.imports.some((one) => one.source === 'jose')).flatMap((module) => program.calls(module).flatMap((site): TokenSigning[] => {
    if (site.expr.callee.kind !== 'member' || site.expr.callee.property !== 'sign') return [];
    const chain: { name: string; args: Expr[] }[] = [];
    let at: Expr = site.expr.callee.object;
    while (at.kind === 'call' && at.callee.kind === 'member') {
      chain.push({ name: at.callee.property, args: at.args });
      at = at.callee.object;
    }
    if (at.kind !== 'new' || at.callee.kind !== 'ref' || at.callee.name !== 'SignJWT') return [];
    const set = chain.find((one) => one.name === 'setExpirationTime');
    const value: Value | undefined = set?.args[0] && program.denote(module, set.args[0], site.fn);
    const payload = at.args[0];
    const claims = payload ? expOf(program, program.denote(module, payload, site.fn)) : ABSENT;
    return [{ site, library: 'jose', payload, key: site.expr.args[0], expiry: set ? (value ? { state: 'set', value } : UNKNOWN) : claims, unit: 'moment' }];
  }));
}

function option(program: ProgramView, site: CallSite, index: number, name: string): Option {
  const options = argumentValue(program, site, index);
  if (options?.kind === 'function') return ABSENT;
  return options ? optionOf(program, options, name) : UNKNOWN;
}

/** A claim of the project's own that says when a token ends. */
const OWN_END = /^(expires?(_?(at|on|in))?|expiry|expiration(_?(date|time))?|valid_?(until|to|till))$/i;

/** `exp` among the claims, or another that says when. A payload that is not known may have one. */
function claim(program: ProgramView, site: CallSite, index: number): Option {
  const payload = argumentValue(program, site, index);
  if (payload?.kind === 'object' && [...payload.props.keys()].some((name) => OWN_END.test(name))) return UNKNOWN;
  return payload ? expOf(program, payload) : UNKNOWN;
}

function expOf(program: ProgramView, payload: Value): Option {
  const own = optionOf(program, payload, 'exp');
  // Claims come from a user record or a parameter: that an `exp` is among them would be odd.
  if (own.state !== 'unknown') return own;
  return payload.kind === 'object' && !payload.rest?.length ? own : ABSENT;
}

function either(one: Option, other: Option): Option {
  return one.state === 'set' ? one : other.state !== 'absent' ? other : one;
}
