import type { PackageModel } from '../../model/index.ts';

export const PACKAGES = ['tsoa', '@tsoa/runtime'];

/** Its exports are decorators; calling them sets nothing up. */
export const model: PackageModel = { packages: PACKAGES, keepsCallbacks: () => true };
