// Holds what is found in the published packages of the benchmark against what was accepted before, in corpus/expected.
// Usage: npm run corpus [-- --accept] [-- --only PACKAGE]; node corpus/run.mjs --dist FOLDER takes another build.
// Ends with 0 when all agree, 1 when something differs, 2 when a package cannot be had.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { fetchPackage, packages } from '../bench/packages.mjs';
import { difference, linesOf, summary } from './lines.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const { values } = parseArgs({ options: { accept: { type: 'boolean', default: false }, only: { type: 'string' }, dist: { type: 'string', default: join(here, '../dist') } } });
const { analyze } = await import(pathToFileURL(join(resolve(values.dist), 'src/index.js')).href);

/** All rules run, also those that are not recommended yet. */
const configPath = join(here, 'authlint.config.json');
const fileOf = ({ name }) => join(here, 'expected', `${name.replace('@', '').replace('/', '-')}.txt`);
const heading = ({ name, version }) => `# ${name}@${version}`;

/** The committed lines; undefined when there are none, or they are of another version of the package. */
function expected(pinned) {
  if (!existsSync(fileOf(pinned))) return undefined;
  const [head, ...lines] = readFileSync(fileOf(pinned), 'utf8').trimEnd().split(/\r?\n/);
  return head === heading(pinned) ? lines : undefined;
}

const chosen = packages.filter(({ name }) => values.only === undefined || name === values.only);
if (chosen.length === 0) throw new Error(`No such package in bench/packages.json: ${values.only}.`);
let status = 0;
for (const pinned of chosen) {
  let folder;
  try {
    folder = fetchPackage(pinned);
  } catch (error) {
    console.error(`${heading(pinned)}: cannot be had: ${(error.stderr || error.message).toString().trim().split('\n').at(-1)}`);
    status = 2;
    continue;
  }
  const now = linesOf(analyze({ cwd: folder, configPath }));
  const before = expected(pinned);
  const changes = difference(before ?? [], now);
  if (before !== undefined && changes.length === 0) {
    console.log(`${heading(pinned)}: ${now.length} lines, as expected`);
    continue;
  }
  if (values.accept) {
    mkdirSync(join(here, 'expected'), { recursive: true });
    rmSync(fileOf(pinned), { force: true });
    writeFileSync(fileOf(pinned), `${[heading(pinned), ...now].join('\n')}\n`);
    console.log(`${heading(pinned)}: accepted (${summary(changes)})`);
  } else {
    console.log(`${heading(pinned)}: ${before === undefined ? 'nothing accepted yet' : `${summary(changes)} differ`}\n${changes.join('\n')}\n`);
    status ||= 1;
  }
}
if (status === 1) console.log('Read the changes. "npm run corpus -- --accept" makes them what is expected.');
process.exitCode = status;
