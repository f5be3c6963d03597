import type { CallerValue, Site, Value } from '../../model/index.ts';
import { entryOf, literal } from '../../link/index.ts';
import { caller, connect, identity, isIdentityName, readProp, type Dialect, type Simulation } from '../../guards/index.ts';

const HOOK = 'hook';
const PARAMS = 'hook.params';

/** The service method that a request reaches. */
export interface Call { service: string; method: string }

function member(target: CallerValue, name: string, site: Site, sim: Simulation, call: Call): Value | undefined {
  if (name === 'then' || name === 'catch' || name === 'finally') return undefined;
  if (target.what === 'context' && target.name === HOOK) {
    switch (name) {
      case 'params': return caller('context', PARAMS);
      case 'data': return readProp(sim, 'hook.data') ?? caller('input', 'body', site);
      case 'method': return literal(call.method);
      case 'path': return literal(call.service);
      case 'type': return literal('before');
      case 'http': return caller('input', 'http', site);
      default: return readProp(sim, `hook.${name}`) ?? caller('input', name, site);
    }
  }
  if (target.what === 'context' && target.name === PARAMS) {
    const set = readProp(sim, `params.${name}`);
    if (set) return set;
    // A call from outside: calls of the application's own have no provider.
    if (name === 'provider') return literal('rest');
    if (name === 'headers' || name === 'query') return caller('input', name, site);
    if (name === 'authenticated') return sim.persona === 'user' ? literal(true) : caller('absent', name, site);
    return isIdentityName(name) ? identity(sim, name, site) : caller('input', name, site);
  }
  return connect.member(target, name, site, sim);
}

function assign(target: CallerValue, name: string, value: Value, site: Site, sim: Simulation): boolean {
  if (target.what !== 'context') return connect.assign(target, name, value, site, sim);
  sim.props.set(target.name === PARAMS ? `params.${name}` : `hook.${name}`, value);
  return true;
}

/** Hooks of `(context)`, and of `(context, next)` where they stand around (feathersjs.com, "Hooks"). What does not throw goes on. */
export function hookDialect(call: Call, around: boolean): Dialect {
  const context = caller('context', HOOK);
  return {
    ...connect, name: `feathers ${around ? 'around' : 'before'} ${call.service} ${call.method}`,
    arguments: () => (around ? [context, caller('next', 'next')] : [context]),
    member: (target, name, site, sim) => member(target, name, site, sim, call), assign,
    returned(_value, site, sim) { if (around) sim.ended = { kind: 'answered', site }; else sim.passed = true; },
  };
}

/** What each method of a service is called with (feathersjs.com, "Services"). */
const ARGUMENTS: Record<string, ('id' | 'body' | 'params')[]> = { find: ['params'], get: ['id', 'params'], create: ['body', 'params'], update: ['id', 'body', 'params'], patch: ['id', 'body', 'params'], remove: ['id', 'params'] };

export function methodDialect(call: Call): Dialect {
  const args = (entryOf(ARGUMENTS, call.method) ?? ['body', 'params']).map((one) => (one === 'params' ? caller('context', PARAMS) : caller('input', one)));
  return {
    ...connect, name: `feathers method ${call.service} ${call.method}`, arguments: () => args,
    member: (target, name, site, sim) => member(target, name, site, sim, call), assign,
    returned(_value, site, sim) { sim.ended = { kind: 'answered', site }; },
  };
}
