import { expect, it } from 'vitest';
import { mask } from '../../../rules/no-hardcoded-secret/mask.ts';

it('shows at most four leading characters, and never more than a quarter', () => {
  const shown = ['', 'abc', 'kekse', 'changeme', 'pa4qacea4VK9t9nGv7yZtwmj', '-'.repeat(800)].map(mask);
  expect(shown).toEqual(['…(0 characters)', '…(3 characters)', 'k…(5 characters)', 'ch…(8 characters)', 'pa4q…(24 characters)', '----…(800 characters)']);
});

it('keeps a message on one line', () => {
  expect(mask('a\nb\tc'.repeat(4))).toBe('a b …(20 characters)');
});
