import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Linter } from 'eslint';
import { describe, expect, it, vi } from 'vitest';
import { currentName, firstName, formerNameNote, formerNames, redirected } from '../../rules/redirects.ts';
import { rules } from '../../rules/registry.ts';
import { analyze, type AnalyzeOptions } from '../../src/analyze.ts';
import plugin from '../../src/eslint/index.ts';
import { descriptor } from '../../src/report/sarif/rules.ts';
import { authlint, folder } from '../cli/host.ts';

vi.mock('../../rules/renamed.ts', () => ({
  RENAMED: {
    'pin-algorithm': { to: 'name-algorithm', since: '1.2.0' },
    'name-algorithm': { to: 'require-jwt-algorithm', since: '2.0.0' },
    'one-way': { to: 'other-way', since: '1.0.0' },
    'other-way': { to: 'one-way', since: '1.0.0' },
  },
  RETIRED: { 'no-such-thing': { since: '3.0.0', instead: 'use require-jwt-algorithm.' } },
}));

const CODE = `
const jwt = require('jsonwebtoken');
exports.read = (token, key) => jwt.verify(token, key);
`;
const NAME = 'require-jwt-algorithm';
const NOTE = `The rule "pin-algorithm" is called "${NAME}" since version 1.2.0; the former name still means it.`;

const project = (config: object, code = CODE): string => folder({ 'package.json': '{ "dependencies": { "jsonwebtoken": "^9.0.0" } }', 'authlint.config.json': JSON.stringify(config), 'src/token.js': code });

const found = (options: AnalyzeOptions): string[] => analyze(options).findings.filter(({ suppressed }) => !suppressed).map(({ ruleId, severity }) => `${ruleId} ${severity}`);

describe('names', () => {
  it('lead to the rule of today, over several steps, and never in a circle', () => {
    expect(['pin-algorithm', 'name-algorithm', NAME, 'anything', 'constructor'].map(currentName)).toEqual([NAME, NAME, NAME, 'anything', 'constructor']);
    expect(formerNames(NAME)).toEqual(['pin-algorithm', 'name-algorithm']);
    expect([firstName(NAME), firstName('no-late-guard')]).toEqual(['pin-algorithm', 'no-late-guard']);
    expect(currentName('one-way')).toBe('other-way');
    expect(formerNameNote('toString')).toBeUndefined();
  });

  it('of today outrank former ones in settings', () => {
    expect(redirected({ 'pin-algorithm': 'off', [NAME]: 'note' }).settings).toEqual({ [NAME]: 'note' });
    expect(redirected({ 'no-such-thing': 'error' })).toEqual({ settings: {}, notes: ['The rule "no-such-thing" is gone since version 3.0.0, and what is set for it does nothing: use require-jwt-algorithm.'] });
  });
});

