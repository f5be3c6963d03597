import type { ProgramView } from '../../src/model/index.ts';
import { registrations } from '../jwt-fastify.ts';
import { acceptedBy } from './algorithms.ts';
import { keyKindOf } from './key.ts';
import type { Option } from '../option.ts';
import { argumentValue, optionOf } from '../option.ts';
import type { Verification } from './verifications.ts';

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
