import type { Framework } from '../types.ts';
import { find } from './find.ts';
import { model } from './model.ts';

const isPresent: Framework['isPresent'] = (program) => program.modules.some((module) => module.imports.some(({ source }) => source.startsWith('meteor/')));

/** Meteor: methods and publications (docs.meteor.com). */
export default { name: 'meteor', model, isPresent, find } satisfies Framework;
