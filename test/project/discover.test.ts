import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ConfigError, openProject } from '../../src/project/index.ts';
import { folderWith, projectWith } from './folder.ts';

/** Files with no content. */
function empty(...paths: string[]): Record<string, string> {
  return Object.fromEntries(paths.map((path) => [path, '']));
}

describe('discovery', () => {
  test('takes every source extension, sorted, and nothing else', () => {
    const project = projectWith(
      empty('b.ts', 'a.tsx', 'c.mts', 'd.cts', 'e.js', 'f.jsx', 'g.mjs', 'h.cjs', 'src/z.ts', 'vite.config.ts', 'a.json', 'x.md', 'types.d.ts', 'types.d.mts', 'css.d.css.ts', 'jquery.min.js'),
    );
    expect(project.files).toEqual(['a.tsx', 'b.ts', 'c.mts', 'd.cts', 'e.js', 'f.jsx', 'g.mjs', 'h.cjs', 'src/z.ts', 'vite.config.ts']);
  });

  test('never enters what others wrote or tools made', () => {
    const folders = ['node_modules', '.git', 'coverage', '.next', '.nuxt', '.svelte-kit', '.output', '.turbo', 'vendor'];
    const project = projectWith(empty('src/a.ts', '.well-known/b.ts', ...folders.flatMap((folder) => [`${folder}/a.js`, `packages/x/${folder}/a.js`])));
    expect(project.files).toEqual(['.well-known/b.ts', 'src/a.ts']);
  });

  test('skips build output next to a package.json, and keeps source folders of such names', () => {
    const project = projectWith({
      ...empty('dist/a.js', 'build/a.js', 'out/a.js', 'src/build/a.ts', 'src/out/a.ts', 'packages/x/dist/a.js', 'packages/y/dist/a.js'),
      'package.json': {},
      'packages/x/package.json': {},
    });
    expect(project.files).toEqual(['packages/y/dist/a.js', 'src/build/a.ts', 'src/out/a.ts']);
  });

  test('skips tests and their helpers', () => {
    const project = projectWith(
      empty(
        'src/a.ts', 'src/a.test.ts', 'src/a.spec.js', 'src/a.e2e.ts', 'src/a.cy.js', 'src/A.stories.tsx', 'src/latest.ts', 'src/contest/a.ts',
        ...['__tests__', '__mocks__', '__fixtures__', 'test', 'tests', 'e2e', 'cypress', 'playwright'].map((folder) => `src/${folder}/helper.ts`),
      ),
    );
    expect(project.files).toEqual(['src/a.ts', 'src/contest/a.ts', 'src/latest.ts']);
  });

  test('keeps folders called test where folders are parts of URLs, in the same package', () => {
    const project = projectWith({
      ...empty('app/api/test/route.ts', 'server/api/test/x.get.ts', 'app/api/__tests__/a.ts', 'packages/app/test/a.ts'),
      'packages/app/package.json': {},
    });
    expect(project.files).toEqual(['app/api/test/route.ts', 'server/api/test/x.get.ts']);
  });

  test('a root that lies in a folder of tests or of build output is a root as any other', () => {
    const root = folderWith({ ...empty('test/fixtures/app/src/a.ts', 'test/fixtures/app/test/b.ts'), 'package.json': {} });
    expect(openProject({ cwd: join(root, 'test/fixtures/app') }).files).toEqual(['src/a.ts']);
  });

  test('does not follow links', () => {
    const root = folderWith(empty('src/a.ts', 'shared/b.ts'));
    const elsewhere = folderWith(empty('secret.ts'));
    symlinkSync(elsewhere, join(root, 'outside'));
    symlinkSync(root, join(root, 'src/loop'));
    symlinkSync(join(root, 'shared'), join(root, 'src/shared'));
    symlinkSync(join(root, 'nowhere.ts'), join(root, 'src/broken.ts'));
    expect(openProject({ cwd: root }).files).toEqual(['shared/b.ts', 'src/a.ts']);
  });

  test('an unsaved file is a file', () => {
    const project = projectWith(empty('src/a.ts'), { overlays: new Map([['src/new/b.ts', ''], ['src/b.test.ts', ''], ['src/a.ts', '']]) });
    expect(project.files).toEqual(['src/a.ts', 'src/new/b.ts']);
  });

  test('no source is no error', () => {
    expect(projectWith(empty('README.md')).files).toEqual([]);
  });

  test('a root that is not there is an error', () => {
    expect(() => openProject({ cwd: '/nowhere/at/all' })).toThrow(new ConfigError('/nowhere/at/all: no such folder.'));
  });
});

describe('.gitignore', () => {
  test('counts in every folder, also outside of a checkout', () => {
    const project = projectWith({
      ...empty('src/a.ts', 'src/gen/b.ts', 'gen/c.ts', 'src/x.gen.ts', 'src/keep.gen.ts', 'tmp/d.ts', 'Src2/e.ts', 'src2/f.ts'),
      '.gitignore': '# made\n*.gen.ts\n/gen/\ntmp/\nsrc2\n',
      'src/.gitignore': '!keep.gen.ts\n/gen\n',
    });
    expect(project.files).toEqual(['Src2/e.ts', 'src/a.ts', 'src/keep.gen.ts']);
  });

  test('counts in the folders around the root, up to the top of the repository', () => {
    const root = folderWith({ ...empty('repo/.git/HEAD', 'repo/app/a.ts', 'repo/app/b.ts', 'repo/app/sub/c.ts'), 'repo/.gitignore': 'app/a.ts\n', '.gitignore': 'b.ts\n', 'repo/app/.gitignore': 'c.ts' });
    expect(openProject({ cwd: join(root, 'repo/app') }).files).toEqual(['b.ts']);
    expect(openProject({ cwd: join(root, 'repo/app/sub') }).files).toEqual([]);
  });

  test('does not count for a root that is ignored itself', () => {
    const root = folderWith({ ...empty('.git/HEAD', 'scratch/app/a.ts', 'scratch/app/b.ts'), '.gitignore': 'scratch/\n', 'scratch/app/.gitignore': 'b.ts' });
    expect(openProject({ cwd: join(root, 'scratch/app') }).files).toEqual(['a.ts']);
  });
});

