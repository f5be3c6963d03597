import { ruleCases } from '../harness/cases.ts';
import { flagged } from './no-role-check-in-service/flagged.ts';
import { quiet } from './no-role-check-in-service/quiet.ts';

ruleCases('no-role-check-in-service', { flagged, quiet });
