import { expect, it } from 'vitest';
import { sarif, type SarifOptions } from '../../../src/report/sarif/index.ts';
import { analysis, clean, rules, source } from '../sample.ts';
import { multitoolProblems, multitoolReport, schemaErrors } from './validators.ts';

const options: SarifOptions = { version: '1.2.3', informationUri: 'https://www.npmjs.com/package/authlint', rules, source, category: 'check' };

const logs: [string, string][] = [
  ['findings, flows, related places and diagnostics', sarif(analysis, options)],
  ['suppressed findings', sarif(analysis, { ...options, includeSuppressed: true })],
  ['nothing at all', sarif(clean, options)],
  ['odd file names', sarif({ ...analysis, findings: analysis.findings.map((it) => ({ ...it, file: 'src/[id] ü#1%.ts' })) }, { ...options, source: () => undefined })],
];

it.each(logs)('the schema accepts a log with %s', (_, log) => {
  expect(schemaErrors(log)).toEqual([]);
});

it.each(logs)('the multitool has no error and no warning under Sarif and Ghas for a log with %s', (_, log) => {
  expect(multitoolProblems(log)).toEqual([]);
});

it('the schema refuses a log without a version', () => {
  expect(schemaErrors('{"runs":[]}')).toEqual([" must have required property 'version'"]);
});

it('the multitool refuses a log without help', () => {
  const log = sarif(clean, { ...options, rules: rules.slice(0, 1) }).replace(/"help": \{[^}]*\},/, '');
  const refused = [expect.stringContaining("GH2012 error: runs[0].tool.driver.rules[0]: This 'reportingDescriptor' object does not provide a 'help' object.")];
  expect(multitoolProblems(log)).toEqual(refused);
  expect(multitoolReport({ a: sarif(clean, options), b: log, c: sarif(clean, options) })).toEqual(refused);
});
