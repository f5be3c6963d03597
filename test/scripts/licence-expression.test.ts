import { expect, it } from 'vitest';
import { isAllowed } from '../../scripts/licence-expression.mjs';

it.each(['MIT', '(MIT OR GPL-3.0-only)', 'GPL-2.0-only OR (ISC AND MIT)', 'BSD-3-Clause AND Apache-2.0', 'MIT OR GPL-3.0-only AND LGPL-3.0-only'])('%s is allowed', (expression) => {
  expect(isAllowed(expression)).toBe(true);
});

it.each(['GPL-3.0-only', 'MIT AND GPL-3.0-only', '(MIT OR ISC) AND GPL-3.0-only', 'SEE LICENSE IN LICENSE', 'UNLICENSED', '', 'MIT ISC', '(MIT', 'MIT)', 'OR', undefined, { type: 'MIT' }])('%s is not allowed', (expression) => {
  expect(isAllowed(expression)).toBe(false);
});
