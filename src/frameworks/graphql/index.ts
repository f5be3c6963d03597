import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** GraphQL servers: resolver maps, schemas of objects and of builders, and the checks that libraries put in front of fields. */
export default { name: 'graphql', model, find } satisfies Framework;
