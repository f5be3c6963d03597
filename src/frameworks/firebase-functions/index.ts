import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** Cloud Functions for Firebase: callables and HTTP functions of both generations. */
export default { name: 'firebase-functions', model, find } satisfies Framework;
