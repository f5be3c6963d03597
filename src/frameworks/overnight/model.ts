import type { PackageModel } from '../../model/index.ts';

export const PACKAGE = '@overnightjs/core';

/** Servers extend a class of the package; nothing that is given to it is run while the project is set up. */
export const model: PackageModel = { packages: [PACKAGE], keepsCallbacks: () => true };
