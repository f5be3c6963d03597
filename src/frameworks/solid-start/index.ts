import type { Framework } from '../types.ts';
import { find } from './find.ts';

/** SolidStart: API routes that are files, and functions with `'use server'`. */
export default {
  name: 'solid-start',
  model: { packages: ['@solidjs/start', '@solidjs/router', 'vinxi'], keepsCallbacks: () => true },
  isPresent: (program, files) => program.modules.some((module) => files.dependencies(module.path).has('@solidjs/start')),
  find,
} satisfies Framework;
