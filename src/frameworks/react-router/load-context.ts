import type { CallerValue, FunctionValue, ObjectValue, Site, Value } from '../../model/index.ts';
import { isNullish, literal, object, settle, unknown } from '../../link/index.ts';
import { caller, identity, readProp, type Simulation } from '../../guards/index.ts';

/**
 * Makes the context of loaders, actions and middleware (reactrouter.com, "getLoadContext"), and what it is given: a request and a
 * response of Connect, the context of the server, the request itself, or an object that holds it.
 */
export interface ContextMaker { maker: FunctionValue; given: 'connect' | 'fetch' | 'request' | 'event' }

/** The name of a `RouterContextProvider` that code of the project makes. */
export const PROVIDER = 'provider';

/** What the server gives one request. */
interface Given { context: ObjectValue; kept: Map<string, Value> }

const contexts = new WeakMap<Simulation, Given>();

/** What the server gives this request as an object; nothing while it is being made. What it keeps under keys is kept for the same run. */
export function loadContext({ maker, given }: ContextMaker, sim: Simulation, site: Site): ObjectValue {
  const known = contexts.get(sim);
  if (known) return known.context;
  const made = givenTo(sim);
  const value = settle(sim.machine.invoke(maker, argumentsOf(given), maker.self, site));
  if (value.kind === 'object') made.context = value;
  return made.context;
}

function givenTo(sim: Simulation): Given {
  let known = contexts.get(sim);
  if (!known) contexts.set(sim, (known = { context: object(), kept: new Map() }));
  return known;
}

function argumentsOf(given: ContextMaker['given']): Value[] {
  switch (given) {
    case 'connect': return [caller('request', 'request'), caller('response', 'res')];
    case 'fetch': return [caller('context', 'server')];
    case 'request': {
      const client = object();
      client.props.set('address', caller('input', 'ip'));
      client.open = true;
      return [caller('request', 'request'), client];
    }
    case 'event': {
      const event = object();
      event.props.set('request', caller('request', 'request'));
      event.open = true;
      return [event];
    }
  }
}

/** Calls of a provider that the server makes: what it keeps is there for everything that is given the context. */
export function providerCall(callee: CallerValue, [key, value]: Value[], site: Site, sim: Simulation): Value | undefined {
  if (callee.name === `${PROVIDER}.set`) {
    if (key && value) givenTo(sim).kept.set(keyOf(key), value);
    return literal(undefined);
  }
  return callee.name === `${PROVIDER}.get` && key ? givenTo(sim).kept.get(keyOf(key)) ?? unset(key, site, sim) : undefined;
}

/** `context.set(key, value)` of middleware. */
export function keepUnder(key: Value, value: Value, sim: Simulation): void {
  sim.props.set(keyOf(key), value);
}

/** `context.get(key)`: what middleware has kept there, or else the server. */
export function keptUnder(key: Value, site: Site, sim: Simulation): Value {
  return readProp(sim, keyOf(key)) ?? contexts.get(sim)?.kept.get(keyOf(key)) ?? unset(key, site, sim);
}

/** `createContext()` gives a key that is known by its identity. */
function keyOf(key: Value): string {
  return `context#${key.kind === 'result' ? key.id : key.kind === 'external' ? [key.package, ...key.path].join('.') : 'unknown'}`;
}

/** Why nothing is known of what a key without a default stands for. */
export const SERVED = 'a context that is filled by the server';

/** A key that nothing has set has its default; where that is nothing, nothing is known of the caller. One without a default is filled by the server. */
function unset(key: Value, site: Site, sim: Simulation): Value {
  if (key.kind !== 'result') return identity(sim, 'context', site);
  const fallback = key.call.args[0];
  if (!fallback) return unknown(SERVED);
  return isNullish(fallback) === true ? identity(sim, 'context', site) : fallback;
}
