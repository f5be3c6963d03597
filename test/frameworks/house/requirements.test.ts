import { describe, expect, test } from 'vitest';
import { accessOf, authMapOf } from '../../harness/map.ts';

const REQUIRES = [
  { proves: 'authentication', at: '1.auth', unless: { at: '1.open' } },
  { proves: 'authorization', at: '1.can', except: ['NONE'] },
];

/** A file with calls of `api.route(path, options, handler)`, and what is said of their options. */
function files(code: string, requires: unknown[] = REQUIRES, more: Record<string, string> = {}): Record<string, string> {
  return {
    'authlint.config.json': JSON.stringify({ frameworks: [{ name: 'house', call: 'api.route', method: 'GET', dialect: 'operation', requires }] }),
    'api.js': `import { api } from '@house/api';\n${code}\n`,
    ...more,
  };
}

const call = (options: string, path = '/a'): string => `api.route('${path}', ${options}, () => ({ done: true }));`;

/** Access of the only route, and why it is unknown. */
function verdict(options: string, before = '', requires?: unknown[]): string {
  const [route] = authMapOf(files(`${before}\n${call(options)}`, requires)).routes;
  return `${route!.access}${route!.roles.length > 0 ? ` [${route!.roles.join()}]` : ''}${route!.unknownReason ? `: ${route!.unknownReason}` : ''}`;
}

describe('a setting that is known', () => {
  test.each([
    ['{}', 'public'],
    ['{ auth: false }', 'public'],
    ['{ auth: true }', 'authenticated'],
    ["{ auth: 'jwt' }", 'authenticated'],
    ["{ auth: { strategy: 'jwt' } }", 'authenticated'],
    ['{ auth: true, open: true }', 'public'],
    ["{ can: 'edit' }", 'authorized [edit]'],
    ["{ can: ['edit', 'publish'] }", 'authorized [edit,publish]'],
    ["{ can: 'NONE' }", 'public'],
    ["{ can: ['NONE'] }", 'public'],
    ['{ can: [] }', 'public'],
    ["{ can: ['NONE', 'edit'] }", 'authorized [edit]'],
    ['{ can: EDIT }', 'authorized [edit]'],
    ['{ ...SHARED }', 'authenticated'],
  ])('%s', (options, expected) => {
    expect(verdict(options, "const EDIT = 'edit';\nconst SHARED = { auth: true };")).toBe(expected);
  });
});

describe('a setting that is not known leaves the route unknown, and says why', () => {
  test.each([
    ['{ auth: process.env.SECURE }', 'unknown: `auth` may ask for authentication, as the configuration describes `house`; its value is not known: it is set by `SECURE` when the application starts'],
    ['{ auth: settings.secure }', 'unknown: `auth` may ask for authentication, as the configuration describes `house`; its value is not known: it comes from code that could not be followed'],
    ['{ ...settings }', 'unknown: `auth` may ask for authentication, as the configuration describes `house`; its value is not known: something that could not be followed is spread into it'],
    ['settings', 'unknown: `auth` may ask for authentication, as the configuration describes `house`; its value is not known: it comes from code that could not be followed'],
    ["{ can: { edit: true } }", 'unknown: `can` may ask for authorization, as the configuration describes `house`; its value is not known: it is an object, and the description does not say which of its members counts'],
    ["{ auth: true, open: settings.open }", 'unknown: `open` may opt out of authentication, as the configuration describes `house`; its value is not known: it comes from code that could not be followed'],
  ])('%s', (options, expected) => {
    expect(verdict(options, "import settings from '@house/settings';")).toBe(expected);
  });

  test('one of two values that say different things', () => {
    expect(verdict('{ auth: process.env.OPEN ? false : true }')).toMatch(/^unknown: .*it is one of several values, which say different things$/);
  });

  test('but what is known of another setting holds', () => {
    expect(verdict("{ auth: settings.secure, can: 'edit' }", "import settings from '@house/settings';")).toBe('authorized [edit]');
  });
});

describe('what a requirement says besides', () => {
  test('the values that ask for it, and no others', () => {
    const requires = [{ proves: 'authentication', at: '1.auth', is: 'required' }];
    expect(['required', 'optional'].map((value) => verdict(`{ auth: '${value}' }`, '', requires))).toEqual(['authenticated', 'public']);
  });

  test('a default that some values opt out of', () => {
    const requires = [{ proves: 'authentication', unless: { at: '1.auth', is: [false, 'none'] } }];
    expect(['{}', '{ auth: true }', '{ auth: false }', "{ auth: 'none' }"].map((options) => verdict(options, '', requires))).toEqual(['authenticated', 'authenticated', 'public', 'public']);
  });

  test('roles of its own', () => {
    expect(verdict('{ staff: true }', '', [{ proves: 'authorization', at: '1.staff', roles: ['staff'] }])).toBe('authorized [staff]');
  });

  test('the first place that has a value counts', () => {
    expect(verdict("{ auth: false, legacy: true }", '', [{ proves: 'authentication', at: ['1.auth', '1.legacy'] }])).toBe('public');
  });

  test('routes that it is about', () => {
    expect(accessOf(files(`${call('{}', '/api/a')}\n${call('{}', '/b')}`, [{ proves: 'authentication', routes: ['/api/**'] }]))).toEqual({ 'GET /api/a': 'authenticated', 'GET /b': 'public' });
  });
});

test('an opt-out is public on purpose, and a setting that is left out is not', () => {
  const routes = authMapOf(files(`${call('{ auth: true, open: true }')}\n${call('{}', '/b')}`)).routes;
  expect(routes.map(({ path, publicBy }) => [path, publicBy])).toEqual([['/a', 'metadata: open'], ['/b', undefined]]);
});

test('its guard stands where the setting is written, on the basis of the configuration', () => {
  const [route] = authMapOf(files("const options = {\n  can: 'edit',\n};\napi.route('/a', options, () => ({}));")).routes;
  expect(route!.guards).toEqual([{
    name: 'can', proves: 'authorization', basis: 'config', roles: ['edit'], file: 'api.js', line: 3, column: 8, appliedAt: { file: 'api.js', line: 3, column: 8 },
    reason: '`can` asks for it, as the configuration describes `house`',
  }]);
});
