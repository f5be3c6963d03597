import type { Framework } from '../types.ts';
import { find, rootsOf } from './find.ts';

/** Functions of Vercel: files below `api` of a project without a framework that has routes of its own. */
export default { name: 'vercel', model: { packages: ['@vercel/node', '@vercel/edge'] }, isPresent: (program, files) => rootsOf(program, files).size > 0, find } satisfies Framework;
