import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** oRPC 1: procedures that are built by chains of middleware or from a contract, in routers that are plain objects. */
export default { name: 'orpc', model, find } satisfies Framework;
