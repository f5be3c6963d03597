import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rules } from '../../../rules/registry.ts';
import { analyze } from '../../../src/analyze.ts';
import { rulePage } from '../../../src/cli/package.ts';
import { sources } from '../../../src/cli/sources.ts';
import { sarif } from '../../../src/report/sarif/index.ts';
import { multitoolReport, schemaErrors } from './validators.ts';

const folder = join(import.meta.dirname, '../../../fixtures/apps');
const names = readdirSync(folder);

function logOf(name: string): string {
  const cwd = join(folder, name);
  return sarif(analyze({ cwd }), { ...sources(cwd), version: '1.2.3', informationUri: 'https://www.npmjs.com/package/authlint', rules: rules.map(({ meta }) => meta), page: rulePage, category: name });
}

it('the schema and the multitool have nothing against the log of any application', { timeout: 240_000 }, () => {
  expect(names.length).toBeGreaterThan(20);
  const logs = Object.fromEntries(names.map((name) => [name, logOf(name)]));
  for (const [name, log] of Object.entries(logs)) expect([name, ...schemaErrors(log)]).toEqual([name]);
  expect(multitoolReport(logs)).toEqual([]);
});
