import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** Hono, with its OpenAPI variants: applications whose middleware and handlers are tried in the order in which they were added. */
export default { name: 'hono', model, find } satisfies Framework;
