// Writes the generated parts of README.md, each between two markers: what the command line prints about the sample application,
// and the table of rules. Needs a build. With --check, writes nothing and ends with 1 when a part is not current.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { rules } from '../dist/rules/registry.js';

const file = new URL('../README.md', import.meta.url);
const cli = fileURLToPath(new URL('../dist/src/cli/main.js', import.meta.url));
const sample = fileURLToPath(new URL('../fixtures/apps/express-sample', import.meta.url));

/** A terminal's text: the command, and what it printed. */
function session(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], { cwd: sample, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } });
  if (status !== 0 && status !== 1) throw new Error(`authlint ${args.join(' ')} ended with ${status}: ${stderr}`);
  return `$ authlint ${args.join(' ')}\n${stdout.trim()}\n`;
}

const terminal = ['```text', session('check', '--quiet'), `${session('routes')}\`\`\``].join('\n');

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

function replaced(text, name, content) {
  const start = `<!-- ${name}: written by \`npm run generate\` -->`;
  const end = `<!-- /${name} -->`;
  const from = text.indexOf(start);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`README.md has no "${start}" followed by "${end}".`);
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`;
}

const old = readFileSync(file, 'utf8');
const current = replaced(replaced(old, 'sample', terminal), 'rules', table);

if (process.argv.includes('--check')) {
  if (current !== old) console.error('README.md is not current: run `npm run generate`.');
  process.exitCode = current === old ? 0 : 1;
} else if (current !== old) {
  writeFileSync(file, current);
}
