import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** moleculer-web: the routes of an API gateway, which lead to actions of services. */
export default { name: 'moleculer', model, find } satisfies Framework;
