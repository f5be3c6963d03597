import { defineConfig } from 'eslint/config';
import { ESLint, Linter } from 'eslint';
import { afterAll, describe, expect, it } from 'vitest';
import { rules } from '../../rules/registry.ts';
import { configOf } from '../../src/eslint/configs.ts';
import plugin from '../../src/eslint/index.ts';
import { toEslintRule } from '../../src/eslint/rule.ts';
import type { Preset, Severity } from '../../src/model/index.ts';
import forbiddenValue from '../harness/forbidden-value.ts';
import { runInEslint } from '../harness/linter.ts';
import { projectFolder } from '../harness/project-folder.ts';

const empty = projectFolder({});
afterAll(() => empty.remove());
const linter = new Linter({ cwd: empty.path });

describe('a rule', () => {
  it('has all that ESLint, editors and documentation ask of it', () => {
    expect(toEslintRule(forbiddenValue).meta).toEqual({
      type: 'problem',
      docs: { description: 'Disallow forbidden values', recommended: true, url: expect.stringMatching(/^https:\/\/unpkg\.com\/authlint@\d+\.\d+\.\d+\/rules\/no-forbidden-value\/README\.md$/) },
      messages: { forbidden: '{{name}} is {{value}}, which is forbidden.' },
      schema: [{
        type: 'object', additionalProperties: false,
        properties: { values: { type: 'array', items: { type: 'string' }, default: ['bad'], description: 'Values that `use` must not be called with.' } },
      }],
      defaultOptions: [{ values: ['bad'] }],
      hasSuggestions: true,
      languages: ['js/js'],
    });
  });

  it.each(rules.map((rule) => [rule.meta.name, rule] as const))('has a schema that ESLint accepts, and that knows its options: %s', (name, rule) => {
    const lint = (options: object) => () =>
      linter.verify('', { plugins: { authlint: plugin }, rules: { [`authlint/${name}`]: ['error', options] } }, { filename: 'a.js' });
    expect(lint(rule.options.parse({}) as object)).not.toThrow();
    expect(lint({ noSuchOption: true })).toThrow('Unexpected property "noSuchOption"');
  });

  it('leaves a suggestion to other hosts that edits other files', async () => {
    const rule: typeof forbiddenValue = {
      ...forbiddenValue,
      check({ report, ...context }) {
        forbiddenValue.check({
          ...context,
          report: (one) => report({ ...one, suggestions: [...one.suggestions!, { message: 'Elsewhere.', edits: [{ start: 0, end: 0, text: '', file: 'b.ts' }] }] }),
        });
      },
    };
    const folder = projectFolder({ 'a.ts': `use('bad');` });
    const { outcomes } = await runInEslint(folder.path, rule, { files: ['a.ts'] });
    folder.remove();
    expect(outcomes.map(({ suggestions }) => suggestions)).toEqual([[{ message: "Use 'good'.", output: `use('good');` }]]);
  });
});

describe('a config', () => {
  const ruleOf = (name: string, preset: Preset, severity: Severity) => ({ ...forbiddenValue, meta: { ...forbiddenValue.meta, name, preset, severity } });
  const some = [ruleOf('a', 'recommended', 'error'), ruleOf('b', 'recommended', 'warning'), ruleOf('c', 'strict', 'note'), ruleOf('d', 'all', 'error'), ruleOf('e', 'preview', 'error')];

  it('has the rules of its preset and of the lesser ones, at their severities', () => {
    expect(configOf({}, 'recommended', some)).toMatchObject({ name: 'authlint/recommended', rules: { 'authlint/a': 'error', 'authlint/b': 'warn' } });
    expect(configOf({}, 'strict', some).rules).toEqual({ 'authlint/a': 'error', 'authlint/b': 'warn', 'authlint/c': 'warn' });
  });

  it('has every recommended rule, and the plugin itself', () => {
    const { recommended } = plugin.configs;
    expect(recommended.plugins?.['authlint']).toBe(plugin);
    expect(Object.keys(recommended.rules ?? {})).toEqual(rules.filter(({ meta }) => meta.preset === 'recommended').map(({ meta }) => `authlint/${meta.name}`));
  });

  it('can be extended by name', () => {
    const configs = defineConfig({ plugins: { authlint: plugin }, extends: ['authlint/strict'], files: ['**/*.js'] });
    expect(configs).toContainEqual(expect.objectContaining({ name: expect.stringContaining('authlint/strict'), rules: plugin.configs.strict.rules, files: ['**/*.js'] }));
  });

  it('does not make ESLint lint files that it would not lint otherwise', async () => {
    const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: [plugin.configs.recommended] });
    expect(await eslint.calculateConfigForFile('a.ts')).toBeUndefined();
    expect((await eslint.calculateConfigForFile('a.js') as Linter.Config).rules).not.toEqual({});
  });

  it('leaves files in other languages alone', async () => {
    const eslint = new ESLint({ overrideConfigFile: true, overrideConfig: [plugin.configs.recommended, { files: ['**/*.json', '**/*.md', '**/*.md/*.js'] }] });
    const rulesFor = async (file: string) => Object.keys(((await eslint.calculateConfigForFile(file)) as Linter.Config).rules ?? {});
    expect(await rulesFor('package.json')).toEqual([]);
    expect(await rulesFor('docs/README.md')).toEqual([]);
    expect(await rulesFor('docs/README.md/0.js')).not.toEqual([]);
  });
});

describe('shared settings', () => {
  it('are refused when they are wrong, with the key and the cause', () => {
    const lint = (): unknown => linter.verify('', { plugins: { authlint: { rules: { x: toEslintRule(forbiddenValue) } } }, rules: { 'authlint/x': 'error' }, settings: { authlint: { guard: [] } } }, { filename: 'a.js' });
    expect(lint).toThrow('ESLint settings: authlint.guard: no such key. Did you mean "guards"?');
  });
});