describe('paths', () => {
  const files = {
    ...empty('src/a.ts', 'src/b.ts', 'src/sub/c.ts', 'src/sub/c.test.ts', 'test/api/d.ts', 'test/api/test/e.ts', 'gen/f.ts', 'gen/g.ts', 'app/[id]/page.ts', 'README.md'),
    '.gitignore': 'gen/\n',
    'gen/.gitignore': 'g.ts\n',
  };

  test.each([
    [['src/a.ts'], ['src/a.ts']],
    [['./src/sub/'], ['src/sub/c.ts']],
    [['src/b.ts', 'src/a.ts', 'src/a.ts'], ['src/a.ts', 'src/b.ts']],
    [['src/**/c.*'], ['src/sub/c.ts']],
    [['**/[ab].ts'], ['src/a.ts', 'src/b.ts']],
    [['app/[id]/page.ts'], ['app/[id]/page.ts']],
    [['src/sub/c.test.ts'], ['src/sub/c.test.ts']],
    [['test'], ['test/api/d.ts']],
    [['test/api/*.ts'], ['test/api/d.ts']],
    [['gen/g.ts'], ['gen/g.ts']],
    [['gen'], ['gen/f.ts']],
    [['nothing/**/*.ts'], []],
  ])('%j', (paths, expected) => {
    expect(projectWith(files, { paths }).files).toEqual(expected);
  });

  test('may be absolute', () => {
    const root = folderWith(files);
    expect(openProject({ cwd: root, paths: [join(root, 'src/sub')] }).files).toEqual(['src/sub/c.ts']);
  });

  test('take the place of what the configuration includes, not of what it excludes', () => {
    const config = { include: ['src/sub'], exclude: ['src/b.ts'] };
    expect(projectWith({ ...files, 'authlint.config.json': config }, { paths: ['src'] }).files).toEqual(['src/a.ts', 'src/sub/c.ts']);
    expect(projectWith({ ...files, 'authlint.config.json': config }, { paths: ['src/b.ts'] }).files).toEqual(['src/b.ts']);
  });

  test('a file that is no code is skipped', () => {
    const project = projectWith(files, { paths: ['README.md', 'src/a.ts'] });
    expect(project.files).toEqual(['src/a.ts']);
    expect(project.diagnostics).toEqual([{ kind: 'skipped-file', file: 'README.md', message: 'The file was skipped: it is not JavaScript or TypeScript code.' }]);
  });

  test('one that is not there is an error', () => {
    expect(() => projectWith(files, { paths: ['src/missing.ts'] })).toThrow(new ConfigError('src/missing.ts: no such file or folder.'));
  });

  test('one outside of the root is an error', () => {
    const root = folderWith(files);
    mkdirSync(join(root, 'cwd'));
    expect(() => openProject({ cwd: join(root, 'cwd'), paths: ['../src/a.ts'] })).toThrow(
      new ConfigError(`../src/a.ts: outside of the folder that is analysed, ${join(root, 'cwd')}.`),
    );
  });
});

describe('include and exclude', () => {
  const files = empty('src/a.ts', 'src/old/b.ts', 'scripts/c.ts', 'src/a.test.ts', 'test/d.ts');

  test('select by pattern', () => {
    expect(projectWith({ ...files, 'authlint.config.json': { include: ['src/**'], exclude: ['**/old'] } }).files).toEqual(['src/a.ts']);
  });

  test('a pattern with ! readmits tests, and what patterns before it exclude', () => {
    const config = { exclude: ['!src/*.test.ts', '!test/**', 'scripts', 'src/old', '!src/old/b.ts'] };
    expect(projectWith({ ...files, 'authlint.config.json': config }).files).toEqual(['src/a.test.ts', 'src/a.ts', 'src/old/b.ts', 'test/d.ts']);
  });

  test('are relative to the folder of the configuration', () => {
    const root = folderWith({ ...files, 'authlint.config.json': { exclude: ['src/old'] } });
    expect(openProject({ cwd: join(root, 'src') }).files).toEqual(['a.ts']);
  });

  test('are relative to the root when the configuration is elsewhere', () => {
    const project = projectWith({ ...files, 'ci/authlint.config.json': { include: ['src/*.ts'] } }, { configPath: 'ci/authlint.config.json' });
    expect(project.files).toEqual(['src/a.ts']);
  });
});

test('list names the analysed files and their folders', () => {
  const project = projectWith(empty('app/page.ts', 'app/[id]/route.ts', 'app/(auth)/login/page.ts', 'app/style.css', 'pages/x.ts', 'z.ts'));
  expect(project.list('')).toEqual(['app', 'pages', 'z.ts']);
  expect(project.list('.')).toEqual(['app', 'pages', 'z.ts']);
  expect(project.list('app/')).toEqual(['(auth)', '[id]', 'page.ts']);
  expect(project.list('nowhere')).toEqual([]);
});
