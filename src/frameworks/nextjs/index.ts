import type { Framework } from '../types.ts';
import { appsOf } from './apps.ts';
import { find } from './find.ts';

/**
 * Next.js: route handlers of the app router, API routes of the pages router, and server actions, behind the middleware.
 * Routes are files, and the modules that hold them are run when they are asked for.
 */
export default { name: 'nextjs', model: { packages: [] }, isPresent: (program, files) => appsOf(program, files).length > 0, find } satisfies Framework;
