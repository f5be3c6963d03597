import { ruleCases } from '../harness/cases.ts';
import { flagged } from './no-token-in-web-storage/flagged.ts';
import { quiet } from './no-token-in-web-storage/quiet.ts';

ruleCases('no-token-in-web-storage', { flagged, quiet });
