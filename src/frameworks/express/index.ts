import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** Express 4 and 5: applications and routers whose layers are tried in the order in which they were added. */
export default { name: 'express', model, find } satisfies Framework;
