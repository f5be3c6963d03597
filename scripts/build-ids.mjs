import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What makes facts of a text, and writes them down. */
const FACTS = ['src/extract', 'src/cache', 'src/model', 'scripts/compiler.mjs'];
const COMPILER = ['ts-morph', '@ts-morph/common'];

/** Digests of what a build is made of, by which it knows what it kept itself (src/cache/build.ts). */
export function buildIds(root) {
  const sources = ['src', 'rules', 'scripts', 'package.json', 'package-lock.json'].flatMap((path) => filesIn(root, path));
  const compiler = COMPILER.map((name) => JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version);
  return {
    facts: digest(root, sources.filter((file) => FACTS.some((path) => file === path || file.startsWith(`${path}/`))), compiler),
    engine: digest(root, sources, compiler),
  };
}

function filesIn(root, path) {
  const entries = path.includes('.') ? undefined : readdirSync(join(root, path), { withFileTypes: true });
  if (!entries) return [path];
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((entry) => (entry.isDirectory() ? filesIn(root, `${path}/${entry.name}`) : /\.(?:[cm]?[jt]s|json)$/.test(entry.name) ? [`${path}/${entry.name}`] : []));
}

function digest(root, files, more) {
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file}\0${readFileSync(join(root, file), 'utf8').replaceAll('\r\n', '\n')}\0`);
  return hash.update(more.join('\0')).digest('hex').slice(0, 16);
}
