// Written by `npm run generate`.
import type { Rule } from '../src/model/index.ts';
import noHardcodedSecret from './no-hardcoded-secret/index.ts';
import requireJwtAlgorithm from './require-jwt-algorithm/index.ts';
import requireRefreshRotation from './require-refresh-rotation/index.ts';

export const rules: Rule[] = [
  noHardcodedSecret,
  requireJwtAlgorithm,
  requireRefreshRotation,
];
