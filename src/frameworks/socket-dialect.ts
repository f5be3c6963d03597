import type { CallerValue, CallExpr, CallRecord, FunctionValue, NewExpr, Site, Value } from '../model/index.ts';
import { array, literal, packageOf, pathOf, Settled, UNDEFINED, walkFunction } from '../link/index.ts';
import { caller, connect, credential, fetchCall, fetchMember, fetchOutside, isNoiseName, readProp, type Dialect, type Simulation } from '../guards/index.ts';
import { leavesWhenTold, saysNo, stopsAt } from './socket-refusal.ts';

/** What is particular to a library of sockets. */
export interface SocketShape {
  /** Its packages, sub-paths included. */
  packages: RegExp;
  /** The socket of a connection that was made while the project was set up. */
  isSocket(value: Value): boolean;
}

export const SOCKET = caller('request', 'socket');
const REQUEST = caller('request', 'req');

/** Members by which a socket is closed. */
const CLOSES = new Set(['disconnect', 'close', 'terminate', 'destroy', 'end']);
const SENDS = new Set(['emit', 'send', 'emitWithAck', 'write', 'compress']);
const REGISTERS = new Set(['on', 'once', 'addListener', 'onAny', 'prependListener', 'addEventListener']);
const PLAIN = new Set(['rooms', 'nsp', 'connected', 'disconnected', 'conn', 'adapter', 'volatile', 'broadcast', 'local', 'server', 'join', 'leave', 'to', 'in', 'except', 'timeout', 'use', 'off', 'removeListener', 'removeAllListeners', 'ping', 'pong', 'readyState', 'bufferedAmount', 'protocol', 'url', 'OPEN', 'CLOSED', 'isAlive', 'recovered', 'remoteAddress', '_socket']);

/** What came of one way through a handler, beyond what the simulation notes. */
interface Deeds { wrote: boolean; since: Site | undefined }
const deeds = new WeakMap<Simulation, Deeds>();

function did(sim: Simulation, writes: boolean): void {
  const known = deeds.get(sim) ?? { wrote: false, since: undefined };
  deeds.set(sim, { wrote: known.wrote || writes, since: sim.because ?? known.since });
}

function member(target: CallerValue, name: string, site: Site, sim: Simulation): Value | undefined {
  if (name === 'then' || name === 'catch' || name === 'finally') return undefined;
  if (target.what === 'request' && target.name === 'socket') {
    const set = readProp(sim, name);
    if (set) return set;
    // Whatever the project keeps by the socket's id is the socket's.
    if (name === 'id') return SOCKET;
    if (name === 'handshake') return caller('input', 'handshake', site);
    if (name === 'request' || name === 'upgradeReq') return REQUEST;
    if (name === 'client' || name === 'conn') return caller('input', `socket.${name}`, site);
    if (name === 'data') return caller('response', 'res.locals');
    if (CLOSES.has(name)) return caller('response', 'socket.close', site);
    if (SENDS.has(name)) return caller('response', 'socket.send', site);
    if (REGISTERS.has(name)) return caller('response', 'socket.on', site);
    if (PLAIN.has(name)) return caller('input', `socket.${name}`, site);
    return connect.member(target, name, site, sim);
  }
  if (target.what !== 'input') return target.what === 'request' ? fetchMember(target, name, site, sim) : connect.member(target, name, site, sim);
  switch (target.name) {
    case 'handshake':
      if (name === 'headers' || name === 'query') return readProp(sim, `handshake.${name}`) ?? caller('input', name, site);
      if (name === 'auth') return caller('input', 'handshake.auth', site);
      if (name === 'session') return caller('input', 'session', site);
      return readProp(sim, `handshake.${name}`) ?? (PLAIN_HANDSHAKE.has(name) ? caller('input', `handshake.${name}`, site) : connect.member(REQUEST, name, site, sim));
    // Whatever a client hands over to say who it is.
    case 'handshake.auth': return readProp(sim, `handshake.auth.${name}`) ?? credential(sim, name, site);
    case 'query': return CREDENTIAL.test(name) ? readProp(sim, `query.${name}`) ?? credential(sim, name, site) : fetchMember(target, name, site, sim);
    case 'socket.client': case 'socket.conn': return name === 'request' ? REQUEST : caller('input', `${target.name}.${name}`, site);
    case 'url': return fetchMember(target, name, site, sim);
    default:
      if (target.name.startsWith('socket.')) return SENDS.has(name) ? caller('response', 'socket.send', site) : caller('input', `${target.name}.${name}`, site);
      return fetchMember(target, name, site, sim);
  }
}

