import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openProject } from '../../src/project/index.ts';
import { folderWith, projectWith, resolved } from './folder.ts';

const sources = { 'src/a.ts': '', 'src/users/index.ts': '', 'src/users/admin.ts': '', 'libs/auth/src/guard.ts': '', 'src/fallback/x.ts': '' };

function withConfig(compilerOptions: object, more: Record<string, string | object> = {}): ReturnType<typeof projectWith> {
  return projectWith({ ...sources, 'tsconfig.json': { compilerOptions }, ...more });
}

describe('paths', () => {
  test('are relative to the configuration: exact, with a wildcard, the longest first', () => {
    const paths = { '@users': ['src/users'], '@app/*': ['./src/*'], '@app/users/*': ['src/fallback/*', 'src/users/*'], '*/guard': ['libs/*/src/guard.ts'], '@none/*': ['none/*'] };
    const project = withConfig({ paths });
    expect(['@users', '@app/users', '@app/users/admin', '@app/users/x', 'auth/guard', '@none/x'].map((specifier) => resolved(project, 'src/a.ts', specifier))).toEqual([
      'src/users/index.ts', 'src/users/index.ts', 'src/users/admin.ts', 'src/fallback/x.ts', 'libs/auth/src/guard.ts', 'package @none/x',
    ]);
  });

  test('are relative to baseUrl when there is one', () => {
    expect(resolved(withConfig({ baseUrl: './src', paths: { '~/*': ['./*'] } }), 'src/a.ts', '~/users/admin')).toBe('src/users/admin.ts');
  });

  test('may have comments and trailing commas', () => {
    const text = '// solution\n{ "compilerOptions": { /* aliases */ "paths": { "@/*": ["./src/*"], }, }, }';
    expect(resolved(projectWith({ ...sources, 'tsconfig.json': text }), 'src/a.ts', '@/users')).toBe('src/users/index.ts');
  });

  test('to a declaration leave the package what it is', () => {
    expect(resolved(withConfig({ paths: { express: ['types/express.d.ts'] } }, { 'types/express.d.ts': '' }), 'src/a.ts', 'express')).toBe('package express');
  });

  test('to what a build writes lead to its source', () => {
    const project = withConfig({ paths: { '@lib/*': ['libs/auth/dist/*'] } }, { 'libs/auth/package.json': {} });
    expect(resolved(project, 'src/a.ts', '@lib/guard')).toBe('libs/auth/src/guard.ts');
  });
});

describe('baseUrl', () => {
  test('makes folders and files names', () => {
    const project = withConfig({ baseUrl: 'src' });
    expect(['users/admin', 'users', 'nope'].map((specifier) => resolved(project, 'src/a.ts', specifier))).toEqual(['src/users/admin.ts', 'src/users/index.ts', 'package nope']);
  });

  test('does not hide installed packages and modules of Node', () => {
    const more = { 'package.json': { dependencies: { express: '^5' } }, 'src/express.ts': '', 'src/crypto/index.ts': '' };
    for (const options of [{ baseUrl: 'src' }, { paths: { '*': ['src/*'] } }]) {
      expect(['express', 'crypto'].map((specifier) => resolved(withConfig(options, more), 'src/a.ts', specifier))).toEqual(['package express', 'package crypto']);
    }
  });
});

