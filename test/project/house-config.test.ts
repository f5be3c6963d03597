import { expect, test } from 'vitest';
import { ConfigError } from '../../src/project/index.ts';
import { projectWith } from './folder.ts';

function messageOf(framework: object): string {
  try {
    projectWith({ 'authlint.config.json': { frameworks: [framework] } });
  } catch (error) {
    if (error instanceof ConfigError) return error.message.replace(/^authlint\.config\.json: /, '');
    throw error;
  }
  return '';
}

test('one of something is a list afterwards, and defaults are filled in', () => {
  const { frameworks } = projectWith({ 'authlint.config.json': { frameworks: [{ name: 'house', call: 'this.route', guards: '2..-2', requires: [{ proves: 'authentication', at: '1.auth', except: 'none' }] }] } }).config;
  expect(frameworks).toEqual([{ name: 'house', call: ['this.route'], methods: {}, handler: [], guards: ['2..-2'], dialect: 'connect', requires: [{ proves: 'authentication', at: ['1.auth'], except: ['none'] }] }]);
});

test('a key that is misspelt is told with what is missing for it', () => {
  expect(messageOf({ name: 'x', cal: 'a' })).toBe('frameworks[0].cal: no such key. Did you mean "call"?\nauthlint.config.json: frameworks[0]: expected exactly one of "decorator", "call" and "export".');
});

test.each([
  [{ name: 'x', call: 'a', prefx: '/a' }, 'frameworks[0].prefx: no such key. Did you mean "prefix"?'],
  [{ name: 'x', call: 'a', requires: [{ prove: 'authentication', proves: 'csrf' }] }, 'frameworks[0].requires[0].prove: no such key. Did you mean "proves"?'],
  [{ name: 'x', call: 'a', requires: [{ proves: 'csrf', unless: { att: '1', at: '0' } }] }, 'frameworks[0].requires[0].unless.att: no such key. Did you mean "at"?'],
  [{ name: 'x', decorator: 'Get', controller: { decorators: 'C', decorator: 'C' } }, 'frameworks[0].controller.decorators: no such key. Did you mean "decorator"?'],
  [{ name: 'x', call: 'a', requires: [{ proves: 'authentification' }] }, 'frameworks[0].requires[0].proves: expected "authentication", "authorization", "ownership", "signature", "shared-secret", "csrf" or "rate-limit". Did you mean "authentication"?'],
  [{ name: 'x', call: 'a', dialect: 'express' }, 'frameworks[0].dialect: expected "connect", "fetch", "promise" or "operation".'],
  [{ name: 'x', call: 'a', handler: '#1' }, 'frameworks[0].handler: expected a place: an argument ("0", "-1", "1..-2"), a decorator ("@Roles.0"), an export ("meta"), "name", "key" or "file", then members ("0.permission").'],
  [{ name: 'x', call: 'a', handler: 1 }, 'frameworks[0].handler: expected a place, or a list of them.'],
  [{ name: 'x', call: 'a', method: 'get it' }, 'frameworks[0].method: expected a method ("POST"), or its place ("0.method", "name", "key").'],
  [{ name: 'x' }, 'frameworks[0]: expected exactly one of "decorator", "call" and "export".'],
  [{ name: 'x', call: 'a', export: 'meta' }, 'frameworks[0]: expected exactly one of "decorator", "call" and "export".'],
])('%j', (framework, message) => {
  expect(messageOf(framework)).toBe(message);
});
