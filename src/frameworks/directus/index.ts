import type { Framework } from '../types.ts';
import { find, isPresent } from './find.ts';
import { model } from './model.ts';

/** Extensions of Directus: endpoints, whose routers Directus mounts behind nothing but what finds out who is calling. */
export default { name: 'directus', model, isPresent, find } satisfies Framework;
