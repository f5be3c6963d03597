import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** Elysia: instances with hooks, whose scope says for whose routes they are. */
export default { name: 'elysia', model, find } satisfies Framework;
