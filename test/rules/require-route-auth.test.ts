import { ruleCases } from '../harness/cases.ts';
import { flaggedScope } from './require-route-auth/flagged-scope.ts';
import { flaggedWording } from './require-route-auth/flagged-wording.ts';
import { flagged } from './require-route-auth/flagged.ts';
import { flaggedLikely, quietLikely } from './require-route-auth/likely.ts';
import { flaggedOpenReads, quietOpenReads } from './require-route-auth/open-reads.ts';
import { quietIntent } from './require-route-auth/quiet-intent.ts';
import { quiet } from './require-route-auth/quiet.ts';
import { suggested } from './require-route-auth/suggested.ts';

ruleCases('require-route-auth', { flagged: [...flagged, ...flaggedScope, ...flaggedWording, ...flaggedLikely, ...flaggedOpenReads, ...suggested], quiet: [...quiet, ...quietIntent, ...quietLikely, ...quietOpenReads] });
