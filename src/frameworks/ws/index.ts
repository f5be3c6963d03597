import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** ws: connections of a WebSocket server, behind the upgrade of their HTTP request (RFC 6455, section 4.2). */
export default { name: 'ws', model, find } satisfies Framework;
