import { isTrue, option } from './options.ts';
import type { LibraryGuard } from './types.ts';

const PACKAGES = ['@medusajs/framework', '@medusajs/medusa'];

/** Middleware of Medusa 2 (docs.medusajs.com, "Protected API routes"). */
export const medusa: LibraryGuard[] = PACKAGES.flatMap((name): LibraryGuard[] => [
  { package: name, names: ['authenticate'], proves: 'authentication', judge: (call) => (isTrue(option(call, 'allowUnauthenticated')) ? { proves: 'nothing', populates: true, reason: '`allowUnauthenticated` lets callers without a login through' } : undefined) },
  { package: name, names: ['*'], proves: 'nothing' },
]);
