import type { CallRecord, PackageModel } from '../../model/index.ts';
import { external, packageOf, pathOf } from '../../link/index.ts';

const GLOBALS: Record<string, string> = { Meteor: 'meteor/meteor', ValidatedMethod: 'meteor/mdg:validated-method', Roles: 'meteor/alanning:roles', check: 'meteor/check', Match: 'meteor/check' };

/** A call of something of Meteor's, by the last two names. */
export function callOf(record: CallRecord): string | undefined {
  const name = packageOf(record.callee);
  if (name !== 'meteor' && !name?.startsWith('meteor/')) return undefined;
  return pathOf(record.callee).filter((part) => part !== 'default').slice(-2).join('.');
}

/** What declares methods and publications. */
export function kindOf(record: CallRecord): 'methods' | 'publish' | 'validated' | undefined {
  const name = callOf(record);
  if (name === 'Meteor.methods') return 'methods';
  if (name === 'Meteor.publish' || name === 'Meteor.publishComposite' || name === 'publishComposite') return 'publish';
  return name === 'ValidatedMethod' || name === 'createMethod' || name === 'Methods.create' ? 'validated' : undefined;
}

/** Methods and publications are called by clients. Before modules, `Meteor` was a global. */
export const model: PackageModel = {
  packages: ['meteor'],
  ambient: (name) => (Object.hasOwn(GLOBALS, name) ? external(GLOBALS[name]!, [name]) : undefined),
  keepsCallbacks: (record) => kindOf(record) !== undefined,
};
