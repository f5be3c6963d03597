import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** Feathers: services whose methods are reached over REST, behind hooks. */
export default { name: 'feathers', model, find } satisfies Framework;
