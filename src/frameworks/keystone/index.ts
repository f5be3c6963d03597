import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** Keystone 6: operations of GraphQL on lists behind access functions, fields of the schema that the project adds, and routes on its Express application. */
export default { name: 'keystone', model, find } satisfies Framework;
