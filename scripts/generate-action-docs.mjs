// Writes the table of the action's inputs and outputs into docs/ci.md, from action.yml.
// With --check, writes nothing and ends with 1 when it is not current.
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';

const page = new URL('../docs/ci.md', import.meta.url);
const START = '<!-- inputs: written by `npm run generate` -->';
const END = '<!-- /inputs -->';

const { inputs, outputs } = parse(readFileSync(new URL('../action.yml', import.meta.url), 'utf8'));
const shown = (value) => (value === '' ? '' : `\`${value}\``);
const table = [
  '| input | default | |', '|---|---|---|', ...Object.entries(inputs).map(([name, input]) => `| \`${name}\` | ${shown(input.default)} | ${input.description} |`), '',
  '| output | |', '|---|---|', ...Object.entries(outputs).map(([name, output]) => `| \`${name}\` | ${output.description} |`),
].join('\n');

const old = readFileSync(page, 'utf8');
const from = old.indexOf(START);
const to = old.indexOf(END);
if (from < 0 || to < from) throw new Error(`docs/ci.md has no "${START}" followed by "${END}".`);
const current = `${old.slice(0, from + START.length)}\n${table}\n${old.slice(to)}`;

if (process.argv.includes('--check')) {
  if (current !== old) console.error('docs/ci.md is not current: run `npm run generate`.');
  process.exitCode = current === old ? 0 : 1;
} else if (current !== old) {
  writeFileSync(page, current);
}
