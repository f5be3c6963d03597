// Checks the licences of what users get: of the packages that are installed, and of those whose code is in the bundle. Needs a build.
// Usage: node scripts/licences.mjs [folder of a built package, default: this one]. Ends with 1 for a licence that is not allowed.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isAllowed } from './licence-expression.mjs';
import { productionPackages } from './production.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const built = resolve(process.argv[2] ?? root);

/** `name version (licence)` at the head of each text in the file that scripts/bundle.mjs writes. */
const bundled = readFileSync(join(built, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8').split(`\n${'-'.repeat(80)}\n\n`).map((text) => {
  const [head, , ...rest] = text.split('\n');
  const [, name, version, license] = /^(\S+) (\S+) \((.+)\)$/.exec(head) ?? [];
  if (name === undefined) throw new Error(`THIRD-PARTY-LICENSES.txt: "${head}" names no package.`);
  return { name, version, license, hasText: !rest.join('').startsWith('Its package has no licence text') };
});

const installed = productionPackages(root);
const refused = [...installed, ...bundled].filter(({ license }) => !isAllowed(license));
for (const { name, version, license } of refused) console.error(`${name}@${version}: ${license ?? 'no licence is named'} is not allowed.`);
for (const { name, version } of bundled.filter(({ hasText }) => !hasText)) console.log(`${name}@${version}: its package has no licence text; its licence is named in the bundle.`);
console.log(`${installed.length} packages installed, ${bundled.length} in the bundle, ${refused.length} not allowed.`);
process.exitCode = refused.length > 0 ? 1 : 0;
