import { existsSync, lstatSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import type { AnalyzeOptions } from '../analyze.ts';
import type { Analysis } from '../model/finding.ts';
import { findConfig } from '../project/config.ts';
import { isGlob } from '../project/globs.ts';
import { MAX_BYTES } from '../project/read.ts';
import { commitOf, listTree, mergeBase, openRepository, readBlobs, type TreeEntry } from './git.ts';
import type { Host } from './host.ts';
import { withFacts } from './kept.ts';
import { progressLine } from './terminal.ts';

/** Bytes that are read of git at a time. */
const BATCH = 64 * 1024 * 1024;
const PICTURES = /\.(?:png|jpe?g|gif|webp|avif|ico|bmp|woff2?|ttf|otf|eot|mp[34]|mov|webm|wav|ogg|pdf|zip|gz|tgz|br|wasm|node|exe|dll|so|jar)$/i;
/** Of the files outside the folder that is looked at, those that say how it is set up. */
const SETTING = /(?:\.(?:jsonc?|ya?ml)|\/\.gitignore|^\.gitignore)$/;

/** A revision's files, in a folder that is there while `use` runs. */
export interface Revision {
  commit: string;
  /** Absolute: what corresponds to the working directory. It need not exist. */
  folder: string;
}

/** Whether a path of a tree may be written: none that leaves the folder, or that git itself would take for its own. */
function isSafe(path: string): boolean {
  return !path.includes('\\') && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..' && !/^\.git\s*\.*$|^git~1$/i.test(part)) && !/^[A-Za-z]:/.test(path);
}

function* batches(entries: TreeEntry[]): Generator<TreeEntry[]> {
  let batch: TreeEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    batch.push(entry);
    bytes += entry.size;
    if (bytes < BATCH) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  yield batch;
}

function extractTree(folder: string, entries: TreeEntry[], into: string): void {
  const links: [path: string, target: string][] = [];
  const made = new Set<string>();
  for (const batch of batches(entries)) {
    const contents = readBlobs(folder, batch.map(({ object }) => object));
    batch.forEach(({ path, link }, at) => {
      if (link) {
        links.push([path, contents[at]!.toString('utf8')]);
        return;
      }
      const file = join(into, path);
      if (!made.has(dirname(file))) mkdirSync(dirname(file), { recursive: true });
      made.add(dirname(file));
      writeFileSync(file, contents[at]!);
    });
  }
  // Last, so that nothing is ever written through one; a tree that is made to deceive may have a link and a folder of one name.
  for (const [path] of links) mkdirSync(dirname(join(into, path)), { recursive: true });
  for (const [path, target] of links) {
    const file = join(into, path);
    if (isAbsolute(target) || lstatSync(file, { throwIfNoEntry: false }) || realpathSync(dirname(file)) !== dirname(file)) continue;
    try {
      symlinkSync(target, file);
    } catch {
      // Where the system has no links, or not for everyone, git makes a plain file of it as well.
      writeFileSync(file, target);
    }
  }
}

/**
 * Gives the files of a revision to `use`, and takes them away again. Nothing is checked out: objects are read, so that no
 * hook and no filter runs and the repository stays as it is.
 *
 * @param cwd absolute: a folder of the repository
 * @throws UsageError when there is no such revision
 */
export async function withRevision<T>(cwd: string, commit: string, use: (revision: Revision) => Promise<T>): Promise<T> {
  const { top, prefix } = openRepository(cwd);
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'authlint-revision-')));
  try {
    const root = join(home, basename(top) || 'root');
    mkdirSync(join(root, '.git'), { recursive: true });
    const wanted = listTree(cwd, commit).filter(({ path, size }) => size <= MAX_BYTES && isSafe(path) && !PICTURES.test(path) && (path.startsWith(prefix) || SETTING.test(path)));
    extractTree(cwd, wanted, root);
    return await use({ commit, folder: join(root, prefix) });
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** The commit that a branch and the checked-out commit have in common; the branch itself where that is not known. */
export function forkPoint(cwd: string, name: string, other = 'HEAD'): string {
  const commit = commitOf(cwd, name);
  return mergeBase(cwd, commit, commitOf(cwd, other)) ?? commit;
}

const NOTHING: Analysis = { root: '.', files: 0, routes: [], findings: [], diagnostics: [] };

/**
 * Analyses a revision as the working directory would be. Its own configuration holds; where that is not valid today, that of the
 * working directory. Paths that it does not have are left out.
 *
 * @param options paths and `configPath` from the working directory
 */
export async function analyzeRevision(revision: Revision, options: Omit<AnalyzeOptions, 'cwd' | 'onProgress'>, host: Host): Promise<Analysis> {
  const { folder } = revision;
  if (!existsSync(folder)) return NOTHING;
  const here = (path: string): string => isAbsolute(path) ? join(folder, relative(host.cwd, path)) : join(folder, path);
  const paths = options.paths?.filter((path) => isGlob(path) || existsSync(here(path))).map((path) => isAbsolute(path) ? here(path) : path);
  if (options.paths && options.paths.length > 0 && paths!.length === 0) return NOTHING;
  const { configPath, ...rest } = options;
  const own = configPath === undefined ? undefined : existsSync(here(configPath)) ? here(configPath) : resolve(host.cwd, configPath);
  const analyze = await host.analyze();
  const progress = progressLine(host.stderr);
  const run = (config?: string): Promise<Analysis> => withFacts(host, (facts) => analyze({ ...rest, ...facts, ...(paths ? { paths } : {}), ...(config === undefined ? {} : { configPath: config }), cwd: folder, onProgress: progress.report }));
  try {
    return await run(own);
  } catch (error) {
    const fallback = configPath === undefined ? findConfig(host.cwd) : resolve(host.cwd, configPath);
    if ((error as Error).name !== 'ConfigError' || fallback === undefined || fallback === own) throw error;
    return await run(fallback);
  } finally {
    progress.clear();
  }
}
