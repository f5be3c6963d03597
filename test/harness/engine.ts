import { applySuppressions, runRule, takeSnapshot } from '../../src/analyze.ts';
import type { Diagnostic, Finding, Rule, Suggestion } from '../../src/model/index.ts';
import { openProject, type Project } from '../../src/project/index.ts';
import { applyEdits, byPlace, type Outcome, type Suggested } from './outcome.ts';

export interface EngineOutcome extends Outcome, Pick<Finding, 'confidence' | 'route' | 'severity'> {}

/**
 * Runs a rule over a folder as the command line does.
 * @param options default: those of the folder's configuration
 */
export function runInEngine(folder: string, rule: Rule, options?: unknown): { outcomes: EngineOutcome[]; diagnostics: Diagnostic[] } {
  const project = openProject({ cwd: folder });
  const snapshot = takeSnapshot(project);
  const setting = project.config.rules[rule.meta.name];
  const found = runRule(snapshot, rule, options ?? (Array.isArray(setting) ? setting[1] : {}));
  const { findings, diagnostics } = applySuppressions(snapshot, found);
  const outcomes = findings.filter((finding) => !finding.suppressed).map((finding) => outcomeOf(project, finding));
  return { outcomes: outcomes.sort(byPlace), diagnostics: [...snapshot.diagnostics, ...diagnostics] };
}

function outcomeOf(project: Project, finding: Finding): EngineOutcome {
  const { file, line, column, endLine, endColumn, messageId, message, severity, confidence, route } = finding;
  const suggestions = finding.suggestions.map((suggestion) => ({ message: suggestion.message, output: outputOf(project, file, suggestion) }));
  return { file, line, column, endLine, endColumn, messageId, message, severity, confidence, route, suggestions };
}

function outputOf(project: Project, file: string, { edits }: Suggestion): Suggested['output'] {
  const edited = [...new Set(edits.map((edit) => edit.file ?? file))].sort();
  const outputs = edited.map((path): [string, string] => {
    const text = project.read(path);
    if (text === undefined) throw new Error(`A suggestion edits ${path}, which cannot be read.`);
    return [path, applyEdits(text, edits.filter((edit) => (edit.file ?? file) === path))];
  });
  const [only] = outputs;
  return only && outputs.length === 1 && only[0] === file ? only[1] : Object.fromEntries(outputs);
}
