import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
const store = join(here, '.packages');

/**
 * The packages to measure, as pinned in packages.json.
 * `folders`: which files and folders of the package are server source, and what they are called here. (A folder called
 * `build` or `dist` would be left out by tools that skip what is generated.) `skip`: a pattern of paths in the package.
 */
export const packages = JSON.parse(readFileSync(join(here, 'packages.json'), 'utf8'));

/** Folder that holds the package's server source; downloaded once. Throws when it cannot be had. */
export function fetchPackage({ name, version, folders, skip }) {
  const folder = join(store, `${name.replace('@', '').replace('/', '-')}-${version}`);
  if (existsSync(folder)) return apart(folder);
  mkdirSync(store, { recursive: true });
  const work = mkdtempSync(join(tmpdir(), 'authlint-bench-'));
  try {
    const output = execFileSync('npm', ['pack', `${name}@${version}`, '--json', '--ignore-scripts', '--pack-destination', work], { cwd: work, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    const [{ filename }] = JSON.parse(output);
    execFileSync('tar', ['-xzf', filename.replace('@', '').replace('/', '-'), '--strip-components', '1'], { cwd: work });
    const skipped = skip ? new RegExp(skip) : undefined;
    const kept = join(work, '.kept');
    for (const [from, to] of Object.entries({ 'package.json': 'package.json', ...folders })) {
      cpSync(join(work, from), join(kept, to), { recursive: true, filter: (path) => !skipped?.test(relative(work, path).replaceAll('\\', '/')) });
    }
    cpSync(kept, `${folder}.part`, { recursive: true });
    renameSync(`${folder}.part`, folder);
    return apart(folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Makes a folder the top of a repository: the dependencies and ignore files of the one around it are not the package's. */
function apart(folder) {
  mkdirSync(join(folder, '.git'), { recursive: true });
  return folder;
}
