import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** tsoa: controllers with decorators, from which a build makes the routes. */
export default { name: 'tsoa', model, find } satisfies Framework;