describe('a former name', () => {
  it('in the configuration sets the rule, and is told of', () => {
    const cwd = project({ rules: { 'pin-algorithm': 'note', 'no-such-thing': 'error' } });
    const { findings, diagnostics } = analyze({ cwd });
    expect(findings.map(({ ruleId, severity }) => [ruleId, severity])).toEqual([[NAME, 'note']]);
    expect(diagnostics).toEqual([{ kind: 'config', file: 'authlint.config.json', message: expect.stringContaining(NOTE) }]);
    expect(diagnostics[0]!.message).toContain('"no-such-thing" is gone');
  });

  it('in the configuration can switch the rule off; a name that no rule ever had is refused', () => {
    expect(found({ cwd: project({ rules: { 'name-algorithm': 'off' } }) })).toEqual([]);
    expect(() => analyze({ cwd: project({ rules: { 'pin-algoritm': 'off' } }) })).toThrow('no such rule');
  });

  it('is taken by --rule, with a note on stderr', async () => {
    const { status, stdout, stderr } = await authlint(['--rule', 'pin-algorithm:note', '--severity', 'note', '--format', 'json'], {
      cwd: project({}), analyze, known: rules.map(({ meta }) => meta),
    });
    expect([status, stderr]).toEqual([1, `authlint: ${NOTE}\n`]);
    expect(JSON.parse(stdout).findings).toMatchObject([{ ruleId: NAME, severity: 'note' }]);
  });

  it('is explained', async () => {
    const { status, stdout, stderr } = await authlint(['explain', 'pin-algorithm'], { known: rules.map(({ meta }) => meta) });
    expect([status, stderr]).toEqual([0, `authlint: ${NOTE}\n`]);
    expect(stdout).toContain(NAME);
    expect(await authlint(['explain', 'no-such-thing'], {})).toMatchObject({ status: 2, stderr: expect.stringContaining('is gone since version 3.0.0') });
  });

  it('in a comment suppresses', () => {
    const comment = (name: string): string => CODE.replace('exports.read', `// authlint-disable-next-line ${name} -- the gateway checks it\nexports.read`);
    expect(found({ cwd: project({}, comment('pin-algorithm')) })).toEqual([]);
    expect(found({ cwd: project({}, comment('no-late-guard')) })).toEqual([`${NAME} warning`]);
    expect(analyze({ cwd: project({}, comment('pin-algorithm')) }).diagnostics).toEqual([]);
  });

  it('is what fingerprints are made of: they outlive a new name', async () => {
    const cwd = project({});
    const renamed = analyze({ cwd }).findings;
    vi.resetModules();
    vi.doMock('../../rules/renamed.ts', () => ({ RENAMED: { 'pin-algorithm': { to: 'require-jwt-algorithm', since: '1.2.0' } }, RETIRED: {} }));
    const before = (await import('../../src/analyze.ts')).analyze({ cwd }).findings;
    vi.resetModules();
    vi.doMock('../../rules/renamed.ts', () => ({ RENAMED: {}, RETIRED: {} }));
    const other = (await import('../../src/analyze.ts')).analyze({ cwd }).findings;
    expect(renamed).toHaveLength(1);
    expect(renamed.map(({ fingerprint, identity }) => [fingerprint, identity])).toEqual(before.map(({ fingerprint, identity }) => [fingerprint, identity]));
    expect(renamed[0]!.fingerprint).not.toBe(other[0]!.fingerprint);
  });

  it('is named in SARIF as a former id', () => {
    expect(descriptor(rules.find(({ meta }) => meta.name === NAME)!.meta, undefined)).toMatchObject({ id: NAME, deprecatedIds: ['pin-algorithm', 'name-algorithm'] });
    expect(descriptor(rules.find(({ meta }) => meta.name === 'no-late-guard')!.meta, undefined)).not.toHaveProperty('deprecatedIds');
  });

  it('in a baseline is the rule of today', async () => {
    const cwd = project({});
    const known = rules.map(({ meta }) => meta);
    expect((await authlint(['baseline'], { cwd, analyze, known })).status).toBe(0);
    const file = join(cwd, 'authlint-baseline.json');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll(NAME, 'pin-algorithm'));
    expect(await authlint(['--baseline', '--rule', NAME], { cwd, analyze, known })).toMatchObject({ status: 0 });
    writeFileSync(join(cwd, 'src/token.js'), 'exports.read = () => undefined;\n');
    expect((await authlint(['--baseline', '--rule', NAME], { cwd, analyze, known })).stderr).toContain('1 finding');
  });

  it('in ESLint reports as the rule does, and is marked as deprecated', () => {
    const cwd = project({});
    const messages = new Linter({ cwd }).verify(CODE, [{ plugins: { authlint: plugin }, rules: { 'authlint/pin-algorithm': 'error', 'authlint/no-such-thing': 'error' }, languageOptions: { sourceType: 'commonjs' } }], { filename: join(cwd, 'src/token.js') });
    expect(messages.map(({ ruleId, messageId }) => [ruleId, messageId])).toEqual([['authlint/pin-algorithm', 'missing']]);
    expect(plugin.rules['pin-algorithm']!.meta!.deprecated).toEqual({ message: NOTE, deprecatedSince: '1.2.0', replacedBy: [{ rule: { name: NAME, url: expect.stringContaining(NAME) } }] });
    expect(Object.keys(plugin.configs.strict.rules!)).not.toContain('authlint/pin-algorithm');
  });
});
