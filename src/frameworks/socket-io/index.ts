import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** Socket.IO: events of sockets, behind what a connection has to pass (socket.io/docs/v4: Middlewares, Namespaces). */
export default { name: 'socket-io', model, find } satisfies Framework;
