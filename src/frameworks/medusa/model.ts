import type { PackageModel } from '../../model/index.ts';

export const PACKAGES = ['@medusajs/framework', '@medusajs/medusa'];

/** Functions given to its helpers run for requests. */
export const model: PackageModel = { packages: PACKAGES, keepsCallbacks: () => true };
