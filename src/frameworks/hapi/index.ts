import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** hapi: routes as objects, strategies by name, plugins that are each given a view of the server. */
export default { name: 'hapi', model, find } satisfies Framework;
