import type { CallerValue, CallRecord, ResultValue, Site, Value } from '../../model/index.ts';
import { packageOf, pathOf, textOf, textParts, UNDEFINED } from '../../link/index.ts';
import { caller, connect, fetchCall, fetchMember, fetchOutside, identity, isIdentityName, type Dialect, type Simulation } from '../../guards/index.ts';
import { choiceOf } from '../choice.ts';
import { connectionArguments, handling, registering, type SocketShape } from '../socket-dialect.ts';
import { isSocket } from './model.ts';

export const shape: SocketShape = { packages: /^(isomorphic-)?ws(\/|$)/, isSocket };

/** `(ws, request, ...)`: what more is handed on is what the project found out at the upgrade. */
const withClient: Pick<Dialect, 'supply'> = {
  supply: (fn, sim) => fn.fn.params.map((param, i) => {
    const name = fn.module.bindings[param.binding]?.name ?? '';
    return connectionArguments()[i] ?? (isIdentityName(name) ? identity(sim, name) : caller('input', name));
  }),
};

/** The listener of connections, where what it does itself is the point. */
export const connected: Dialect = {
  ...handling(shape, connectionArguments), ...withClient, name: 'ws connection',
  outside(record, sim) {
    // Who gets the socket and is not known may ask for anything before it serves it.
    if (sim.machine.domain && packageOf(record.callee) === undefined && record.callee.kind !== 'builtin' && record.callee.kind !== 'caller' && record.args.some((arg) => arg.kind === 'caller' && arg.what === 'request' && arg.name === 'socket')) sim.unfollowed ??= record.method || 'a function';
    return handling(shape).outside!(record, sim);
  },
};

/** The listener of connections on the way to what it registers for messages. */
export const connecting = (...given: Parameters<typeof registering>): Dialect => ({ ...registering(...given), ...withClient });

/** The request as a client sent it, whose URL is taken apart by `new URL(req.url, base)` or `url.parse(req.url)`. */
const plain: Pick<Dialect, 'member' | 'assign' | 'outside'> = {
  member: (target, name, site, sim) => (target.what === 'input' && target.name === 'url' ? fetchMember(target, name, site, sim) : connect.member(target, name, site, sim)),
  assign: (target, name, value, site, sim) => connect.assign(target, name, value, site, sim),
  outside: (record, sim) => (packageOf(record.callee) === 'url' && pathOf(record.callee).at(-1) === 'parse' ? caller('input', 'url') : fetchOutside(record, sim)),
};

/** `verifyClient(info)`, which returns whether to go on, or `verifyClient(info, callback)` (ws: API reference, "new WebSocketServer"). */
export const verifying: Dialect = {
  ...plain, name: 'ws verifyClient',
  arguments: () => [caller('context', 'info'), caller('next', 'next')],
  member(target, name, site, sim) {
    if (target.what !== 'context') return plain.member(target, name, site, sim);
    return name === 'req' ? caller('request', 'req') : caller('input', name, site);
  },
  call(callee, args, record, sim) {
    if (callee.what !== 'next') return fetchCall(callee, args, record, sim);
    const site: Site = { module: record.module, start: record.expr.start, end: record.expr.end };
    decide(args[0] ?? UNDEFINED, site, sim);
    return UNDEFINED;
  },
  returned: (value, site, sim) => { if (!(value.kind === 'literal' && value.value === undefined)) decide(value, site, sim); },
};

function decide(value: Value, site: Site, sim: Simulation): void {
  if (choiceOf(value, site, sim)) sim.passed = true;
  else {
    sim.ended ??= { kind: 'answered', site };
    sim.status ??= sim.because ? 401 : 400;
  }
}

const RAW = 'res.upgrade';

/** `(req, socket, head)` of an upgrade: callers get through for whom the server takes the socket over. */
export function upgrading(server: ResultValue): Dialect {
  return {
    ...plain, name: `ws upgrade ${server.id}`,
    arguments: () => [caller('request', 'req'), caller('response', RAW), caller('input', 'head')],
    member: (target, name, site, sim) => (target.what === 'response' && target.name === RAW ? caller('response', `${RAW}.${name}`, site) : plain.member(target, name, site, sim)),
    call: (callee, args, record, sim) => raw(callee, args, record, sim) ?? fetchCall(callee, args, record, sim),
    outside(record, sim) {
      if (record.receiver !== server || (record.method !== 'handleUpgrade' && record.method !== 'emit')) return plain.outside!(record, sim);
      if (!sim.ended) sim.passed = true;
      return UNDEFINED;
    },
  };
}

function raw(callee: CallerValue, args: Value[], record: CallRecord, sim: Simulation): Value | undefined {
  if (callee.what !== 'response' || !callee.name.startsWith(`${RAW}.`)) return undefined;
  const said = args[0] && /\s(\d{3})\b/.exec(textOf(args[0]) ?? textParts(args[0])[0] ?? '');
  if (said) sim.status = Number(said[1]);
  const name = callee.name.slice(RAW.length + 1);
  if (name === 'destroy' || name === 'end' || name === 'destroySoon') {
    sim.passed = false;
    sim.ended ??= { kind: 'answered', site: { module: record.module, start: record.expr.start, end: record.expr.end } };
    sim.status ??= sim.because ? 401 : 400;
  }
  return UNDEFINED;
}
