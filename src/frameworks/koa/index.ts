import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** Koa with its routers: middleware in the order in which it was added, routers whose layers run only where one of their routes matches. */
export default { name: 'koa', model, find } satisfies Framework;
