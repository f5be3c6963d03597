import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** tRPC 9 to 11: procedures that are built by chains of middleware, in routers that hold each other. */
export default { name: 'trpc', model, find } satisfies Framework;
