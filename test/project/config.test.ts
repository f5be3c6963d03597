import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkRuleNames, ConfigError, openProject, type Project } from '../../src/project/index.ts';
import { folderWith, projectWith } from './folder.ts';

const DEFAULTS = { include: ['**'], exclude: [], preset: 'recommended', rules: {}, public: [], guards: [], roleChecks: [], policy: { routes: [] }, frameworks: [] };

/** The message of the error that opening a project with this configuration gives. */
function messageOf(config: string | object, file = 'authlint.config.json'): string {
  return messageOfOpening(() => projectWith({ [file]: config }));
}

function messageOfOpening(open: () => Project): string {
  try {
    open();
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('there was no error');
}

describe('where the configuration is', () => {
  test('nowhere: the defaults', () => {
    const project = projectWith({});
    expect([project.config, project.configFile]).toEqual([DEFAULTS, undefined]);
  });

  test.each([
    ['authlint.config.json', { preset: 'strict' }],
    ['authlint.config.jsonc', '// strict\n{ "preset": "strict", }'],
    ['package.json', { name: 'x', authlint: { preset: 'strict' } }],
  ])('in %s', (file, content) => {
    const project = projectWith({ [file]: content });
    expect([project.config, project.configFile]).toEqual([{ ...DEFAULTS, preset: 'strict' }, file]);
  });

  test('its own file goes before package.json', () => {
    expect(projectWith({ 'authlint.config.json': { preset: 'all' }, 'package.json': { authlint: { preset: 'strict' } } }).config.preset).toBe('all');
  });

  test('in a folder around, up to the top of the repository', () => {
    const root = folderWith({ 'authlint.config.json': { preset: 'all' }, 'repo/authlint.config.json': { preset: 'strict' }, 'repo/app/package.json': {}, 'repo/app/src/a.ts': '', 'other/.git/HEAD': '', 'other/a.ts': '' });
    const project = openProject({ cwd: join(root, 'repo/app') });
    expect([project.config.preset, project.configFile]).toEqual(['strict', '../authlint.config.json']);
    expect(openProject({ cwd: join(root, 'other') }).configFile).toBeUndefined();
  });

  test('where it is said to be', () => {
    const files = { 'ci/strict.json': { preset: 'strict' }, 'package.json': { authlint: { preset: 'all' } }, 'authlint.config.json': {} };
    expect(projectWith(files, { configPath: 'ci/strict.json' }).config.preset).toBe('strict');
    expect(projectWith(files, { configPath: './package.json' }).config.preset).toBe('all');
  });

  test.each([
    ['missing.json', 'missing.json: it cannot be read: it does not exist.'],
    ['src', 'src: it is a folder, not a configuration file.'],
    ['package.json', 'package.json: there is no key "authlint" in it.'],
    ['authlint.config.ts', 'authlint.config.ts: the configuration is JSON (authlint.config.json). Code is not run, because what is analysed is not trusted.'],
  ])('not in %s', (configPath, message) => {
    const files = { 'src/a.ts': '', 'package.json': {}, 'authlint.config.ts': 'throw 1' };
    expect(messageOfOpening(() => projectWith(files, { configPath }))).toBe(message);
  });

  test('a broken package.json is passed over, and told', () => {
    const project = projectWith({ 'package.json': '{' });
    expect([project.config, project.diagnostics]).toEqual([
      DEFAULTS,
      [{ kind: 'config', file: 'package.json', line: 1, message: 'The file was ignored: expected a property name in double quotes, found the end of the file.' }],
    ]);
  });
});

describe('what the configuration says', () => {
  test('is kept, with defaults for the rest', () => {
    const config = {
      include: ['src/**'],
      rules: { 'no-a': 'off', 'no-b': 'warning', 'no-c': ['note', { names: ['x'] }] },
      public: ['GET /health'],
      guards: [{ name: './src/auth.ts#requireAuth', proves: 'authorization', roles: ['admin'] }],
    };
    expect(projectWith({ 'authlint.config.json': { $schema: './authlint.schema.json', ...config } }).config).toEqual({ ...DEFAULTS, ...config });
  });

  test.each([
    ['{\n  "rules": {\n}', 'authlint.config.json:3: not valid JSON: expected \',\' or \'}\', found the end of the file.'],
    [[], 'authlint.config.json: the configuration: expected object, received array.'],
    [{ presets: 'strict' }, 'authlint.config.json: presets: no such key. Did you mean "preset"?'],
    [{ colour: 1 }, 'authlint.config.json: colour: no such key.'],
    [{ preset: 'strickt' }, 'authlint.config.json: preset: expected "recommended", "strict", "all" or "preview". Did you mean "strict"?'],
    [{ include: 'src' }, 'authlint.config.json: include: expected array, received string.'],
    [{ exclude: ['a', 3] }, 'authlint.config.json: exclude[1]: expected string, received number.'],
    [{ public: [''] }, 'authlint.config.json: public[0]: expected a text that is not empty.'],
    [{ rules: { 'no-a': 'warn' } }, 'authlint.config.json: rules.no-a: expected "off", "error", "warning" or "note", or [severity, options]. Did you mean "warning"?'],
    [{ rules: { 'no-a': 2 } }, 'authlint.config.json: rules.no-a: expected "off", "error", "warning" or "note", or [severity, options].'],
    [{ rules: { 'no-a': ['eror', {}] } }, 'authlint.config.json: rules.no-a: the first item: expected "error", "warning" or "note". Did you mean "error"?'],
    [{ rules: { 'no-a': ['error'] } }, 'authlint.config.json: rules.no-a: expected [severity, options], the options being an object; there are none.'],
    [{ rules: { 'no-a': ['error', 3] } }, 'authlint.config.json: rules.no-a: expected [severity, options], the options being an object.'],
    [{ guards: [{ name: 'x', proves: 'autentication' }] }, 'authlint.config.json: guards[0].proves: expected "authentication", "authorization", "ownership", "signature", "shared-secret", "csrf", "rate-limit" or "nothing". Did you mean "authentication"?'],
    [{ guards: [{ name: 'x', role: ['a'], proves: 'nothing' }] }, 'authlint.config.json: guards[0].role: no such key. Did you mean "roles"?'],
    [{ guards: [{ name: 'x' }] }, 'authlint.config.json: guards[0].proves: expected "authentication", "authorization", "ownership", "signature", "shared-secret", "csrf", "rate-limit" or "nothing".'],
  ])('%j: %s', (config, message) => {
    expect(messageOf(config)).toBe(message);
  });

  test('every problem is named', () => {
    expect(messageOf({ include: 1, exclud: [] }).split('\n').sort()).toEqual([
      'authlint.config.json: exclud: no such key. Did you mean "exclude"?',
      'authlint.config.json: include: expected array, received number.',
    ]);
  });

  test('problems in package.json have its key', () => {
    expect(messageOf({ authlint: { rules: { a: 1 } } }, 'package.json')).toMatch(/^package\.json: authlint\.rules\.a: expected/);
    expect(messageOf({ authlint: 1 }, 'package.json')).toBe('package.json: authlint: expected object, received number.');
  });
});

describe('checkRuleNames', () => {
  const names = ['require-route-auth', 'no-hardcoded-secret'];

  test('takes rules that there are', () => {
    expect(() => checkRuleNames({ rules: { 'require-route-auth': 'off' } }, names)).not.toThrow();
  });

  test('names those that there are not, with the one that was meant', () => {
    const config = { rules: { 'require-rout-auth': 'error', unrelated: 'off' } as const };
    expect(() => checkRuleNames(config, names, 'authlint.config.json')).toThrow(
      new ConfigError('authlint.config.json: rules.require-rout-auth: no such rule. Did you mean "require-route-auth"?\nauthlint.config.json: rules.unrelated: no such rule.'),
    );
    expect(() => checkRuleNames({ rules: { x: 'off' } }, names, '../package.json')).toThrow(new ConfigError('../package.json: authlint.rules.x: no such rule.'));
  });
});
