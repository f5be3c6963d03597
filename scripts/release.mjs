// Makes the next version: its number in package.json and package-lock.json, and what is unreleased in CHANGELOG.md under it.
// Usage: npm run release -- major|minor|patch|<version>. Commits and tags nothing: docs/releasing.md says what comes before and after.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { released } from './changelog.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const file = new URL('../CHANGELOG.md', import.meta.url);
const [next] = process.argv.slice(2);
if (!/^(?:major|minor|patch|\d+\.\d+\.\d+(?:-[\w.]+)?)$/.test(next ?? '')) throw new Error('Which version? major, minor, patch or a number.');

const changelog = readFileSync(file, 'utf8');
// Refused before anything is written.
released(changelog, '', '');
const output = execFileSync('npm', ['version', next, '--no-git-tag-version', '--ignore-scripts'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], shell: process.platform === 'win32' });
const version = output.trim().replace(/^v/, '');
writeFileSync(file, released(changelog, version, new Date().toISOString().slice(0, 10)));
console.log(`Version ${version}. Read the difference, commit it, and tag it v${version}.`);
