import type { CallRecord, PackageModel, ResultValue, Value } from '../../model/index.ts';
import { alternatives, textOf, unknown } from '../../link/index.ts';

export const PACKAGE = 'socket.io';
const MAKERS = new Set(['', 'Server', 'default', 'listen']);
const LISTENS = new Set(['on', 'once', 'addListener', 'prependListener']);
const EVENTS = new Set([...LISTENS, 'onAny']);

const isConnection = (record: CallRecord): boolean => LISTENS.has(record.method) && ['connection', 'connect'].includes((record.args[0] && textOf(record.args[0])) ?? '');

export function isServer(value: Value | undefined): boolean {
  return serverOf(value) !== undefined;
}

function serverOf(value: Value | undefined): ResultValue | undefined {
  if (value?.kind !== 'result' || value.call.callee.kind !== 'external' || value.call.callee.package !== PACKAGE) return undefined;
  const { path } = value.call.callee;
  return path.length < 2 && MAKERS.has(path[0] ?? '') ? value : undefined;
}

/** A server or one of its namespaces: `io`, `io.sockets`, `io.of('/x')`; the path is '/' or the namespace's. */
export interface Namespace { server: ResultValue; path: string }

export function namespaceOf(value: Value | undefined): Namespace | undefined {
  const main = serverOf(value?.kind === 'property' && value.name === 'sockets' ? value.object : value);
  if (main) return { server: main, path: '/' };
  const server = value?.kind === 'result' && value.call.method === 'of' ? serverOf(value.call.receiver) : undefined;
  if (value?.kind !== 'result' || !server) return undefined;
  const [name] = value.call.args;
  const path = (name && textOf(name)) ?? '/:namespace';
  return { server, path: path.startsWith('/') ? path : `/${path}` };
}

/** The socket that stands for all connections which a listener is called with. */
export function isSocket(value: Value): value is ResultValue {
  return value.kind === 'result' && isConnection(value.call) && namespaceOf(value.call.receiver) !== undefined;
}

export interface Connection { record: CallRecord; namespace: Namespace }

export function connectionOf(record: CallRecord): Connection | undefined {
  const namespace = isConnection(record) ? namespaceOf(record.receiver) : undefined;
  return namespace && { record, namespace };
}

/** Registration of a handler of an event on a socket. */
export function isEvent(record: CallRecord): boolean {
  return EVENTS.has(record.method) && record.receiver !== undefined && isSocket(record.receiver);
}

/** Middleware of a namespace, of the transport, or of a socket. */
export function isUse(record: CallRecord): boolean {
  return record.method === 'use' && (namespaceOf(record.receiver) !== undefined || isEngine(record.receiver) || (record.receiver !== undefined && isSocket(record.receiver)));
}

/** `io.engine`. */
export function isEngine(value: Value | undefined): boolean {
  return value?.kind === 'property' && value.name === 'engine' && isServer(value.object);
}

/** What listens for connections or events is called with a socket of its own: it may register further handlers. */
export const model: PackageModel = {
  packages: [PACKAGE],
  call(record, host) {
    if (connectionOf(record)) {
      const socket = host.result(record);
      for (const fn of record.args.slice(1).flatMap(alternatives)) if (fn.kind === 'function') host.invoke(fn, [socket], fn.self ?? socket);
      return record.receiver;
    }
    if (isEvent(record)) {
      for (const fn of record.args.flatMap(alternatives)) if (fn.kind === 'function') host.invoke(fn, fn.fn.params.map(() => unknown('what a client sends')), fn.self ?? record.receiver);
      return record.receiver;
    }
    if (isUse(record) || (isServer(record.receiver) && (record.method === 'attach' || record.method === 'listen'))) return record.receiver;
    return undefined;
  },
  keepsCallbacks: (record) => connectionOf(record) !== undefined || isEvent(record) || isUse(record),
  parameter: { path: ['Server'], registers: (method, call) => LISTENS.has(method) && call.args[0]?.kind === 'literal' && (call.args[0].value === 'connection' || call.args[0].value === 'connect') },
};
