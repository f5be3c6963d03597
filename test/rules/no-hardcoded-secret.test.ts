import { ruleCases } from '../harness/cases.ts';
import { quiet } from './no-hardcoded-secret/quiet.ts';
import { uses } from './no-hardcoded-secret/uses.ts';
import { written } from './no-hardcoded-secret/written.ts';

ruleCases('no-hardcoded-secret', { flagged: [...uses, ...written], quiet });
