import type { Weakening } from '../transformation.ts';
import { alwaysPass } from './always-pass.ts';
import { dropAwait } from './drop-await.ts';
import { moveAfter } from './move-after.ts';
import { narrowPrefix } from './narrow-prefix.ts';
import { removeUse } from './remove-use.ts';

/** Everything after which a guard guards no longer. */
export const weakening: Weakening[] = [removeUse, alwaysPass, moveAfter, narrowPrefix, dropAwait];
