import { existsSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { rules } from '../../rules/registry.ts';
import type { Rule } from '../../src/model/index.ts';
import { runInEngine } from '../harness/engine.ts';
import { literal } from '../harness/outcome.ts';
import { parsePage, type Example } from '../harness/page.ts';
import { projectFolder, type ProjectFolder } from '../harness/project-folder.ts';

let folder: ProjectFolder | undefined;
afterEach(() => folder?.remove());

function findingsOf(rule: Rule, { files }: Example): string[] {
  folder = projectFolder(files);
  const { outcomes, diagnostics } = runInEngine(folder.path, rule);
  expect(diagnostics.filter(({ kind }) => kind === 'parse-error'), 'The example parses.').toEqual([]);
  return outcomes.map(literal);
}

describe.each(rules)('the page of $meta.name', (rule) => {
  const file = new URL(`../../rules/${rule.meta.name}/README.md`, import.meta.url);
  const { examples } = parsePage(existsSync(file) ? readFileSync(file, 'utf8') : '');

  it('has examples of both kinds', () => {
    expect(new Set(examples.map(({ kind }) => kind))).toEqual(new Set(['flagged', 'quiet']));
  });

  it.each(examples.filter(({ kind }) => kind === 'flagged'))('is right that this is flagged: $title', (example) => {
    expect(findingsOf(rule, example)).not.toEqual([]);
  });

  it.each(examples.filter(({ kind }) => kind === 'quiet'))('is right that this is not flagged: $title', (example) => {
    expect(findingsOf(rule, example)).toEqual([]);
  });
});
