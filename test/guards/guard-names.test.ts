import { expect, test } from 'vitest';
import { isGuardName } from '../../src/guards/names.ts';

test.each(['requireAuth', 'isAuthenticated', 'ensureLoggedIn'])('%s is called like a guard', (name) => {
  expect(isGuardName(name)).toBe(true);
});

test.each(['ifAuthNeeded', 'authUnlessPublic', 'optionalAuth', 'authIfRequired'])('%s says that it does not always ask', (name) => {
  expect(isGuardName(name)).toBe(false);
});
