import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** LoopBack 4: controllers with decorators. */
export default { name: 'loopback', model, find } satisfies Framework;
