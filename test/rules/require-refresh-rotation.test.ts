import { ruleCases } from '../harness/cases.ts';
import { flaggedNotRotated } from './require-refresh-rotation/flagged-not-rotated.ts';
import { flaggedOldStaysValid } from './require-refresh-rotation/flagged-old-stays-valid.ts';
import { flaggedReuse } from './require-refresh-rotation/flagged-reuse.ts';
import { quiet } from './require-refresh-rotation/quiet.ts';
import { flaggedRaced, quietRaced } from './require-refresh-rotation/raced.ts';

ruleCases('require-refresh-rotation', {
  flagged: [...flaggedNotRotated, ...flaggedOldStaysValid, ...flaggedReuse, ...flaggedRaced],
  quiet: [...quiet, ...quietRaced],
});
