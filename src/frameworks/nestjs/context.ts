import type { CallerValue, CallRecord, Site, Value } from '../../model/index.ts';
import { array, literal, object, settle, textOf, UNDEFINED, unknown } from '../../link/index.ts';
import { caller, connect, credential, readProp, type Simulation } from '../../guards/index.ts';
import type { Entry } from './entry.ts';
import { plainArguments } from './parameters.ts';

const METHODS = new Set(['switchToHttp', 'switchToWs', 'switchToRpc', 'getRequest', 'getResponse', 'getNext', 'getClient', 'getData', 'getContext', 'getPattern', 'getArgs', 'getArgByIndex', 'getHandler', 'getClass', 'getType', 'getInfo', 'getRoot', 'get', 'getMap', 'getMetadata']);

/** A member of the execution context, of what it is switched to, of a GraphQL context or of a socket; the rest is as in Express. */
export function contextMember(target: CallerValue, name: string, site: Site, sim: Simulation, entry: Entry | undefined): Value | undefined {
  if (name === 'then' || name === 'catch' || name === 'finally') return undefined;
  if (target.what === 'context') {
    if (target.name === 'graphql') return graphqlMember(name, site, sim, entry);
    return METHODS.has(name) ? caller('context', `${target.name}.${name}`, site) : caller('input', `${target.name}.${name}`, site);
  }
  // What stands behind an interceptor is reached by `next.handle()`.
  if (target.what === 'next') return target;
  if (target.what === 'request') {
    if (name === 'raw' || name === 'req' || name === 'request') return readProp(sim, name) ?? target;
    if (target.name === 'client') return clientMember(name, site, sim);
  }
  if (target.what === 'response' && (name === 'request' || name === 'raw')) return name === 'raw' ? target : caller('request', 'req');
  if (target.what === 'input' && target.name === 'handshake') {
    return name === 'headers' || name === 'query' ? caller('input', name, site) : name === 'auth' ? caller('input', 'body', site) : caller('input', `handshake.${name}`, site);
  }
  return connect.member(target, name, site, sim);
}

/** Of a socket, the handshake says what its opener sent, and `data` holds what the server noted. */
function clientMember(name: string, site: Site, sim: Simulation): Value | undefined {
  switch (name) {
    case 'handshake': return caller('input', 'handshake', site);
    case 'upgradeReq': return caller('request', 'client');
    case 'data': return caller('request', 'req');
    case 'disconnect': case 'close': case 'terminate': return caller('response', 'client.disconnect', site);
    case 'emit': case 'send': case 'join': case 'leave': case 'on': case 'to': case 'id': case 'rooms': case 'nsp': case 'connected': return caller('input', `client.${name}`, site);
    default: return connect.member(caller('request', 'req'), name, site, sim);
  }
}

const made = new WeakMap<Simulation, Value>();

/** The context that the application makes for an operation; Nest's own holds the request and the response. */
function graphqlMember(name: string, site: Site, sim: Simulation, entry: Entry | undefined): Value | undefined {
  const set = readProp(sim, `graphql.${name}`);
  if (set) return set;
  const maker = entry?.graphqlContext;
  if (maker) {
    let whole = made.get(sim);
    if (!whole) {
      const given = object();
      for (const [key, value] of [['req', caller('request', 'req')], ['request', caller('request', 'req')], ['res', caller('response', 'res')], ['reply', caller('response', 'res')], ['connection', UNDEFINED], ['extra', UNDEFINED]] as const) given.props.set(key, value);
      made.set(sim, (whole = settle(sim.machine.invoke(maker, [given, caller('response', 'res')], maker.self, site))));
    }
    if (whole.kind === 'object' && whole.props.has(name)) return whole.props.get(name)!;
  }
  if (name === 'req' || name === 'request') return caller('request', 'req');
  if (name === 'res' || name === 'response' || name === 'reply') return caller('response', 'res');
  // Set for subscriptions only.
  if (name === 'headers' || name === 'connection' || name === 'connectionParams' || name === 'extra') return UNDEFINED;
  return connect.member(caller('request', 'req'), name, site, sim);
}

/** A call of a method of the execution context, or of what it was switched to. */
export function contextCall(callee: CallerValue, args: Value[], record: CallRecord, sim: Simulation, entry: Entry | undefined): Value | undefined {
  const site: Site = { module: record.module, start: record.expr.start, end: record.expr.end };
  if (callee.what === 'response' && callee.name === 'client.disconnect') {
    sim.ended ??= { kind: 'answered', site };
    sim.status = sim.because ? 401 : 400;
    return UNDEFINED;
  }
  if (callee.what !== 'context') return connect.call(callee, args, record, sim);
  const transport = entry?.transport ?? 'http';
  const name = callee.name.slice(callee.name.lastIndexOf('.') + 1);
  switch (name) {
    case 'switchToHttp': return caller('context', 'http');
    case 'switchToWs': return caller('context', 'ws');
    case 'switchToRpc': return caller('context', 'rpc');
    case 'getRequest': return caller('request', 'req');
    case 'getResponse': return caller('response', 'res');
    case 'getNext': return caller('next', 'next');
    case 'getClient': return caller('request', 'client');
    case 'getData': return caller('input', 'body', site);
    case 'getContext': return callee.name.startsWith('rpc') ? caller('context', 'message') : caller('context', 'graphql');
    case 'getArgs': return callee.name.startsWith('operation') ? caller('input', 'body', site) : array(plainArguments(transport));
    case 'getArgByIndex': return plainArguments(transport)[Number(args[0] ? textOf(args[0]) : NaN)] ?? caller('input', 'argument', site);
    case 'getHandler': sim.readsPath = true; return entry ? entry.method.fn : unknown('the handler');
    case 'getClass': sim.readsPath = true; return entry ? entry.cls : unknown('the handler\'s class');
    case 'getType': sim.readsPath = true; return literal(transport);
    // Metadata that a message brings: of gRPC, by name.
    case 'get': case 'getMap': return credential(sim, (args[0] && textOf(args[0])) ?? 'metadata', site);
    case 'getMetadata': return caller('context', 'message');
    default: return caller('input', name, site);
  }
}
