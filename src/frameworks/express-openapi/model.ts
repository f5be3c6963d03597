import type { CallRecord, PackageModel } from '../../model/index.ts';
import { packageOf, pathOf } from '../../link/index.ts';

const PACKAGE = 'express-openapi';

/** What is given to it, among it operations and security handlers, is called when a request comes. */
export const model: PackageModel = { packages: [PACKAGE], keepsCallbacks: () => true };

export function isInitialize(record: CallRecord): boolean {
  return packageOf(record.callee) === PACKAGE && pathOf(record.callee).at(-1) === 'initialize';
}
