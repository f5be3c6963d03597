import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** Payload 2 and 3: collections and globals behind access functions, and endpoints behind nothing but what they check themselves. */
export default { name: 'payload', model, find } satisfies Framework;
