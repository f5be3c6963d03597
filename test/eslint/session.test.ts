import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openSession, type Session } from '../../src/eslint/session.ts';
import type { Rule } from '../../src/model/index.ts';
import * as extraction from '../../src/extract/index.ts';
import forbiddenValue from '../harness/forbidden-value.ts';
import { projectFolder, type ProjectFolder } from '../harness/project-folder.ts';

vi.mock('../../src/extract/index.ts', { spy: true });
const extract = vi.mocked(extraction.extract);

const USER = `import { level } from './b';\nuse(level);\n`;
const VALUE = (value: string): string => `export const level = '${value}';\n`;

let folder: ProjectFolder;
let session: Session;
/** Stands still, so that the disk is looked at each time. */
const clock = (): number => 0;

beforeEach(() => {
  folder = projectFolder({ 'src/a.ts': USER, 'src/b.ts': VALUE('bad'), 'src/c.ts': `use('bad');\n` });
  session = openSession(folder.path, undefined, clock);
  extract.mockClear();
});
afterEach(() => folder.remove());

/** Messages of the findings; undefined when the project leaves the file out. */
function lint(file: string, text: string, { options, settings = {} }: { options?: object; settings?: object } = {}): string[] | undefined {
  return session.view(join(folder.path, file), text, settings)?.findings(forbiddenValue, options).map(({ message }) => message);
}

function extracted(): string[] {
  return extract.mock.calls.map(([path]) => path).sort();
}

describe('what is on disk', () => {
  it('is followed into from the file that is linted', () => {
    expect(lint('src/a.ts', USER)).toEqual(['level is bad, which is forbidden.']);
    expect(lint('src/b.ts', VALUE('bad'))).toEqual([]);
  });

  it('is analysed once for all its files', () => {
    lint('src/a.ts', USER);
    lint('src/b.ts', VALUE('bad'));
    lint('src/c.ts', `use('bad');\n`);
    expect(extracted()).toEqual(['src/a.ts', 'src/b.ts', 'src/c.ts']);
  });

  it('is seen when it changes, and only what changed is extracted again', () => {
    lint('src/a.ts', USER);
    folder.write({ 'src/b.ts': VALUE('fine') });
    extract.mockClear();
    expect(lint('src/a.ts', USER)).toEqual([]);
    expect(extracted()).toEqual(['src/b.ts']);
  });

  it('is seen when a file appears that others refer to', () => {
    folder.write({ 'src/a.ts': `import { level } from './new';\nuse(level);\n` });
    expect(lint('src/a.ts', `import { level } from './new';\nuse(level);\n`)).toEqual([]);
    folder.write({ 'src/new.ts': VALUE('bad') });
    expect(lint('src/a.ts', `import { level } from './new';\nuse(level);\n`)).toEqual(['level is bad, which is forbidden.']);
  });
});

describe('a buffer that is not saved', () => {
  it('is analysed as typed', () => {
    expect(lint('src/a.ts', `${USER}use('bad');\n`)).toEqual(['level is bad, which is forbidden.', "'bad' is bad, which is forbidden."]);
    expect(lint('src/a.ts', '')).toEqual([]);
  });

  it('costs the extraction of one file, also when it is the first that is linted', () => {
    lint('src/a.ts', `${USER}// 1`);
    extract.mockClear();
    lint('src/a.ts', `${USER}// 2`);
    expect(extracted()).toEqual(['src/a.ts']);
  });

  it('does not change how other files are seen', () => {
    lint('src/a.ts', USER);
    expect(lint('src/b.ts', VALUE('fine'))).toEqual([]);
    expect(lint('src/a.ts', USER)).toEqual(['level is bad, which is forbidden.']);
  });

  it('leaves the text of what is saved to findings that are asked for later', () => {
    const saved = session.view(join(folder.path, 'src/a.ts'), USER, {})!;
    lint('src/a.ts', `\n\n\n\n${USER}`);
    expect(saved.findings(forbiddenValue, undefined).map(({ message }) => message)).toEqual(['level is bad, which is forbidden.']);
  });

  it('sees what changes on disk', () => {
    expect(lint('src/a.ts', `${USER}//`)).toEqual(['level is bad, which is forbidden.']);
    folder.write({ 'src/b.ts': VALUE('fine') });
    expect(lint('src/a.ts', `${USER}//`)).toEqual([]);
  });

  it('is the saved file once it has been saved', () => {
    lint('src/a.ts', `${USER}//`);
    folder.write({ 'src/a.ts': `${USER}//` });
    lint('src/a.ts', `${USER}//`);
    extract.mockClear();
    lint('src/c.ts', `use('bad');\n`);
    expect(extracted()).toEqual([]);
  });

  it('may be of a file that is not on disk yet', () => {
    expect(lint('src/new.ts', USER)).toEqual(['level is bad, which is forbidden.']);
    expect(lint('src/new.ts', `${USER}use('bad');`)).toHaveLength(2);
  });
});

