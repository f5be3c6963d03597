import { schemaErrors } from '../report/sarif/validators.ts';
import { markupProblems } from './markup.ts';

/** Controls other than line ends and tabs, and the marks that reorder or hide text (CVE-2021-42574). */
const ACTIVE = /[\0-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

/** What is wrong with one report that the command line wrote. */
type Validator = (text: string) => string[];

function json(text: string, check: (value: unknown) => string[] = () => []): string[] {
  try {
    return check(JSON.parse(text));
  } catch (error) {
    return [`not JSON: ${(error as Error).message}`];
  }
}

const lacks = (value: unknown, keys: string[]): string[] => keys.filter((key) => !Object.hasOwn(value as object, key)).map((key) => `no ${key}`);

/** Cells of comma-separated values by row (RFC 4180). */
export function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/y;
  while (cell.lastIndex < text.length) {
    const [, quoted, plain, end] = cell.exec(text) ?? [];
    if (end === undefined) return [['broken']];
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

const VALIDATORS: Record<string, Validator> = {
  'check.json': (text) => json(text, (value) => lacks(value, ['version', 'root', 'summary', 'findings', 'diagnostics'])),
  'check.sarif': (text) => json(text, () => schemaErrors(text)),
  'check.gitlab': (text) => json(text, (value) => (value as object[]).flatMap((one) => lacks(one, ['description', 'check_name', 'fingerprint', 'severity', 'location']))),
  'check.junit': (text) => markupProblems(text, 'xml'),
  'check.html': (text) => [...markupProblems(text, 'html'), ...(text.includes("default-src 'none'") ? [] : ['no policy'])],
  'check.github': (text) => text.split('\n').slice(0, -2).flatMap((line) => (/^::(error|warning|notice) [^\r]*::/.test(line) ? [] : [`not a command of ours: ${line.slice(0, 80)}`])),
  'check.markdown': (text) => (/<(?!\/?(code|details|summary|sub|br|b)\b)[a-z!/]/i.test(text.replace(/(`+)[^]*?\1/g, '').replace(/\\</g, '')) ? ['HTML'] : []),
  'routes.json': (text) => json(text, (value) => lacks(value, ['version', 'root', 'routes'])),
  'routes.csv': (text) => {
    const rows = cellsOf(text);
    return [
      ...rows.filter((row) => row.length !== rows[0]!.length).map((row) => `${row.length} cells in place of ${rows[0]!.length}`),
      ...rows.flat().filter((cell) => /^\s*[=+\-@\t\r]/.test(cell)).map((cell) => `a formula: ${cell.slice(0, 40)}`),
    ];
  },
};

/**
 * What is wrong with a report: its form, and what in it would act on the terminal or the service that shows it.
 * @param name `check.sarif`, or another command and format
 */
export function outputProblems(name: string, text: string): string[] {
  const found = VALIDATORS[name]?.(text) ?? [];
  const active = ACTIVE.exec(text);
  if (active) found.push(`U+${text.charCodeAt(active.index).toString(16)} is printed`);
  if (/\p{Cs}/u.test(text)) found.push('a lone surrogate is printed');
  if (!name.endsWith('.github') && /^[^\S\n]*::\w+ ?[^\n]*::/m.test(text)) found.push('a workflow command');
  if (/##(vso|teamcity|\w*)\[/.test(text)) found.push('a command of a CI service');
  return found.map((problem) => `${name}: ${problem}`);
}
