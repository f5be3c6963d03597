import type { PackageModel } from '../../model/index.ts';
import { literal } from '../../link/index.ts';

/** Handlers that are given to functions of SvelteKit run when a request comes. */
export const model: PackageModel = {
  packages: ['@sveltejs/kit', '$app', '$env'],
  keepsCallbacks: () => true,
  constant(name, exported) {
    // Of what the build puts in place, that which is so in production ("$app/environment", "$env/static/private", svelte.dev).
    if (name === '$app/environment' && (exported === 'dev' || exported === 'building' || exported === 'browser')) return literal(false);
    if (name === '$app/paths' && (exported === 'base' || exported === 'assets')) return literal('');
    if (!name.startsWith('$env/')) return undefined;
    return name.startsWith('$env/dynamic/') ? { kind: 'builtin', name: 'process.env' } : { kind: 'env', name: exported };
  },
};
