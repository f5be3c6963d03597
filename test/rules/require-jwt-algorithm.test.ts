import { ruleCases } from '../harness/cases.ts';
import { flaggedAlgorithms } from './require-jwt-algorithm/flagged-algorithms.ts';
import { flaggedJsonwebtoken } from './require-jwt-algorithm/flagged-jsonwebtoken.ts';
import { flaggedLibraries } from './require-jwt-algorithm/flagged-libraries.ts';
import { quiet } from './require-jwt-algorithm/quiet.ts';

ruleCases('require-jwt-algorithm', {
  flagged: [...flaggedJsonwebtoken, ...flaggedAlgorithms, ...flaggedLibraries],
  quiet,
});
