import type { Framework } from '../types.ts';
import { find, workerFolders } from './find.ts';

/** Workers of Cloudflare that tell their requests apart by themselves. */
export default { name: 'workers', model: { packages: [] }, isPresent: (_program, files) => workerFolders(files).length > 0, find } satisfies Framework;
