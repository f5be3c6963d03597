import type { Framework } from '../types.ts';
import { find, isPresent } from './find.ts';
import { model } from './model.ts';

/** Strapi 4 and 5: routes as data below `src/api`, which ask for a permission unless they say otherwise. */
export default { name: 'strapi', model, isPresent, find } satisfies Framework;
