import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

/** SvelteKit: files called `+server`, `+page.server` and `*.remote` are what can be called, `hooks.server` stands in front. */
export default {
  name: 'sveltekit',
  model,
  isPresent: (program, files) => program.modules.some((module) => files.dependencies(module.path).has('@sveltejs/kit')),
  find,
} satisfies Framework;
