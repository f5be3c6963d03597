import { expect, it } from 'vitest';
import { stageOf } from '../../../rules/no-hardcoded-secret/circumstances.ts';
import { extract } from '../../../src/extract/index.ts';
import { link } from '../../../src/link/index.ts';

/** The stage at the first `'here'` of a file. */
function stageIn(text: string, path = 'src/a.ts'): string {
  const module = extract(path, text);
  const program = link({ modules: [module], text: () => text, resolve: () => undefined, models: [] });
  const start = text.indexOf("'here'");
  return stageOf(program, module, { start, end: start + 6 });
}

it.each([
  ["const s = process.env.NODE_ENV === 'production' ? env.S : 'here';", 'development'],
  ["const s = process.env.NODE_ENV !== 'production' ? 'here' : env.S;", 'development'],
  ["const s = process.env.NODE_ENV === 'production' ? 'here' : env.S;", 'production'],
  ["const s = isDev ? 'here' : env.S;", 'development'],
  ["const s = isDevice ? 'here' : env.S;", 'production'],
  ["const s = product ? env.S : 'here';", 'production'],
  ["let s; if (process.env.NODE_ENV === 'test') { s = 'here'; }", 'test'],
  ["if (!isProduction) { start('here'); }", 'development'],
  ["const configs = { development: { secret: 'here' } };", 'development'],
  ["const configs = { test: { secret: 'here' } };", 'test'],
  ["const configs = { production: { secret: 'here' } };", 'production'],
  ["const password = DEMO !== undefined ? 'here' : '';", 'development'],
])('%s: %s', (text, stage) => { expect(stageIn(text)).toBe(stage); });

it('a configuration file is named for its stage', () => {
  expect(['config/development.js', 'config/env/test.js', 'config/production.js', 'src/development.js'].map((path) => stageIn("module.exports = { secret: 'here' };", path))).toEqual(['development', 'test', 'production', 'production']);
});
