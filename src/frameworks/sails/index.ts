import type { Framework } from '../types.ts';
import { find, isPresent } from './find.ts';

/** Sails: `config/routes.js`, and policies by action in `config/policies.js`. */
export default { name: 'sails', model: { packages: ['sails'] }, isPresent, find } satisfies Framework;
