import { protectsInOrder } from './versions.ts';
import type { Framework } from '../types.ts';
import { model, server } from './model.ts';
import { findRoutes } from '../connect-servers.ts';

/** Restify: servers of `(req, res, next)`, and restify-router. */
export default { name: 'restify', model, find: (program, config, project) => findRoutes(program, config, server(protectsInOrder(project))) } satisfies Framework;
