import type { ProgramView, Value } from '../../src/model/index.ts';
import { alternatives } from '../../src/link/values.ts';
import { jwtServiceCalls, moduleOptions } from '../jwt-nest.ts';
import { acceptedBy } from './algorithms.ts';
import { keyKindOf } from './key.ts';
import type { Option } from '../option.ts';
import { argumentValue, optionOf } from '../option.ts';
import type { Verification } from './verifications.ts';

const PACKAGE = '@nestjs/jwt';
const UNKNOWN: Option = { state: 'unknown' };

/** Calls of a `JwtService`'s `verify` and `verifyAsync`, and passport-jwt strategies wrapped by `@nestjs/passport`. */
export function nestVerifications(program: ProgramView): Verification[] {
  const found = strategies(program);
  const services = jwtServiceCalls(program, /^verify(Async)?$/);
  if (services.length === 0) return found;
  const fromModule = moduleOptions(program, 'verifyOptions').map((one) => (one.state === 'set' ? optionOf(program, one.value, 'algorithms') : one));
  for (const site of services) {
    const options = argumentValue(program, site, 1);
    const own = options ? optionOf(program, options, 'algorithms') : UNKNOWN;
    const option = own.state !== 'absent' ? own : fromModule.find((one) => one.state !== 'absent') ?? own;
    const secret = options ? optionOf(program, options, 'secret') : UNKNOWN;
    const key = secret.state === 'set' ? secret.value : moduleKey(program);
    found.push({
      library: PACKAGE, site, accepted: acceptedBy(program, option), key, keyKind: keyKindOf(program, key),
      slot: options?.kind === 'object' && options.site
        ? { kind: 'property', object: options.site, property: 'algorithms', shape: 'list' }
        : site.expr.args.length === 1 ? { kind: 'argument', index: 1, shape: 'options' } : undefined,
    });
  }
  return found;
}

function moduleKey(program: ProgramView): Value | undefined {
  const keys = ['publicKey', 'secret'].flatMap((name) => moduleOptions(program, name)).flatMap((one) => (one.state === 'set' ? [one.value] : []));
  return keys[0];
}

/** `class JwtStrategy extends PassportStrategy(Strategy)`: its `super(...)` takes the strategy's options. */
function strategies(program: ProgramView): Verification[] {
  const found: Verification[] = [];
  for (const module of program.modules) {
    if (!module.imports.some((one) => one.source === '@nestjs/passport')) continue;
    for (const cls of module.classes) {
      const base = cls.extends;
      if (base?.kind !== 'call' || !base.args[0] || !isJwtStrategy(program.denote(module, base.args[0], cls.owner))) continue;
      const constructor = cls.members.find((member) => member.variant === 'constructor')?.fn;
      const site = program.calls(module).find(({ expr, fn }) => fn === constructor && expr.callee.kind === 'super');
      if (!site) continue;
      const options = argumentValue(program, site, 0);
      if (!options) continue;
      const own = optionOf(program, options, 'algorithms');
      const nested = optionOf(program, options, 'jsonWebTokenOptions');
      const option = own.state !== 'absent' || nested.state === 'absent' ? own : nested.state === 'set' ? optionOf(program, nested.value, 'algorithms') : UNKNOWN;
      const key = ['secretOrKey', 'secretOrKeyProvider'].map((name) => optionOf(program, options, name)).find((one) => one.state === 'set');
      const value = key?.state === 'set' ? key.value : undefined;
      found.push({
        library: 'passport-jwt', site, name: cls.name || 'PassportStrategy', accepted: acceptedBy(program, option), key: value, keyKind: keyKindOf(program, value),
        slot: options.kind === 'object' && options.site ? { kind: 'property', object: options.site, property: 'algorithms', shape: 'list' } : undefined,
      });
    }
  }
  return found;
}

function isJwtStrategy(value: Value): boolean {
  return alternatives(value).some((one) => one.kind === 'external' && one.package === 'passport-jwt' && one.path.at(-1) === 'Strategy');
}