describe('extends', () => {
  test('takes paths relative to the file that they are in, and baseUrl of either', () => {
    const project = projectWith({
      ...sources,
      'config/base.json': { compilerOptions: { paths: { '@app/*': ['../src/*'] } } },
      'tsconfig.json': { extends: './config/base' },
      'apps/api/tsconfig.json': { extends: '../../config/base.json', compilerOptions: { baseUrl: '.', paths: { '@app/*': ['lib/*'] } } },
      'apps/api/a.ts': '', 'apps/api/lib/users.ts': '',
    });
    expect(resolved(project, 'src/a.ts', '@app/users')).toBe('src/users/index.ts');
    expect(resolved(project, 'apps/api/a.ts', '@app/users')).toBe('apps/api/lib/users.ts');
  });

  test('of a list: the last wins', () => {
    const project = projectWith({
      ...sources,
      'one.json': { compilerOptions: { paths: { '@x': ['src/a.ts'] } } },
      'two.json': { compilerOptions: { paths: { '@x': ['src/users'] } } },
      'tsconfig.json': { extends: ['./one.json', './two.json'] },
    });
    expect(resolved(project, 'src/a.ts', '@x')).toBe('src/users/index.ts');
  });

  test('of a package: installed, or of the workspace', () => {
    const project = projectWith({
      ...sources,
      'package.json': { workspaces: ['configs/*'] },
      'configs/ts/package.json': { name: '@acme/tsconfig' },
      'configs/ts/base.json': { compilerOptions: { paths: { '@one/*': ['../../src/*'] } } },
      'node_modules/@other/tsconfig/tsconfig.json': { compilerOptions: { paths: { '@two/*': ['../../../src/*'] } } },
      'tsconfig.json': { extends: '@acme/tsconfig/base.json' },
      'libs/tsconfig.json': { extends: '@other/tsconfig' },
    });
    expect([resolved(project, 'src/a.ts', '@one/users'), resolved(project, 'libs/auth/src/guard.ts', '@two/users')]).toEqual(['src/users/index.ts', 'src/users/index.ts']);
  });

  test('of what is not there, or of itself, is no error', () => {
    const project = projectWith({
      ...sources,
      'tsconfig.json': { extends: ['./.nuxt/tsconfig.json', '@missing/tsconfig', './a.json'], compilerOptions: { paths: { '@x': ['src/users'] } } },
      'a.json': { extends: './tsconfig.json' },
    });
    expect([resolved(project, 'src/a.ts', '@x'), project.diagnostics]).toEqual(['src/users/index.ts', []]);
  });

  test('${configDir} is the folder of the one that extends', () => {
    const project = projectWith({
      'base/tsconfig.json': { compilerOptions: { paths: { '@/*': ['${configDir}/lib/*'] } } },
      'app/tsconfig.json': { extends: '../base/tsconfig.json' },
      'app/a.ts': '', 'app/lib/x.ts': '',
    });
    expect(resolved(project, 'app/a.ts', '@/x')).toBe('app/lib/x.ts');
  });
});

describe('which configuration', () => {
  test('is the nearest, and jsconfig.json is one', () => {
    const project = projectWith({
      'tsconfig.json': { compilerOptions: { paths: { '@x': ['a.ts'] } } },
      'web/jsconfig.json': { compilerOptions: { paths: { '@x': ['b.js'] } } },
      'a.ts': '', 'web/b.js': '', 'web/deep/c.js': '',
    });
    expect([resolved(project, 'a.ts', '@x'), resolved(project, 'web/deep/c.js', '@x')]).toEqual(['a.ts', 'web/b.js']);
  });

  test('is also one that a solution file references', () => {
    const project = projectWith({
      ...sources,
      'tsconfig.json': { files: [], references: [{ path: './tsconfig.node.json' }, { path: './tsconfig.app.json' }, { path: './packages/x' }] },
      'tsconfig.app.json': { compilerOptions: { paths: { '@/*': ['./src/users/*'] } } },
      'tsconfig.node.json': {},
    });
    expect(resolved(project, 'src/a.ts', '@/admin')).toBe('src/users/admin.ts');
  });

  test('is also one that is referenced in the folder that it is for', () => {
    const project = projectWith({
      ...sources,
      'a.ts': '',
      'tsconfig.json': { files: [], references: [{ path: './src/tsconfig.app.json' }] },
      'src/tsconfig.app.json': { compilerOptions: { baseUrl: './users' } },
    });
    expect([resolved(project, 'src/a.ts', 'admin'), resolved(project, 'a.ts', 'admin')]).toEqual(['src/users/admin.ts', 'package admin']);
  });

  test('may be around the root, in the same repository', () => {
    const root = folderWith({ '.git/HEAD': '', 'tsconfig.base.json': { compilerOptions: { baseUrl: '.', paths: { '@api/*': ['apps/api/src/*'] } } }, 'apps/tsconfig.json': { extends: '../tsconfig.base.json' }, 'apps/api/src/a.ts': '', 'apps/api/src/b.ts': '' });
    expect(resolved(openProject({ cwd: join(root, 'apps/api') }), 'src/a.ts', '@api/b')).toBe('src/b.ts');
  });
});

test('a broken tsconfig.json is told once, and the rest goes on', () => {
  const project = projectWith({ ...sources, 'tsconfig.json': '{ "compilerOptions": {\n "paths": } }' });
  expect(['@x/y', './users'].map((specifier) => resolved(project, 'src/a.ts', specifier))).toEqual(['package @x/y', 'src/users/index.ts']);
  expect(project.diagnostics).toEqual([{ kind: 'config', file: 'tsconfig.json', line: 2, message: 'The file was ignored: expected a value.' }]);
});

test.each([[{ compilerOptions: 1 }], [{ compilerOptions: { paths: [], baseUrl: 3 } }], [{ compilerOptions: { paths: { '@x': 'src/users', '@y': [1] } } }], [{ extends: 5, references: [1, {}] }]])(
  'odd values are left out: %j',
  (config) => {
    const project = projectWith({ ...sources, 'tsconfig.json': config });
    expect(resolved(project, 'src/a.ts', '@y/z')).toBe('package @y/z');
    expect(project.diagnostics).toEqual([]);
  },
);
