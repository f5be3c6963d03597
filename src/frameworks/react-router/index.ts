import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model, PACKAGES } from './model.ts';

/** React Router in framework mode, and Remix: route modules whose loaders and actions run on a server. */
export default {
  name: 'react-router',
  model,
  isPresent: (program, files) => program.modules.some((module) => /(^|\/)root\.[jt]sx?$/.test(module.path) && PACKAGES.some((name) => files.dependencies(module.path).has(name))),
  find,
} satisfies Framework;