const PLAIN_HANDSHAKE = new Set(['address', 'secure', 'time', 'issued', 'url', 'xdomain']);
const CREDENTIAL = /token|jwt|auth|secret|api_?-?key|session|ticket|password/i;

interface Use {
  /** A registration to be reached: whoever gets there gets to what is registered. */
  target?: CallExpr | NewExpr;
  /** Nothing is awaited before the end: a socket that is closed at any point gets no events. */
  whole?: boolean;
  /** What it does is the point: an answer, or that it does anything at all, is what counts. */
  handles?: boolean;
}

function close(sim: Simulation, site: Site): Value {
  sim.passed = false;
  sim.ended = { kind: 'answered', site };
  sim.status = sim.because ? 401 : 400;
  return UNDEFINED;
}

function answer(sim: Simulation, site: Site, refuses: boolean): Value {
  if (sim.ended) return UNDEFINED;
  sim.ended = { kind: 'answered', site };
  sim.status = refuses ? (sim.because ? 401 : 400) : 200;
  if (sim.untilAnswer) throw new Settled();
  return UNDEFINED;
}

/** An acknowledgement that says no: by its words, by `false` alone, or in the handler of the error that a missing credential led to. */
function refuses(args: Value[], record: CallRecord, sim: Simulation): boolean {
  if (sim.because && (sim.catching ?? 0) > 0) return true;
  return saysNo(record.module, record.expr, false) || (args.length === 1 && args[0]?.kind === 'literal' && !args[0].value);
}

/** A call of a socket, of what it sends through, or of the acknowledgement of an event. */
function call(use: Use, callee: CallerValue, args: Value[], record: CallRecord, sim: Simulation): Value | undefined {
  const site: Site = { module: record.module, start: record.expr.start, end: record.expr.end };
  if (callee.what === 'response') {
    switch (callee.name) {
      case 'ack': return use.handles ? answer(sim, site, refuses(args, record, sim)) : UNDEFINED;
      case 'socket.close': return close(sim, site);
      case 'socket.on':
        if (record.expr !== use.target || sim.ended) return SOCKET;
        sim.passed = true;
        // What follows after something was awaited comes too late for events that are there by then.
        if (!use.whole) throw new Settled();
        return SOCKET;
      case 'socket.send':
        if (saysNo(record.module, record.expr, true)) { if (use.handles && sim.because) return answer(sim, site, true); } else did(sim, true);
        return UNDEFINED;
      default: break;
    }
  }
  if (callee.what === 'input' && callee.name === 'body' && use.handles) return answer(sim, site, refuses(args, record, sim));
  if (callee.what === 'input' && callee.name.startsWith('socket.')) {
    if (/\.(to|in|except|of|timeout|compress)$/.test(callee.name)) return caller('input', 'socket.to', site);
    if (/\.(join|leave)$/.test(callee.name)) did(sim, true);
    return UNDEFINED;
  }
  return fetchCall(callee, args, record, sim);
}

const WRITES = /save|create|update|insert|delete|remove|destroy|upsert|^add|^set|push|emit|send|write|publish|exec|broadcast|spawn|kill|start|stop|store/i;

/** Something outside is called: where nothing says yet that the caller lacks something, only what changes something counts. */
function note(record: CallRecord, sim: Simulation): void {
  const label = record.method || pathOf(record.callee).at(-1) || '';
  // Without a domain, a function is run apart from the caller.
  if (sim.machine.domain === undefined || record.callee.kind === 'builtin' || isNoiseName(label) || record.constructed) return;
  if (record.args.concat(record.receiver ?? []).some((one) => one.kind === 'caller' && (one.what === 'absent' || one.what === 'forged' || one.what === 'credential'))) return;
  did(sim, WRITES.test(label));
}

