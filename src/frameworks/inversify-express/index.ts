import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** inversify-express-utils, and the HTTP packages of InversifyJS: controllers with decorators, put together by a container. */
export default { name: 'inversify-express', model, find } satisfies Framework;
