import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { openResultCache, type Question } from '../../src/cache/index.ts';
import type { Analysis } from '../../src/model/index.ts';
import { fromRoot } from '../../src/project/paths.ts';
import { watch } from '../../src/project/seen.ts';

const build = { facts: 'aaaa', engine: 'bbbb' };

const FILES: Record<string, string> = {
  'package.json': '{ "name": "shop", "workspaces": ["packages/*"], "dependencies": { "express": "5" } }',
  'tsconfig.json': '{ "extends": "./tsconfig.base.json" }',
  'tsconfig.base.json': '{ "compilerOptions": { "baseUrl": ".", "paths": { "@app/*": ["src/*"] } } }',
  '.gitignore': 'generated\n',
  'src/app.ts': `import express from 'express';
import { guard } from '@app/guard';
import { other } from './other';
import { common } from 'common';
const app = express();
app.get('/health', (req, res) => res.send('ok'));
app.delete('/users/:id', guard, common, (req, res) => res.send(other));
app.listen(3000);
`,
  'src/guard.ts': `export function guard(req, res, next) { if (req.headers.authorization !== process.env.TOKEN) return res.status(401).end(); next(); }\n`,
  'packages/common/package.json': '{ "name": "common", "main": "index.ts" }',
  'packages/common/index.ts': 'export const common = (req, res, next) => next();\n',
  'docs/notes.txt': 'nothing\n',
  'schema.graphql': 'type Query { a: Int }\n',
};

let home: string;
let root: string;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'authlint-results-')));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  root = join(home, 'shop');
  mkdirSync(join(root, '.git'), { recursive: true });
  mkdirSync(join(home, 'cache'));
  for (const [path, text] of Object.entries(FILES)) write(path, text);
  settle();
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

/** Lets some time go by since all that is there was written: stamps of what was written a moment ago are not relied on. */
const LATER = 60_000;
function settle(): void {
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) if (statSync(join(root, name), { throwIfNoEntry: false })) utimesSync(join(root, name), new Date(1e12), new Date(1e12));
}

/** As the command line does. `hit`: nothing was analysed. */
function run(question: Question = {}, folder = root, cache = join(home, 'cache')): { hit: boolean; analysis: Analysis } {
  const results = openResultCache(cache, folder, build);
  const known = results.recall(question);
  if ('analysis' in known) return { hit: true, analysis: known.analysis };
  const seeing = watch(fromRoot(folder, cache), Date.now() + LATER);
  const analysis = analyze({ cwd: folder, ...question as object, witness: seeing });
  results.remember(question, seeing.seen(), analysis);
  return { hit: false, analysis };
}

/** What `check --format json` and the story of a route are made of. */
function plain({ passed, ...analysis }: Analysis): unknown {
  return JSON.parse(JSON.stringify({ ...analysis, passed: analysis.routes.map((route) => passed?.get(route)) }));
}

it('an unchanged project is not analysed again, and the result is the same in every part', () => {
  const cold = run();
  expect(cold).toMatchObject({ hit: false, analysis: { files: 3 } });
  expect(cold.analysis.routes.map(({ method, path, access }) => `${method} ${path} ${access}`)).toEqual(['GET /health public', 'DELETE /users/:id authenticated']);
  const warm = run();
  expect(warm.hit).toBe(true);
  expect(plain(warm.analysis)).toEqual(plain(cold.analysis));
  expect(warm.analysis.passed!.get(warm.analysis.routes[1]!)!.includes(warm.analysis.routes[1]!.guards[0]!)).toBe(cold.analysis.passed!.get(cold.analysis.routes[1]!)!.includes(cold.analysis.routes[1]!.guards[0]!));
});

it('each question has its own result', () => {
  run();
  expect([{ only: [] }, { only: ['require-route-auth'] }, { paths: ['src'] }, { rules: { 'require-route-auth': 'off' as const } }].map((question) => [run(question).hit, run(question).hit])).toEqual(Array.from({ length: 4 }, () => [false, true]));
  expect(run({ paths: ['./src/'] }).hit).toBe(true);
  expect(run({ paths: [join(root, 'src')] }).hit).toBe(true);
  expect(run().hit).toBe(true);
});

