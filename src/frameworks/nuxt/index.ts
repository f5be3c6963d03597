import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model, PACKAGES } from './model.ts';

/** Nuxt, Nitro and h3: event handlers that are files of a server, or are put on an application by code. */
export default {
  name: 'nuxt',
  model,
  isPresent: (program, files) => program.modules.some((module) => {
    const dependencies = files.dependencies(module.path);
    return dependencies.has('h3') || PACKAGES.some((name) => dependencies.has(name)) || /(^|\/)(nuxt|nitro)\.config\.[cm]?[jt]s$/.test(module.path);
  }),
  find,
} satisfies Framework;
