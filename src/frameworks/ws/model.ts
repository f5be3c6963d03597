import type { CallRecord, PackageModel, ResultValue, Value } from '../../model/index.ts';
import { alternatives, textOf, unknown } from '../../link/index.ts';

export const PACKAGES = ['ws', 'isomorphic-ws'];
const MAKERS = new Set(['WebSocketServer', 'Server']);
export const LISTENS = new Set(['on', 'once', 'addListener', 'prependListener', 'addEventListener']);

/** A server of WebSockets. */
export function serverOf(value: Value | undefined): ResultValue | undefined {
  if (value?.kind !== 'result' || value.call.callee.kind !== 'external' || !PACKAGES.includes(value.call.callee.package)) return undefined;
  return MAKERS.has(value.call.callee.path.at(-1) ?? '') ? value : undefined;
}

const listensFor = (record: CallRecord, event: string): boolean => LISTENS.has(record.method) && record.args[0] !== undefined && textOf(record.args[0]) === event;

export function isConnection(record: CallRecord): boolean {
  return listensFor(record, 'connection') && serverOf(record.receiver) !== undefined;
}

/** The socket that stands for all connections which a listener is called with. */
export function isSocket(value: Value): value is ResultValue {
  return value.kind === 'result' && isConnection(value.call);
}

/** A listener for what a client sends. */
export function isMessage(record: CallRecord): boolean {
  return listensFor(record, 'message') && record.receiver !== undefined && isSocket(record.receiver);
}

/** A listener for requests to change to another protocol, on a server of Node's kind. */
export function isUpgrade(record: CallRecord): boolean {
  return listensFor(record, 'upgrade') && record.args.length > 1;
}

const isListener = (record: CallRecord): boolean => LISTENS.has(record.method) && record.receiver !== undefined && (isSocket(record.receiver) || serverOf(record.receiver) !== undefined);

/** What listens for connections is called with a socket of its own. */
export const model: PackageModel = {
  packages: PACKAGES,
  call(record, host) {
    if (isConnection(record)) {
      const socket = host.result(record);
      for (const fn of record.args.slice(1).flatMap(alternatives)) if (fn.kind === 'function') host.invoke(fn, [socket, ...fn.fn.params.slice(1).map(() => unknown('what a client sends'))], fn.self ?? socket);
      return record.receiver;
    }
    return isListener(record) ? record.receiver : undefined;
  },
  keepsCallbacks: isListener,
  parameter: { path: ['WebSocketServer'], registers: (method, call) => LISTENS.has(method) && call.args[0]?.kind === 'literal' && call.args[0].value === 'connection' },
};