describe('a change that a result depends on has the project analysed again', () => {
  it.each<[string, () => void]>([
    ['a source file', () => write('src/guard.ts', 'export const guard = (req, res, next) => next();\n')],
    ['a source file, to another of the same size at the same time', () => { write('src/guard.ts', FILES['src/guard.ts']!.replace('401', '200')); settle(); }],
    ['a source file, replaced by one that is as old', () => { writeFileSync(join(home, 'x'), FILES['src/guard.ts']!.replace('401', '200')); utimesSync(join(home, 'x'), new Date(1e12), new Date(1e12)); renameSync(join(home, 'x'), join(root, 'src/guard.ts')); }],
    ['a new source file', () => write('src/admin.ts', 'export const a = 1;\n')],
    ['a new source file in a new folder', () => write('lib/deep/admin.js', 'exports.a = 1;\n')],
    ['a file that an import looked for and did not find', () => write('src/other.ts', 'export const other = 1;\n')],
    ['a folder that an import looked for and did not find', () => write('src/other/index.ts', 'export const other = 1;\n')],
    ['a removed file', () => rmSync(join(root, 'src/guard.ts'))],
    ['a renamed file', () => renameSync(join(root, 'src/guard.ts'), join(root, 'src/guards.ts'))],
    ['package.json', () => write('package.json', FILES['package.json']!.replace('"5"', '"4"'))],
    ['the package.json of another package', () => write('packages/common/package.json', '{ "name": "uncommon", "main": "index.ts" }')],
    ['a new package of the workspace', () => write('packages/more/package.json', '{ "name": "more" }')],
    ['a new package.json', () => write('src/package.json', '{ "type": "commonjs" }')],
    ['tsconfig.json', () => write('tsconfig.json', '{}')],
    ['what tsconfig.json extends', () => write('tsconfig.base.json', '{}')],
    ['a new tsconfig.json', () => write('src/tsconfig.json', '{}')],
    ['.gitignore', () => write('.gitignore', 'src/guard.ts\n')],
    ['a new .gitignore', () => write('src/.gitignore', 'guard.ts\n')],
    ['a new configuration', () => write('authlint.config.json', '{ "public": ["GET /health"] }')],
    ['a configuration in package.json', () => write('package.json', FILES['package.json']!.replace('{ "name"', '{ "authlint": { "public": ["GET /health"] }, "name"'))],
    ['the top of the repository', () => { rmSync(join(root, '.git'), { recursive: true }); mkdirSync(join(home, '.git')); }],
    ['a file that becomes a link', () => { renameSync(join(root, 'src/guard.ts'), join(root, 'guard.txt')); symlinkSync('../guard.txt', join(root, 'src/guard.ts')); }],
    ['a folder that becomes a file', () => { rmSync(join(root, 'packages'), { recursive: true }); write('packages', ''); }],
  ])('%s', (_name, change) => {
    run();
    expect(run().hit).toBe(true);
    change();
    const { hit, analysis } = run();
    expect(hit).toBe(false);
    expect(plain(analysis)).toEqual(plain(analyze({ cwd: root })));
    expect(run().hit).toBe(true);
  });

  it('a configuration in a folder around it', () => {
    run({}, join(root, 'packages/common'));
    expect(run({}, join(root, 'packages/common')).hit).toBe(true);
    write('authlint.config.json', '{ "exclude": ["**/*.js"] }');
    expect(run({}, join(root, 'packages/common')).hit).toBe(false);
    expect(run({}, join(root, 'packages/common')).hit).toBe(true);
    write('authlint.config.json', '{}');
    expect(run({}, join(root, 'packages/common')).hit).toBe(false);
  });

  it('a link that leads elsewhere', () => {
    write('real/one.ts', 'export const other = 1;\n');
    write('real/two.ts', 'export const other = 2;\n');
    symlinkSync('../real/one.ts', join(root, 'src/other.ts'));
    run();
    expect(run().hit).toBe(true);
    rmSync(join(root, 'src/other.ts'));
    symlinkSync('../real/two.ts', join(root, 'src/other.ts'));
    expect(run().hit).toBe(false);
  });

  it('a document that a framework reads', () => {
    write('src/app.ts', `import { ApolloServer } from '@apollo/server';\nimport { readFileSync } from 'node:fs';\nnew ApolloServer({ typeDefs: readFileSync('schema.graphql', 'utf8'), resolvers: { Query: { a: () => 1 } } });\n`);
    settle();
    run();
    expect(run().hit).toBe(true);
    write('schema.graphql', 'type Query { a: Int, b: Int }\n');
    expect(run().hit).toBe(false);
    write('src/more.graphql', 'type Mutation { c: Int }\n');
    expect(run().hit).toBe(false);
    expect(run().hit).toBe(true);
  });
});

