import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** Astro: endpoints among the pages, and actions. Pages themselves are no code of ours to read. */
export default {
  name: 'astro',
  model,
  isPresent: (program, files) => program.modules.some((module) => files.dependencies(module.path).has('astro')),
  find,
} satisfies Framework;
