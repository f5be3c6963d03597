import { afterEach, describe, expect, it } from 'vitest';
import type { Rule } from '../../src/model/index.ts';
import { runInEngine, type EngineOutcome } from './engine.ts';
import { runInEslint, SOURCE } from './linter.ts';
import { byPlace, literal, type Outcome } from './outcome.ts';
import { projectFolder, type ProjectFolder } from './project-folder.ts';

/** What is given is compared; `file` and `line` always are. */
export type ExpectedFinding = Pick<EngineOutcome, 'file' | 'line'> & Partial<EngineOutcome>;

export interface QuietCase {
  name: string;
  /** Text by path relative to the project, with '/'. */
  files: Record<string, string>;
  options?: Record<string, unknown>;
  /** Some file is broken on purpose. */
  parseErrors?: boolean;
}

export interface FlaggedCase extends QuietCase {
  findings: ExpectedFinding[];
}

/** Runs each case in the engine and in ESLint: both must find what is expected, and the same. */
export function ruleCases(rule: string | Rule, { flagged, quiet }: { flagged: FlaggedCase[]; quiet: QuietCase[] }): void {
  describe(typeof rule === 'string' ? rule : rule.meta.name, () => {
    let folder: ProjectFolder | undefined;
    afterEach(() => folder?.remove());

    const run = async (one: QuietCase, findings: ExpectedFinding[]): Promise<void> => {
      folder = projectFolder(one.files);
      await expectFindings(folder.path, typeof rule === 'string' ? await loadRule(rule) : rule, one, findings);
    };
    it.each(flagged)('reports: $name', async (one) => {
      expect(one.findings, 'A flagged case expects findings.').not.toEqual([]);
      await run(one, one.findings);
    });
    it.each(quiet)('is quiet: $name', (one) => run(one, []));
  });
}

export async function loadRule(name: string): Promise<Rule> {
  const { default: rule } = (await import(`../../rules/${name}/index.ts`)) as { default: Rule };
  return rule;
}

/** @throws unless both hosts find what is expected */
export async function expectFindings(folder: string, rule: Rule, { files, options, parseErrors }: QuietCase, expected: ExpectedFinding[]): Promise<void> {
  const { outcomes, diagnostics } = runInEngine(folder, rule, options);
  if (!parseErrors) expect(diagnostics.filter(({ kind }) => kind === 'parse-error'), 'The files of a case parse.').toEqual([]);
  const wanted = expected.toSorted((one, other) => byPlace({ column: 0, ...one }, { column: 0, ...other }));
  const shown = outcomes.length === wanted.length ? outcomes.map((outcome, at) => only(outcome, Object.keys(wanted[at]!))) : outcomes;
  expect(shown, `The findings are:\n${outcomes.map(literal).join(',\n')}\n`).toEqual(wanted);
  for (const { message } of outcomes) expect(message, 'A message has no placeholder left.').not.toMatch(/\{\{|\}\}/);

  const sources = Object.keys(files).filter((file) => SOURCE.test(file) && !file.endsWith('.d.ts'));
  await expectSame(outcomes, folder, rule, { files: sources, options, parser: 'typescript' }, parseErrors);
  const first = sources[0];
  if (first && /\.[cm]?jsx?$/.test(first)) await expectSame(outcomes, folder, rule, { files: [first], options, parser: 'espree' }, true);
}

/** ESLint does not run rules on a file that its parser refuses, so nothing can be compared there. */
async function expectSame(outcomes: EngineOutcome[], folder: string, rule: Rule, lint: Parameters<typeof runInEslint>[2], mayBeUnparsed = false): Promise<void> {
  const linted = await runInEslint(folder, rule, lint);
  if (!mayBeUnparsed) expect(linted.unparsed, 'ESLint parses the files of a case.').toEqual([]);
  const compared = lint.files.filter((file) => !linted.unparsed.some((problem) => problem.startsWith(`${file}:`)));
  const wanted = outcomes.filter(({ file }) => compared.includes(file)).map(inEslint);
  const explanation = `ESLint (${lint.parser} parser) finds:\n${linted.outcomes.map(literal).join(',\n')}\nThe engine finds:\n${wanted.map(literal).join(',\n')}\n`;
  expect(linted.outcomes, explanation).toEqual(wanted);
}

/** What of it ESLint can show: it knows no severities, routes or confidence of ours, and edits one file. */
function inEslint(outcome: EngineOutcome): Outcome {
  const { file, line, column, endLine, endColumn, messageId, message, suggestions } = outcome;
  return { file, line, column, endLine, endColumn, messageId, message, suggestions: suggestions.filter(({ output }) => typeof output === 'string') };
}

function only(outcome: EngineOutcome, keys: string[]): Partial<EngineOutcome> {
  return Object.fromEntries(Object.entries(outcome).filter(([key]) => keys.includes(key)));
}
