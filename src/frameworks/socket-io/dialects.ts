import type { Value } from '../../model/index.ts';
import { isNullish, truth, UNDEFINED } from '../../link/index.ts';
import { caller, connect, type Dialect } from '../../guards/index.ts';
import type { SocketShape } from '../socket-dialect.ts';
import { isSocket, PACKAGE } from './model.ts';

export const shape: SocketShape = { packages: new RegExp(`^${PACKAGE.replace('.', '\\.')}(/|$)`), isSocket };

const isNothing = (value: Value | undefined): boolean => value === undefined || isNullish(value) === true;

/** `allowRequest(req, callback)`: of the callback, the first argument is an error and the second says whether the handshake goes on (socket.io, "Server options"). */
export const allowing: Dialect = {
  ...connect, name: 'socket.io allowRequest',
  arguments: () => [caller('request', 'req'), caller('next', 'next')],
  call(callee, args, record, sim) {
    if (callee.what !== 'next') return connect.call(callee, args, record, sim);
    const site = { module: record.module, start: record.expr.start, end: record.expr.end };
    const [error, allowed] = args;
    const goesOn = isNothing(error) && allowed !== undefined && (truth(allowed) ?? (allowed.kind === 'caller' ? allowed.what !== 'absent' : true));
    if (goesOn) { sim.passed = true; sim.ended ??= { kind: 'next', site }; }
    else if (!sim.ended) { sim.ended = { kind: 'answered', site }; sim.status = 403; }
    return UNDEFINED;
  },
};
