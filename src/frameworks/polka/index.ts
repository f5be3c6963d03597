import type { Framework } from '../types.ts';
import { findRoutes } from '../connect-servers.ts';
import { model, server } from './model.ts';

/** Polka: a router of `(req, res, next)`. */
export default { name: 'polka', model, find: (program, config, project) => findRoutes(program, config, server(project)) } satisfies Framework;
