// Says what keeps a tag from being published. Usage: node scripts/release-check.mjs v1.2.3. Ends with 1 when something does.
import { readFileSync } from 'node:fs';
import { problems } from './changelog.mjs';

const read = (name) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const found = problems({ tag: process.argv[2], manifest: JSON.parse(read('package.json')), lock: JSON.parse(read('package-lock.json')), changelog: read('CHANGELOG.md') });
for (const problem of found) console.error(problem);
process.exitCode = found.length > 0 ? 1 : 0;
