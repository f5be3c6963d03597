import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** AdonisJS 5 and later: routes, groups and resources with middleware by name. */
export default { name: 'adonisjs', model, find } satisfies Framework;
