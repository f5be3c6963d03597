import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { UsageError } from './host.ts';

/**
 * What git may do while it reads: write nothing, run nothing that a repository's configuration names, ask nobody and fetch nothing
 * (the objects of a partial clone would come over the network).
 */
const GUARDED = ['-c', 'core.hooksPath=/dev/null', '-c', 'core.fsmonitor=false'];
const ENVIRONMENT = { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none', LC_ALL: 'C' };
/** Git sets these for its hooks, from where a path in them no longer means the same: the folder says which repository it is. */
const OF_A_HOOK = ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_PREFIX'];
const MOST_BYTES = 1024 * 1024 * 1024;

/** A blob of a revision's tree. */
export interface TreeEntry {
  /** From the top of the repository, with '/'. */
  path: string;
  object: string;
  /** Bytes. */
  size: number;
  link: boolean;
}

export interface Repository {
  /** Absolute. */
  top: string;
  /** The folder that was asked about, from the top: '' or with a '/' at its end. */
  prefix: string;
}

function git(folder: string, args: string[], input?: string): { status: number | null; stdout: Buffer; stderr: string } {
  const env = Object.fromEntries(Object.entries({ ...process.env, ...ENVIRONMENT }).filter(([name]) => !OF_A_HOOK.includes(name)));
  // Windows looks for programs in the working directory first: that may not be one of the scanned repository.
  const ran = spawnSync('git', ['-C', folder, ...GUARDED, ...args], { cwd: dirname(process.execPath), env, input, maxBuffer: MOST_BYTES, windowsHide: true });
  if (ran.error) {
    throw new UsageError((ran.error as NodeJS.ErrnoException).code === 'ENOENT' ? 'Comparing revisions takes git, which is not installed.' : `git failed: ${ran.error.message}`);
  }
  return { status: ran.status, stdout: ran.stdout, stderr: ran.stderr.toString('utf8').trim() };
}

/**
 * The repository that a folder (absolute) is in.
 *
 * @throws UsageError when it is in none, or there is no git
 */
export function openRepository(folder: string): Repository {
  const { status, stdout, stderr } = git(folder, ['rev-parse', '--show-toplevel', '--show-prefix']);
  if (status !== 0) throw new UsageError(`Comparing revisions takes a git repository: ${stderr.replace(/^fatal: /, '')}`);
  const [top = folder, prefix = ''] = stdout.toString('utf8').split(/\r?\n/);
  return { top, prefix };
}

/**
 * The commit that a name means: a branch, a tag, an id, `HEAD~1`.
 *
 * @throws UsageError when there is none, or no repository
 */
export function commitOf(folder: string, name: string): string {
  const { status, stdout } = name === '' || name.startsWith('-') ? { status: 1, stdout: '' } : git(folder, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`]);
  if (status !== 0) openRepository(folder);
  if (status !== 0) throw new UsageError(`There is no revision "${name}" here. A shallow clone lacks it: fetch it first (actions/checkout with fetch-depth: 0).`);
  return stdout.toString('utf8').trim();
}

/** The best common ancestor of two commits; undefined when there is none, or a shallow clone lacks it. */
export function mergeBase(folder: string, one: string, other: string): string | undefined {
  const { status, stdout } = git(folder, ['merge-base', one, other]);
  return status === 0 ? stdout.toString('utf8').trim().split('\n')[0] : undefined;
}

function lacking(object: string): UsageError {
  return new UsageError(`git has no contents for ${object}: the clone is partial. Fetch what it lacks first (git fetch --refetch --no-filter).`);
}

/**
 * All files of a commit; submodules are left out.
 *
 * @throws UsageError when the clone lacks some
 */
export function listTree(folder: string, commit: string): TreeEntry[] {
  const { status, stdout, stderr } = git(folder, ['ls-tree', '-r', '-l', '-z', '--full-tree', commit]);
  if (status !== 0) throw new UsageError(`The files of ${commit} cannot be listed, perhaps because the clone is partial: ${stderr}`);
  return stdout.toString('utf8').split('\0').flatMap((line) => {
    const match = /^(\d+) blob (\S+) +(\S+)\t(.*)$/s.exec(line);
    if (match && !/^\d+$/.test(match[3]!)) throw lacking(match[2]!);
    return match ? [{ path: match[4]!, object: match[2]!, size: Number(match[3]), link: match[1] === '120000' }] : [];
  });
}

/**
 * The contents of blobs, in the order asked for. They are as committed: no filter of the repository runs over them.
 *
 * @throws UsageError when one is not there
 */
export function readBlobs(folder: string, objects: string[]): Buffer[] {
  if (objects.length === 0) return [];
  const { status, stdout, stderr } = git(folder, ['cat-file', '--batch'], `${objects.join('\n')}\n`);
  if (status !== 0) throw new UsageError(`git cannot read what it stores: ${stderr}`);
  let at = 0;
  return objects.map((object) => {
    const end = stdout.indexOf('\n', at);
    const size = /^\S+ blob (\d+)$/.exec(stdout.toString('utf8', at, end))?.[1];
    if (size === undefined) throw lacking(object);
    at = end + 1 + Number(size) + 1;
    return stdout.subarray(end + 1, at - 1);
  });
}

/** The commit that is checked out, and the day it was made (ISO 8601, in the zone of its committer); undefined where there is no repository, no commit or no git. */
export function checkedOut(folder: string): { commit: string; date: string } | undefined {
  try {
    const commit = commitOf(folder, 'HEAD');
    const { status, stdout } = git(folder, ['cat-file', 'commit', commit]);
    const [, seconds, sign, hours, minutes] = /^committer .*> (\d+) ([+-])(\d\d)(\d\d)$/m.exec(status === 0 ? stdout.toString('utf8') : '') ?? [];
    if (seconds === undefined) return undefined;
    const zone = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60;
    return { commit, date: new Date((Number(seconds) + zone) * 1000).toISOString().slice(0, 10) };
  } catch {
    return undefined;
  }
}
