import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** routing-controllers: controllers that say by decorators which paths their methods answer, on Express or Koa. */
export default { name: 'routing-controllers', model, find } satisfies Framework;