describe('the files of a project', () => {
  it('are those of the command line: what it leaves out has no findings', () => {
    folder.write({ '.gitignore': 'ignored.ts\n', 'ignored.ts': `use('bad');`, 'a.test.ts': `use('bad');`, 'vendor/x.js': `use('bad');` });
    for (const file of ['ignored.ts', 'a.test.ts', 'vendor/x.js', 'unsaved.test.ts']) expect(lint(file, `use('bad');`), file).toBeUndefined();
    expect(lint('not-ignored.ts', `use('bad');`)).toHaveLength(1);
  });

  it('hold what looks like a test while others import it', () => {
    const USING = `import './test/helper';\n`;
    folder.write({ 'src/a.ts': USING, 'src/test/helper.ts': `use('bad');`, 'src/test/other.ts': `use('bad');` });
    expect(lint('src/test/helper.ts', `use('bad');`)).toHaveLength(1);
    expect(lint('src/test/helper.ts', `use('bad'); use('bad');`)).toHaveLength(2);
    expect(lint('src/test/other.ts', `use('bad');`)).toBeUndefined();
    folder.write({ 'src/a.ts': '' });
    expect(lint('src/test/helper.ts', `use('bad');`)).toBeUndefined();
  });

  it('do not hold what is minified', () => {
    const minified = `use('bad');${'/* */'.repeat(50_000)}`;
    folder.write({ 'bundle.js': minified });
    expect(lint('bundle.js', minified)).toBeUndefined();
  });

  it('are one file, when it is in no project', () => {
    folder.write({ 'elsewhere/x.ts': `use('bad');`, 'elsewhere/y.ts': `use('bad');` });
    const path = join(folder.path, 'elsewhere');
    const lone = openSession(path, [join(path, 'x.ts')], clock);
    extract.mockClear();
    expect(lone.view(join(path, 'x.ts'), `use('bad');`, {})?.findings(forbiddenValue, undefined)).toHaveLength(1);
    expect(extracted()).toEqual(['x.ts']);
  });
});

describe('options', () => {
  beforeEach(() => {
    folder.write({ 'authlint.config.json': '{ "rules": { "no-forbidden-value": ["error", { "values": ["configured"] }] } }', 'd.ts': `use('configured'); use('given'); use('bad');` });
  });
  const text = `use('configured'); use('given'); use('bad');`;

  it('are those of the configuration file where ESLint has only the defaults', () => {
    expect(lint('d.ts', text, { options: { values: ['bad'] } })).toEqual(["'configured' is configured, which is forbidden."]);
  });

  it('are those of ESLint where they differ from the defaults', () => {
    expect(lint('d.ts', text, { options: { values: ['given'] } })).toEqual(["'given' is given, which is forbidden."]);
  });

  it('may differ from file to file', () => {
    expect(lint('d.ts', text, { options: { values: ['given'] } })).toHaveLength(1);
    expect(lint('d.ts', text, { options: { values: ['given', 'bad'] } })).toHaveLength(2);
  });
});

describe('shared settings', () => {
  const APP = `import express from 'express';\nimport { gate } from 'house-gate';\nconst app = express();\napp.get('/x', gate(), (req, res) => res.end());\n`;
  const accessOf: Rule = {
    ...forbiddenValue,
    messages: { access: '{{access}}' },
    check({ map, report }) {
      for (const { module, start, end, route } of map.details.values()) report({ module, start, end, messageId: 'access', data: { access: route.access } });
    },
  };
  const access = (settings: object): (string | undefined)[] | undefined =>
    session.view(join(folder.path, 'app.js'), APP, settings)?.findings(accessOf, undefined).map(({ message }) => message);
  const gate = (proves: string): object => ({ guards: [{ name: 'house-gate#gate', proves }] });

  it('take the place of those of the configuration file', () => {
    folder.write({ 'app.js': APP, 'authlint.config.json': JSON.stringify(gate('authentication')) });
    expect(access({})).toEqual(['authenticated']);
    expect(access(gate('nothing'))).toEqual(['public']);
    expect(access({ guards: [] })).not.toEqual(['authenticated']);
    expect(access({})).toEqual(['authenticated']);
  });
});

it('shows no finding that a comment suppresses, as saved or as typed', () => {
  const text = `// authlint-disable-next-line no-forbidden-value -- on purpose\nuse('bad');\n`;
  folder.write({ 'src/c.ts': text });
  expect(lint('src/c.ts', text)).toEqual([]);
  expect(lint('src/c.ts', `${text}//`)).toEqual([]);
});

it('tells of a bad configuration', () => {
  folder.write({ 'authlint.config.json': '{ "publik": [] }' });
  expect(() => lint('src/a.ts', USER)).toThrow('authlint.config.json: publik: no such key. Did you mean "public"?');
});
