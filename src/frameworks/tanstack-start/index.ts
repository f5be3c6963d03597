import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** TanStack Start: server functions and server routes, each behind the middleware that it lists. */
export default { name: 'tanstack-start', model, find, isPresent: (program) => program.modules.some((module) => module.imports.some((one) => /^@tanstack\/(react-|solid-)?start(\/|$)/.test(one.source))) } satisfies Framework;
