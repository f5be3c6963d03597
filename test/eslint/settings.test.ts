import { expect, it } from 'vitest';
import { parseSettings } from '../../src/eslint/settings.ts';

it('holds only what is given', () => {
  expect(parseSettings(undefined)).toEqual({});
  expect(parseSettings({ public: ['/health'] })).toEqual({ public: ['/health'] });
  expect(parseSettings({ public: [], guards: [{ name: 'check', proves: 'authentication' }] })).toEqual({ public: [], guards: [{ name: 'check', proves: 'authentication' }] });
});

it.each([
  [{ publik: [] }, 'ESLint settings: authlint.publik: no such key. Did you mean "public"?'],
  [{ rules: {} }, 'ESLint settings: authlint.rules: no such key.'],
  [{ public: '/health' }, 'ESLint settings: authlint.public: expected array, received string.'],
  [{ guards: [{ name: 'check', proves: 'autentication' }] }, 'ESLint settings: authlint.guards[0].proves: expected "authentication"'],
  ['all', 'ESLint settings: authlint: expected object, received string.'],
])('names the key and the cause: %j', (given, message) => {
  expect(() => parseSettings(given)).toThrow(message);
});
