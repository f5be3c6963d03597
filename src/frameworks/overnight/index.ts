import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** OvernightJS: controllers with decorators on Express. */
export default { name: 'overnight', model, find } satisfies Framework;
