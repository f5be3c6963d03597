import type { CallSite, ProgramView } from '../../src/model/index.ts';
import { alternatives } from '../../src/link/values.ts';
import { acceptedBy } from './algorithms.ts';
import { keyKindOf } from './key.ts';
import type { Option } from '../option.ts';
import { argumentValue, optionOf } from '../option.ts';
import type { Verification } from './verifications.ts';

const PACKAGES = ['@fastify/jwt', 'fastify-jwt'];

/** `fastify.register(fastifyJwt, { secret, verify: { algorithms } })`: the plugin verifies with what it is given here. */
export function fastifyVerifications(program: ProgramView): Verification[] {
  return registrations(program).flatMap(({ site, library }) => {
    const options = argumentValue(program, site, 1);
    if (!options) return [];
    const verify = optionOf(program, options, 'verify');
    const option: Option = verify.state === 'set' ? optionOf(program, verify.value, 'algorithms') : verify;
    const secret = optionOf(program, options, 'secret');
    const key = secret.state === 'set' ? secret.value : undefined;
    const object = verify.state === 'set' && verify.value.kind === 'object' ? verify.value.site : options.kind === 'object' ? options.site : undefined;
    return [{
      library, site, name: library, accepted: acceptedBy(program, option), key, keyKind: keyKindOf(program, key),
      slot: object && { kind: 'property' as const, object, property: verify.state === 'set' ? 'algorithms' : 'verify', shape: verify.state === 'set' ? 'list' as const : 'verify' as const },
    }];
  });
}

/** Where the plugin is registered, by any name it was imported under. */
export function registrations(program: ProgramView): { site: CallSite; library: string }[] {
  if (!program.modules.some((module) => module.imports.some((one) => PACKAGES.includes(one.source)))) return [];
  return program.calls().flatMap((site) => {
    const { callee, args } = site.expr;
    if (callee.kind !== 'member' || callee.property !== 'register' || !args[0]) return [];
    const plugin = alternatives(program.denote(site.module, args[0], site.fn)).find((one) => one.kind === 'external' && PACKAGES.includes(one.package));
    return plugin?.kind === 'external' ? [{ site, library: plugin.package }] : [];
  });
}
