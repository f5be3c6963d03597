import type { CallSite, Expr, FunctionFacts, ModuleFacts, ProgramView, TypeFact, Value } from '../../src/model/index.ts';
import { alternatives } from '../../src/link/values.ts';
import { returned } from '../returned.ts';
import { callsOfLibraries } from './calls.ts';
import { acceptedBy } from './algorithms.ts';
import { keyKindOf } from './key.ts';
import type { Option } from './options.ts';
import { argumentValue, optionOf } from './options.ts';
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

/** Calls of methods of a `JwtService`, wherever it comes from: made here or injected. */
export function jwtServiceCalls(program: ProgramView, method: RegExp): CallSite[] {
  const known = callsOfLibraries(program).filter(({ library, name }) => library === PACKAGE && name.startsWith('JwtService.') && method.test(name.slice('JwtService.'.length))).map(({ site }) => site);
  const seen = new Set<Expr>(known.map((site) => site.expr));
  for (const module of program.modules) {
    if (!module.imports.some((one) => one.source === PACKAGE)) continue;
    for (const site of program.calls(module)) {
      const { callee } = site.expr;
      if (seen.has(site.expr) || callee.kind !== 'member' || !method.test(callee.property)) continue;
      const type = typeOfReceiver(module, callee.object, site.fn);
      const imported = type && module.bindings[type.binding]?.import;
      if (imported?.source === PACKAGE && imported.name === 'JwtService') known.push(site);
    }
  }
  return known;
}

/** What an annotation says of a name, or of a field of the class around. */
function typeOfReceiver(module: ModuleFacts, expr: Expr, fn: number): TypeFact | undefined {
  if (expr.kind === 'ref') return module.bindings[expr.binding]?.type;
  if (expr.kind !== 'member' || expr.object.kind !== 'this') return undefined;
  for (let at: FunctionFacts | undefined = module.functions[fn]; at; at = module.functions[at.owner]) {
    if (at.cls === undefined) continue;
    const members = module.classes[at.cls]!.members;
    const field = members.find((member) => member.name === expr.property && member.variant === 'property');
    if (field?.type) return field.type;
    const make = members.find((member) => member.variant === 'constructor');
    const params = make?.fn !== undefined ? module.functions[make.fn]!.params : [];
    return params.find((param) => param.property && module.bindings[param.binding]?.name === expr.property)?.type;
  }
  return undefined;
}

/** An option of `JwtModule.register` and `registerAsync`, once for each registration. */
export function moduleOptions(program: ProgramView, name: string): Option[] {
  return callsOfLibraries(program).flatMap(({ site, library, name: called }) => {
    if (library !== PACKAGE || !called.startsWith('JwtModule.register')) return [];
    const options = argumentValue(program, site, 0);
    if (!options) return [UNKNOWN];
    if (called === 'JwtModule.register') return [optionOf(program, options, name)];
    const factory = optionOf(program, options, 'useFactory');
    if (factory.state !== 'set' || factory.value.kind !== 'function') return [UNKNOWN];
    const made = returned(program, factory.value);
    return made.length > 0 ? made.map((value) => optionOf(program, value, name)) : [UNKNOWN];
  });
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
