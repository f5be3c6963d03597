import type { PackageModel, Value } from '../../model/index.ts';
import { packageOf, pathOf } from '../../link/index.ts';

export const PACKAGE = '@strapi/strapi';

/** Factories keep what they are given for when the application starts. */
export const model: PackageModel = { packages: [PACKAGE], keepsCallbacks: () => true };

/** What was given to a factory: `factories.createCoreRouter(uid, options)`. */
export function givenTo(value: Value | undefined, factory: string): Value[] | undefined {
  return value?.kind === 'result' && packageOf(value) === PACKAGE && pathOf(value).at(-1) === factory ? value.call.args : undefined;
}
