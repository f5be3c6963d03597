import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** Fastify 3 to 5: hooks hold for an instance and all below it, wherever they stand in its code. */
export default { name: 'fastify', model, find } satisfies Framework;
