import type { ClassValue, FunctionValue, Value } from '../../model/index.ts';
import { packageOf, type Machine, type Program } from '../../link/index.ts';
import { proofOfStrategies, type GivenProof } from '../../guards/index.ts';
import { evaluateIn } from '../aside.ts';
import type { Container } from './container.ts';
import { isNest, member, textsIn } from './names.ts';

/** What standing behind `AuthGuard(...)` of @nestjs/passport means. */
export interface Strategy {
  given: GivenProof;
  /** The project's own check, of a strategy that leaves it to the project (passport-custom): what it gives is the user. */
  validate?: FunctionValue;
}

/** Looks up what `AuthGuard('name')` asks. */
export type Strategies = (guard: Value) => Strategy | undefined;

interface Registered { package: string | undefined; cls: ClassValue }

/** Names that strategies have if they are given none, by what follows `passport-` in their package's name. */
function usualName(pkg: string | undefined): string {
  const name = (pkg ?? '').replace(/^.*passport-/, '');
  return name.startsWith('google') ? 'google' : name === 'http-bearer' ? 'bearer' : name === 'http' ? 'basic' : name;
}

/**
 * Strategies that the project registers by extending `PassportStrategy(Strategy, name)` (docs.nestjs.com, "Passport").
 *
 * @param packages modules of packages that the application sets up
 */
export function strategiesOf(program: Program, container: Container, packages: Value[]): Strategies {
  const { machine } = program;
  const registered = new Map<string, Registered>();
  for (const module of program.modules) {
    for (const cls of module.classes) {
      if (cls.extends?.kind !== 'call') continue;
      const scope = program.scopeOf(module, cls.owner);
      const base = evaluateIn(machine, cls.extends, scope);
      if (base.kind !== 'result' || !isNest(base, 'PassportStrategy')) continue;
      const pkg = base.call.args[0] && packageOf(base.call.args[0]);
      registered.set(textsIn(base.call.args[1])[0] ?? usualName(pkg), { package: pkg, cls: { kind: 'class', module, cls, scope, props: new Map() } });
    }
  }
  const usual = textsIn(member(packages.filter((one) => isNest(one, 'register')).map(registerOptions).find((one) => member(one, 'defaultStrategy')), 'defaultStrategy'));
  return (guard) => {
    if (guard.kind !== 'result' || !isNest(guard, 'AuthGuard')) return undefined;
    const names = guard.call.args.length > 0 ? textsIn(guard.call.args[0]) : usual;
    const own = names.length === 1 ? registered.get(names[0]!) : undefined;
    const pkgs = names.map((name) => registered.get(name)?.package);
    if (own?.package && /passport-(custom|strategy)$/.test(own.package)) {
      const validate = validateOf(machine, container, own.cls);
      if (validate) return { given: { proves: 'authentication', basis: 'body' }, validate };
    }
    const words = names.flatMap((name, i) => [pkgs[i] ? usualName(pkgs[i]) : name]);
    const proof = proofOfStrategies(words, pkgs.length === 1 ? pkgs[0] : undefined) ?? proofOfStrategies(names, undefined);
    const reason = names.length > 0 ? `the passport strategy \`${names[0]}\` is not known` : 'the passport strategy could not be resolved';
    return { given: { basis: 'library', ...(proof ?? { proves: 'unknown', reason }) } };
  };
}

function registerOptions(value: Value): Value | undefined {
  return value.kind === 'result' ? value.call.args[0] : undefined;
}

function validateOf(machine: Machine, container: Container, cls: ClassValue): FunctionValue | undefined {
  const facts = cls.cls.members.find((one) => one.name === 'validate' && one.variant === 'method');
  const found = facts && machine.getMember(container.instance(cls), 'validate', { module: cls.module, start: cls.cls.start, end: cls.cls.end });
  return found?.kind === 'function' ? found : undefined;
}
