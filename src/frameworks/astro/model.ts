import type { PackageModel } from '../../model/index.ts';
import { packageOf, pathOf } from '../../link/index.ts';

/** What Astro is given runs when a request comes; the settings that it checks are those of the environment ("astro:env", docs.astro.build). */
export const model: PackageModel = {
  packages: ['astro', 'astro:middleware', 'astro:actions', 'astro:env'],
  call(record) {
    // It gives the function that it is given.
    return /^astro(:|\/)middleware/.test(packageOf(record.callee) ?? '') && pathOf(record.callee).at(-1) === 'defineMiddleware' ? record.args[0] : undefined;
  },
  keepsCallbacks: () => true,
  constant: (name, exported) => (/^astro:env\/(server|client)$/.test(name) && exported !== 'getSecret' ? { kind: 'env', name: exported } : undefined),
};
