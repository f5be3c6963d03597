import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** express-openapi: files, or operations of an API description, that it puts on an Express application behind the description's security. */
export default { name: 'express-openapi', model, find } satisfies Framework;
