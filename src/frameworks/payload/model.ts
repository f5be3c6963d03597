import type { CallRecord, PackageModel } from '../../model/index.ts';
import { packageOf, pathOf } from '../../link/index.ts';

export const PACKAGE = 'payload';

/** `buildConfig({...})` of `payload` or `payload/config`. */
export function isConfig(record: CallRecord): boolean {
  return packageOf(record.callee) === PACKAGE && pathOf(record.callee).at(-1) === 'buildConfig';
}

/** Functions in a configuration run for requests. */
export const model: PackageModel = { packages: [PACKAGE], keepsCallbacks: isConfig };