describe('what a result does not depend on', () => {
  it.each<[string, () => void]>([
    ['the times of all files', () => { for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' })) utimesSync(join(root, name), new Date(), new Date()); }],
    ['files that were written again as they were', () => { for (const [path, text] of Object.entries(FILES)) { rmSync(join(root, path)); write(path, text); } }],
    ['a file that nothing reads', () => write('docs/notes.txt', 'something else\n')],
    ['what is installed', () => write('node_modules/left-pad/index.js', 'module.exports = 1;\n')],
    ['a folder around the project', () => writeFileSync(join(home, 'elsewhere.ts'), '')],
    ['the commit', () => writeFileSync(join(root, '.git/HEAD'), 'x')],
  ])('%s', (_name, change) => {
    const cold = run();
    change();
    const warm = run();
    expect(warm.hit).toBe(true);
    expect(plain(warm.analysis)).toEqual(plain(cold.analysis));
    expect(run().hit).toBe(true);
  });

  it('where it is: another machine has it in another folder', () => {
    const cold = run();
    for (const [from, to] of [['shop', 'elsewhere/deep/checkout'], ['cache', 'restored']] as const) {
      cpSync(join(home, from), join(home, to), { recursive: true });
      rmSync(join(home, from), { recursive: true });
    }
    const warm = run({}, join(home, 'elsewhere/deep/checkout'), join(home, 'restored'));
    expect(warm.hit).toBe(true);
    expect(plain(warm.analysis)).toEqual(plain(cold.analysis));
    const kept = readdirSync(join(home, 'restored'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json')).map((name) => readFileSync(join(home, 'restored', name), 'utf8'));
    expect(kept.join('')).not.toContain(home);
  });
});

it('what changes while it is analysed is not kept', () => {
  const results = openResultCache(join(home, 'cache'), root, build);
  const seeing = watch();
  analyze({ cwd: root, witness: seeing });
  write('src/guard.ts', 'export const guard = 1;\n');
  const analysis = analyze({ cwd: root, witness: seeing });
  expect(seeing.seen()).toBeUndefined();
  results.remember({}, seeing.seen(), analysis);
  expect(results.recall({})).toEqual({ changed: undefined });
});

it('a file that is written a moment after it was read is read again', () => {
  const results = openResultCache(join(home, 'cache'), root, build);
  write('src/guard.ts', FILES['src/guard.ts']!);
  const seeing = watch();
  results.remember({}, (analyze({ cwd: root, witness: seeing }), seeing.seen()), analyze({ cwd: root }));
  const stamps = readFileSync(join(home, 'cache/results-bbbb', readdirSync(join(home, 'cache/results-bbbb'))[0]!), 'utf8');
  expect(stamps).toContain('["src/guard.ts","?"');
});

it.runIf(process.getuid?.() !== 0)('a folder that cannot be read has nothing kept', () => {
  chmodSync(join(root, 'docs'), 0);
  expect([run().hit, run().hit]).toEqual([false, false]);
  chmodSync(join(root, 'docs'), 0o755);
});

it('a record that was cut off or changed is none', () => {
  run();
  const file = join(home, 'cache/results-bbbb', readdirSync(join(home, 'cache/results-bbbb'))[0]!);
  const whole = readFileSync(file);
  for (const harm of [() => truncateSync(file, 1000), () => writeFileSync(file, ''), () => writeFileSync(file, whole.toString().replace('DELETE', 'REMOVE')), () => writeFileSync(file, 'null\n{}\n')]) {
    harm();
    expect([run().hit, run().hit]).toEqual([false, true]);
  }
});
