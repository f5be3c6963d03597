import type { Framework } from '../types.ts';
import { find, isPresent } from './find.ts';
import { model } from './model.ts';

/** Medusa 2: routes are files below `src/api`; what is below `/admin` asks for a user by convention. */
export default { name: 'medusa', model, isPresent, find } satisfies Framework;
