import type { ProgramView, Value } from '../../src/model/index.ts';
import { same, textOf } from '../../src/link/values.ts';
import { isTestOrExample } from '../file-role.ts';
import { callsOfLibraries } from '../jwt-calls.ts';
import { isAsymmetric, isNone, isSymmetric } from './algorithms.ts';
import { registrations } from '../jwt-fastify.ts';
import type { KeyKind } from './key.ts';
import { jwtServiceCalls, moduleOptions } from '../jwt-nest.ts';
import type { Option } from '../option.ts';
import { argumentValue, optionOf } from '../option.ts';

/** One place where the project signs tokens: with what algorithm, and with what key where that can be told. */
export interface Signing { algorithm: string; key?: Value }

/** What these libraries sign with unless they are told otherwise. */
const DEFAULT = 'HS256';

export function signingsIn(program: ProgramView): Signing[] {
  const found: Signing[] = [];
  const add = (option: Option, key?: Value): void => {
    const algorithm = option.state === 'absent' ? DEFAULT : option.state === 'set' ? textOf(option.value) : undefined;
    if (algorithm && !isNone(algorithm)) found.push({ algorithm, key });
  };
  for (const { site, library, name } of callsOfLibraries(program)) {
    if (isTestOrExample(site.module.path)) continue;
    const at = (index: number): Value | undefined => argumentValue(program, site, index);
    const option = (index: number, property: string): Option => {
      const options = at(index);
      return options?.kind === 'function' ? { state: 'absent' } : options ? optionOf(program, options, property) : { state: 'unknown' };
    };
    const plain = (index: number): Option => {
      const value = at(index);
      return !value ? { state: 'unknown' } : value.kind === 'literal' && value.value === undefined ? { state: 'absent' } : { state: 'set', value };
    };
    if (library === 'jsonwebtoken' && name === 'sign') add(option(2, 'algorithm'), at(1));
    else if (library === 'jose' && name === 'SignJWT.setProtectedHeader') add(known(option(0, 'alg')));
    else if (library === 'hono/jwt' && name === 'sign') add(plain(2), at(1));
    else if (library === 'jwt-simple' && name === 'encode') add(plain(2), at(1));
    else if (library === 'fast-jwt' && name === 'createSigner') add(known(option(0, 'algorithm')));
    else if (library === 'jws' && name === 'sign') {
      const header = option(0, 'header');
      if (header.state === 'set') add(known(optionOf(program, header.value, 'alg')));
    }
  }
  const fromModule = moduleOptions(program, 'signOptions').map((one) => (one.state === 'set' ? optionOf(program, one.value, 'algorithm') : one));
  for (const site of jwtServiceCalls(program, /^sign(Async)?$/)) {
    const options = argumentValue(program, site, 1);
    const own: Option = options ? optionOf(program, options, 'algorithm') : { state: 'unknown' };
    add(own.state !== 'absent' ? own : fromModule.find((one) => one.state !== 'absent') ?? own);
  }
  for (const { site } of registrations(program)) {
    const options = argumentValue(program, site, 1);
    const sign = options && optionOf(program, options, 'sign');
    if (sign?.state === 'set') add(known(optionOf(program, sign.value, 'algorithm')));
  }
  return found;
}

/** These have no default that holds for every key. */
function known(option: Option): Option {
  return option.state === 'absent' ? { state: 'unknown' } : option;
}

/**
 * The algorithm to pin: what tokens of this key are signed with, else the only one in use that fits the key, else HS256
 * for a shared secret. `undefined` when none can be named without guessing.
 */
export function algorithmFor(signings: Signing[], key: Value | undefined, kind: KeyKind): string | undefined {
  const fits = (one: Signing): boolean => (kind === 'asymmetric' || kind === 'bound' ? isAsymmetric(one.algorithm) : kind === 'symmetric' ? isSymmetric(one.algorithm) : true);
  const ofKey = only(signings.filter((one) => key && one.key && same(key, one.key) === true));
  if (ofKey) return ofKey;
  return only(signings.filter(fits)) ?? (kind === 'symmetric' ? DEFAULT : undefined);
}

function only(signings: Signing[]): string | undefined {
  const names = new Set(signings.map((one) => one.algorithm));
  return names.size === 1 ? [...names][0] : undefined;
}
