import { afterEach, expect, it } from 'vitest';
import type { Rule } from '../../src/model/index.ts';
import { expectFindings, type ExpectedFinding } from './cases.ts';
import forbiddenValue from './forbidden-value.ts';
import { projectFolder, type ProjectFolder } from './project-folder.ts';

let folder: ProjectFolder;
afterEach(() => folder.remove());

function compare(files: Record<string, string>, findings: ExpectedFinding[], rule: Rule = forbiddenValue): Promise<void> {
  folder = projectFolder(files);
  return expectFindings(folder.path, rule, { name: '', files }, findings);
}

const right = { file: 'a.ts', line: 1, column: 5 };

it('accepts what is there', async () => {
  await compare({ 'a.ts': `use('bad');` }, [right]);
});

it.each<[string, ExpectedFinding[]]>([
  ['a place', [{ ...right, column: 4 }]],
  ['a message', [{ ...right, message: 'Other.' }]],
  ['the output of a suggestion', [{ ...right, suggestions: [{ message: "Use 'good'.", output: `use('better');` }] }]],
  ['too many', [right, right]],
  ['none', []],
])('refuses a wrong expectation: %s', async (_, findings) => {
  await expect(compare({ 'a.ts': `use('bad');` }, findings)).rejects.toThrow(`file: 'a.ts',\n  line: 1,\n  column: 5,`);
});

it('refuses a case that does not parse by accident', async () => {
  await expect(compare({ 'a.ts': 'let let = ;' }, [])).rejects.toThrow('The files of a case parse.');
});

it('refuses a rule that hides its suggestions from ESLint', async () => {
  const rule = { ...forbiddenValue, meta: { ...forbiddenValue.meta, hasSuggestions: false } };
  await expect(compare({ 'a.ts': `use('bad');` }, [right], rule)).rejects.toThrow('hasSuggestions');
});

it('refuses a message with a placeholder that is never filled', async () => {
  const rule = { ...forbiddenValue, messages: { forbidden: '{{nothing}} is forbidden.' } };
  await expect(compare({ 'a.ts': `use('bad');` }, [right], rule)).rejects.toThrow('A message has no placeholder left.');
});
