import type { CallerValue, Site, Value } from '../../model/index.ts';
import { entryOf, resultOf, textOf } from '../../link/index.ts';
import { caller, connect, fetchOutside, identity, readProp, statusCodeOf, type Dialect, type Simulation } from '../../guards/index.ts';

const CALL = caller('context', 'call');

/** A member of the request of a callable (second generation) or of its context (first). App Check knows the app, and nobody who uses it. */
function member(target: CallerValue, name: string, site: Site, sim: Simulation): Value | undefined {
  if (name === 'then' || name === 'catch' || name === 'finally') return undefined;
  if (target.what !== 'context') return connect.member(target, name, site, sim);
  const set = readProp(sim, `call.${name}`);
  if (set) return set;
  switch (name) {
    case 'auth': return identity(sim, 'auth', site);
    case 'data': return caller('input', 'body', site);
    case 'rawRequest': return caller('request', 'req');
    default: return caller('input', `call.${name}`, site);
  }
}

/** HTTP statuses of the codes of `HttpsError` (firebase.google.com, "Callable functions: protocol"). */
const STATUS: Record<string, number> = {
  unauthenticated: 401, 'permission-denied': 403, 'invalid-argument': 400, 'failed-precondition': 400, 'out-of-range': 400, 'not-found': 404, 'already-exists': 409, aborted: 409,
  'resource-exhausted': 429, cancelled: 499, internal: 500, unknown: 500, 'data-loss': 500, unimplemented: 501, unavailable: 503, 'deadline-exceeded': 504,
};

/** `(request)`, or `(data, context)`; an error answers with the status that its code stands for. */
export function calling(first: boolean): Dialect {
  return {
    name: `firebase call ${String(first)}`,
    arguments: () => (first ? [caller('input', 'body'), CALL] : [CALL, caller('input', 'stream')]),
    member,
    assign(target, name, value, site, sim) {
      if (target.what !== 'context') return connect.assign(target, name, value, site, sim);
      sim.props.set(`call.${name}`, value);
      return true;
    },
    call: (...given) => connect.call(...given),
    outside: (record, sim) => (record.constructed && /HttpsError$/.test(record.callee.kind === 'external' ? record.callee.path.at(-1) ?? '' : record.callee.kind === 'property' ? record.callee.name : '') ? resultOf(record) : fetchOutside(record, sim)),
    returned: (_value, site, sim) => { sim.ended = { kind: 'answered', site }; sim.status = 200; },
    thrown(value, site, sim) {
      const code = value.kind === 'result' ? value.call.args[0] : value.kind === 'object' ? value.props.get('code') : undefined;
      const status = code && (entryOf(STATUS, textOf(code) ?? '') ?? statusCodeOf(code));
      if (status === undefined) return;
      // Cancelled by nobody who is turned away.
      sim.status = status === 499 ? 500 : status;
      sim.ended = { kind: 'answered', site };
    },
  };
}
