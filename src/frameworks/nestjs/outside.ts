import type { CallRecord, FunctionValue, ObjectValue, Site, Value } from '../../model/index.ts';
import { array, isUndefined, object, resolved, UNDEFINED } from '../../link/index.ts';
import { caller, type Simulation } from '../../guards/index.ts';
import { choiceOf } from '../choice.ts';
import type { Surroundings } from './dialects.ts';
import { metadataOf, type Entry } from './entry.ts';
import { libraryGuard } from './libraries.ts';
import { isNest, method, namedOf } from './names.ts';
import { passportArguments, refuse } from './passport.ts';
import type { Strategy } from './strategies.ts';

/** What calls of Nest's own functions, and of those that go with it, give while a request is looked at. */
export function outsideNest(record: CallRecord, sim: Simulation, entry: Entry | undefined, around: Surroundings): Value | undefined {
  const { callee, args } = record;
  const site: Site = { module: record.module, start: record.expr.start, end: record.expr.end };
  if (callee.kind === 'builtin') return callee.name === 'Reflect.getMetadata' && entry && args[1] ? read(sim, entry, around, args[0], args[1]) : undefined;
  const name = record.method || (callee.kind === 'external' ? callee.path.at(-1) ?? '' : callee.kind === 'property' ? callee.name : '');
  if (REFLECTOR.has(name) && entry) {
    const found = reflect(name, args, sim, entry, around);
    if (found) return found;
  }
  const strategy = callee.kind === 'property' && (name === 'canActivate' || name === 'handleRequest') ? around.strategies(callee.object) : undefined;
  if (strategy) return name === 'canActivate' ? authenticate(strategy, record, sim, site) : handled(args, sim, site);
  if (callee.kind === 'property' && name === 'canActivate' && entry) {
    const proof = libraryGuard(callee.object, entry, around.classes);
    if (proof?.proves === 'nothing' || proof?.proves === 'rate-limit' || proof?.proves === 'csrf') return resolved({ kind: 'literal', value: true });
    if (proof && proof.proves !== 'unknown') return sim.persona === 'user' ? resolved({ kind: 'literal', value: true }) : refuse(site, sim);
  }
  const pkg = namedOf(callee)?.package;
  if (pkg === 'rxjs' && PASSES_ON.has(name)) return args[0];
  // An instance made of an object has what the object has.
  if (pkg === 'class-transformer' && INSTANTIATES.test(name)) return args[1];
  if (name === 'create' && isNest(callee, 'create') && args[0]?.kind === 'caller' && args[0].what === 'context') return caller('context', 'operation');
  return undefined;
}

const REFLECTOR = new Set(['get', 'getAll', 'getAllAndOverride', 'getAllAndMerge']);
const INSTANTIATES = /^plainTo(Instance|Class)$/;
const PASSES_ON = new Set(['of', 'from', 'lastValueFrom', 'firstValueFrom', 'defer']);

function read(sim: Simulation, entry: Entry, around: Surroundings, key: Value | undefined, target: Value): Value {
  sim.readsPath = true;
  return metadataOf(entry, around.classes, key, target);
}

const isTarget = (value: Value | undefined): value is Value => value?.kind === 'function' || value?.kind === 'class';

/** `Reflector`, by what its methods are called and given (docs.nestjs.com, "Execution context"). */
function reflect(name: string, args: Value[], sim: Simulation, entry: Entry, around: Surroundings): Value | undefined {
  const [key, where] = args;
  if (name === 'get') return isTarget(where) ? read(sim, entry, around, key, where) : undefined;
  if (where?.kind !== 'array' || !where.elements.some(isTarget)) return undefined;
  const all = where.elements.map((target) => read(sim, entry, around, key, target));
  if (name === 'getAll') return array(all);
  const defined = all.filter((one) => !isUndefined(one));
  if (name === 'getAllAndOverride') return defined[0] ?? UNDEFINED;
  if (defined.length < 2) return defined[0]?.kind === 'object' || defined[0]?.kind === 'array' ? defined[0] : array(defined);
  if (defined.every((one) => one.kind === 'object')) {
    const merged = object();
    for (const one of defined) one.props.forEach((value, prop) => merged.props.set(prop, value));
    return merged;
  }
  return array(defined.flatMap((one) => (one.kind === 'array' ? one.elements : [one])), defined.some((one) => one.kind === 'array' && one.open));
}

/** `super.canActivate(context)` of a guard that extends `AuthGuard(...)`: passport is asked, and `handleRequest` has the last word. */
function authenticate({ given, validate }: Strategy, record: CallRecord, sim: Simulation, site: Site): Value {
  const args = passportArguments(sim);
  if (validate) {
    const user = sim.machine.invoke(validate, [caller('request', 'req')], validate.self, site);
    args.splice(1, 2, choiceOf(user, site, sim) ? user : caller('absent', 'user', site), UNDEFINED);
  } else if (given.proves !== 'authentication') args.splice(1, 2, caller('input', 'user', site), UNDEFINED);
  const handle = ownMethod('handleRequest', record, sim);
  sim.props.set('user', handle ? sim.machine.invoke(handle, args, handle.self, site) : handled(args, sim, site));
  return resolved({ kind: 'literal', value: true });
}

/** `handleRequest` of `AuthGuard(...)`: whoever is not recognised is refused. */
function handled([error, user]: Value[], sim: Simulation, site: Site): Value {
  if (!user || (error && choiceOf(error, site, sim)) || !choiceOf(user, site, sim)) return refuse(site, sim);
  return user;
}

/** A method of the guard that is asked: the one it is called on, or the one whose `canActivate` is being run. */
function ownMethod(name: string, { receiver }: CallRecord, sim: Simulation): FunctionValue | undefined {
  const around = [...sim.machine.stack].reverse().map(({ fn }) => fn.self);
  const self = [receiver, ...around].find((one): one is ObjectValue => one?.kind === 'object' && one.cls !== undefined);
  return self && method(sim.machine, self, name);
}
