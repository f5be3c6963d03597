import type { Colors } from 'picocolors/types.js';
import type { Improvement } from '../analyze/improve.ts';
import { hiddenLines } from './secrets.ts';
import { count, printable } from './text.ts';
import { unifiedDiff } from './unified-diff.ts';

/**
 * The suggestions that make the project better, for people: which were taken, the difference they make to each file, and which were
 * left and why.
 *
 * @param written whether the files have been changed
 */
export function fixes(improvement: Improvement, { colors, written }: { colors: Colors; written: boolean }): string {
  const { changes, taken, left, files } = improvement;
  const lines = [
    ...taken.map(({ finding, suggestion }) => `${place(finding, colors)}  ${printable(suggestion.message)}  ${colors.dim(finding.ruleId)}`),
    ...(taken.length > 0 ? [''] : []),
    ...changes.flatMap(({ file, before, after }) => {
      const old = hiddenLines([], () => before, improvement.masks.before);
      const young = hiddenLines([], () => after, improvement.masks.after);
      const diff = unifiedDiff({ file, before, after, hidden: (side, line) => (side === 'before' ? old : young).line(file, line)?.hidden ?? [] });
      return [...diff.map((line) => painted(line, colors)), ''];
    }),
    ...(left.length > 0 ? [colors.bold('Not taken'), ...left.map(({ finding, suggestion, reason }) =>
      `${place(finding, colors)}  ${printable(suggestion.message)}  ${colors.dim(finding.ruleId)}\n    ${printable(reason)}`), ''] : []),
    summary(taken.length, changes.length, left.length, written, files),
  ];
  return `${lines.join('\n')}\n`;
}

function place({ file, line, column }: { file: string; line: number; column: number }, colors: Colors): string {
  return colors.underline(printable(`${file}:${line}:${column}`));
}

function painted(line: string, colors: Colors): string {
  if (/^(---|\+\+\+) [ab]\//.test(line)) return colors.bold(line);
  return line.startsWith('+') ? colors.green(line) : line.startsWith('-') ? colors.red(line) : line.startsWith('@@') ? colors.cyan(line) : line;
}

function summary(taken: number, changed: number, left: number, written: boolean, files: number): string {
  if (taken === 0) return left === 0 ? `There is no suggestion for what is found in ${count(files, 'file')}.` : 'Nothing was changed: no suggestion makes the project better.';
  const what = `${count(taken, 'suggestion')} in ${count(changed, 'file')}`;
  return written ? `Took ${what}.` : `${what}. Nothing was written: run it again with --write to apply ${taken === 1 ? 'it' : 'them'}.`;
}