function dialect(shape: SocketShape, name: string, use: Use, args: (fn: FunctionValue) => Value[], more: Partial<Dialect> = {}): Dialect {
  return {
    name,
    arguments: args,
    member,
    assign: (target, key, value, site, sim) => connect.assign(target, key, value, site, sim),
    call: (callee, given, record, sim) => call(use, callee, given, record, sim),
    outside(record, sim) {
      note(record, sim);
      if (packageOf(record.callee) === 'url' && pathOf(record.callee).at(-1) === 'parse') return caller('input', 'url');
      return fetchOutside(record, sim);
    },
    ambient: ambientOf(shape),
    stands: (value) => (shape.isSocket(value) ? SOCKET : undefined),
    ...more,
  };
}

const ambients = new WeakMap<SocketShape, NonNullable<Dialect['ambient']>>();

function ambientOf(shape: SocketShape): NonNullable<Dialect['ambient']> {
  let known = ambients.get(shape);
  if (!known) ambients.set(shape, (known = (name) => name !== undefined && shape.packages.test(name)));
  return known;
}

/** `(socket, next) => ...` in front of connections: what it hands to `next` is an error. */
export const connecting = (shape: SocketShape): Dialect => dialect(shape, 'socket middleware', {}, () => [SOCKET, caller('next', 'next')]);

/** `([event, ...args], next) => ...` in front of every event of a socket. */
export const receiving = (shape: SocketShape, event: string): Dialect => dialect(shape, `socket packet ${event}`, {}, () => [array([literal(event), caller('input', 'body'), caller('response', 'ack')]), caller('next', 'next')]);

/**
 * What is run for each connection, or for an event after which others are registered. Callers get through it who get to the
 * registration `target`.
 */
export function registering(shape: SocketShape, target: CallExpr | NewExpr, id: string, fn: FunctionValue, args: (fn: FunctionValue) => Value[]): Dialect {
  return dialect(shape, `socket until ${id}`, { target, whole: fn.fn.async !== true }, args);
}

/** A listener as a library calls it: its `this` is the socket. */
export function onSocket(value: Value): Value {
  return value.kind === 'function' && !value.fn.arrow && !value.self ? { ...value, self: SOCKET } : value;
}

/** The arguments of a connection: the socket and, for some libraries, the request that it came with. */
export const connectionArguments = (): Value[] => [SOCKET, REQUEST];

const ACKNOWLEDGES = /^(cb|callback|ack|acknowledge?|fn|done|respond|reply|res|response|answer|callbackfn)$/i;

/** The arguments of an event: what was sent with it and, last, a function that answers it. */
export function eventArguments(fn: FunctionValue): Value[] {
  const given = fn.bound?.length ?? 0;
  return fn.fn.params.slice(given).map((param, i, all) => {
    const name = fn.module.bindings[param.binding]?.name ?? '';
    const last = i === all.length - 1;
    if (param.rest) return caller('input', 'body');
    return ACKNOWLEDGES.test(name) || (last && i > 0 && isCalled(fn, param.binding)) ? caller('response', 'ack') : caller('input', 'body');
  });
}

function isCalled({ module, fn }: FunctionValue, binding: number): boolean {
  let called = false;
  walkFunction(module, fn.id, { expr(expr) { if (expr.kind === 'call' && expr.callee.kind === 'ref' && expr.callee.binding === binding) called = true; } });
  return called;
}

/** The handler of an event. One that gives no answer has served its caller if it did anything, or was not stopped by what the caller lacks. */
export function handling(shape: SocketShape, args: (fn: FunctionValue) => Value[] = eventArguments): Dialect {
  return dialect(shape, 'socket event', { handles: true }, args, {
    returned(_value, site, sim) {
      if (isStopped(sim, site)) return;
      sim.ended = { kind: 'answered', site };
      sim.status = 200;
    },
  });
}

function isStopped(sim: Simulation, handler: Site): boolean {
  const { because } = sim;
  if (!because || sim.leftOutAfter === because) return false;
  const done = deeds.get(sim);
  if (done?.since === because || (sim.becauseSkips && done?.wrote === true)) return false;
  const here = because.module === handler.module && because.start >= handler.start && because.end <= handler.end;
  // That someone lacks a right, a helper has found, and said so.
  return stopsAt(because, sim.becauseSkips) || (sim.persona === 'user' && !here && leavesWhenTold(handler));
}
