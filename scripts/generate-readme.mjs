// Writes the rule table of README.md from the rules' metadata, between two markers. Needs a build.
// With --check, writes nothing and ends with 1 when the table is not current.
import { readFileSync, writeFileSync } from 'node:fs';
import { rules } from '../dist/rules/registry.js';

const start = '<!-- rules: written by `npm run generate` -->';
const end = '<!-- /rules -->';
const file = new URL('../README.md', import.meta.url);

const cell = (text) => text.replaceAll('|', '\\|');
const cwe = (id) => `[${id}](https://cwe.mitre.org/data/definitions/${id.slice('CWE-'.length)}.html)`;

function row({ name, description, severity, preset, cwe: weaknesses, owasp, hasSuggestions }) {
  const cells = [`[${name}](rules/${name}/README.md)`, description, [...weaknesses.map(cwe), ...owasp].join(', '), severity, preset, hasSuggestions ? 'yes' : ''];
  return `| ${cells.map(cell).join(' | ')} |`;
}

const table = [
  '| Rule | What it reports | Weakness | Severity | Preset | Suggests an edit |',
  '|---|---|---|---|---|---|',
  ...rules.map(({ meta }) => row(meta)),
].join('\n');

const old = readFileSync(file, 'utf8');
const from = old.indexOf(start);
const to = old.indexOf(end);
if (from < 0 || to < from) throw new Error(`README.md has no "${start}" followed by "${end}".`);
const current = `${old.slice(0, from + start.length)}\n${table}\n${old.slice(to)}`;

if (process.argv.includes('--check')) {
  if (current !== old) {
    console.error('The rule table of README.md is not current: run `npm run generate`.');
    process.exit(1);
  }
} else if (current !== old) {
  writeFileSync(file, current);
}
