// Writes the lists of rules and frameworks from the folders that are there: what has an index.ts is one.
// With --check, writes nothing and ends with 1 when a list is not current.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const registries = [
  { folder: 'rules', list: 'rules', type: 'Rule', from: '../src/model/index.ts' },
  { folder: 'src/frameworks', list: 'frameworks', type: 'Framework', from: './types.ts' },
];

const identifier = (name) => name.replace(/-+(\w)/g, (_, letter) => letter.toUpperCase());

function source({ folder, list, type, from }) {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(`${folder}/${entry.name}/index.ts`))
    .map((entry) => entry.name)
    .sort();
  return [
    '// Written by `npm run generate`.',
    `import type { ${type} } from '${from}';`,
    ...names.map((name) => `import ${identifier(name)} from './${name}/index.ts';`),
    '',
    `export const ${list}: ${type}[] = [${names.map((name) => `\n  ${identifier(name)},`).join('')}${names.length > 0 ? '\n' : ''}];`,
    '',
  ].join('\n');
}

process.chdir(fileURLToPath(new URL('..', import.meta.url)));
const stale = registries
  .map((registry) => ({ file: `${registry.folder}/registry.ts`, text: source(registry) }))
  .filter(({ file, text }) => !existsSync(file) || readFileSync(file, 'utf8') !== text);

if (process.argv.includes('--check')) {
  for (const { file } of stale) console.error(`${file} is not current: run \`npm run generate\`.`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const { file, text } of stale) writeFileSync(file, text);
}
