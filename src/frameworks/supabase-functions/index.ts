import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { FUNCTION, model } from './model.ts';

/** Edge functions of Supabase: folders with an index file that serves requests. */
export default { name: 'supabase-functions', model, isPresent: (program) => program.modules.some((module) => FUNCTION.test(module.path)), find } satisfies Framework;
