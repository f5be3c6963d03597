import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { analyse } from 'scslre';
import { ts } from 'ts-morph';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface Found { at: string; source: string; flags: string }

function literalsOf(file: string): Found[] {
  const text = readFileSync(join(root, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
  const found: Found[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      found.push({ at: `${file}:${source.getLineAndCharacterOfPosition(node.end).line + 1}`, source: node.text.slice(1, end), flags: node.text.slice(end + 1) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const files = ['src', 'rules'].flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).map((name) => join(folder, name))).sort();
const literals = files.flatMap(literalsOf);

/** Only what repeats a group can backtrack exponentially (CWE-1333): the others need not be analysed. */
const repeats = literals.filter(({ source }) => /\)(?:[*+]|\{\d+,)/.test(source));

const isExponential = ({ source, flags }: Found): boolean => analyse({ source, flags }, { reportTypes: { Move: false, Trade: false } }).reports.some((report) => report.exponential);

test('no regular expression of the sources takes exponentially long for any text', () => {
  expect(literals.length).toBeGreaterThan(1000);
  expect(isExponential({ at: '', source: '^(a+)+$', flags: '' })).toBe(true);
  expect(repeats.filter(isExponential).map(({ at, source }) => `${at} ${source}`)).toEqual([]);
});
