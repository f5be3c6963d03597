import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** itty-router: routes of Workers in order of registration, with functions in front that return nothing. */
export default { name: 'itty-router', model, find } satisfies Framework;
