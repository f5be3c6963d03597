import { readdirSync, statSync, type Stats } from 'node:fs';
import { join, posix } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { openProject, type Project } from '../../project/index.ts';
import { glance, type Clock } from './glance.ts';

/** The project as it is on disk. */
export interface SavedProject {
  /** Another object when something that counts has changed on disk, and only then. */
  current(): Project;
  /** Of one that `current` gave: the same object as long as nothing but the texts of source files has changed. */
  shapeOf(project: Project): object;
  /** Has `current` look at the disk if this file (relative to the root) is not as it was, or is new. */
  notice(file: string): void;
}

interface Seen {
  project: Project;
  shape: object;
  /** When, as the file system tells time. */
  at: number;
  /** Of sources, of what was read besides, and of the files that say how sources hang together. */
  stamps: Map<string, string>;
  texts: Map<string, string | undefined>;
}

const MANIFEST = /^(?:package|[jt]sconfig(?:\.[\w.-]+)?)\.json$|^authlint\.config\.jsonc?$|^pnpm-workspace\.yaml$/;
/** File systems stamp files with a clock that lags behind by some milliseconds. */
const LAG = 50;

/**
 * @param root absolute
 * @param paths what to analyse; default: what the configuration includes
 * @param configPath from the root; default: the nearest configuration
 */
export function openSavedProject(root: string, paths: string[] | undefined, clock: Clock, configPath?: string): SavedProject {
  let seen: Seen | undefined;
  const shapes = new WeakMap<Project, object>();

  const current = glance(() => {
    const at = Date.now();
    const opened = openProject({ cwd: root, ...(paths ? { paths } : {}), ...(configPath === undefined ? {} : { configPath }) });
    const stamps = stampsOf(opened, seen?.texts.keys() ?? []);
    if (seen && sameEntries(stamps, seen.stamps)) {
      seen.at = at;
    } else {
      const texts = unchanged(stamps, seen);
      const shape = seen && sameShape(opened, stamps, seen) ? seen.shape : {};
      seen = { project: readingOnce(opened, stamps, texts), shape, at, stamps, texts };
      shapes.set(seen.project, shape);
    }
    return seen.project;
  }, clock);

  return {
    current,
    shapeOf: (project) => shapes.get(project) ?? project,
    notice(file) {
      if (!seen) return;
      const stats = statSync(join(root, file), { throwIfNoEntry: false });
      const known = seen.stamps.get(file);
      if (known === undefined ? stats && stats.ctimeMs >= seen.at - LAG : known !== stampFrom(stats)) current.expire();
    },
  };
}

/** What is read gets a stamp, wherever it is. */
function readingOnce(project: Project, stamps: Seen['stamps'], texts: Seen['texts']): Project {
  return {
    ...project,
    read(file) {
      if (!texts.has(file)) {
        const stamp = stampOf(project.root, file);
        if (!stamps.has(file) && stamp !== '') stamps.set(file, stamp);
        texts.set(file, project.read(file));
      }
      return texts.get(file);
    },
  };
}

function sameShape({ files, config }: Project, stamps: Map<string, string>, before: Seen): boolean {
  if (!isDeepStrictEqual(files, before.project.files) || !isDeepStrictEqual(config, before.project.config)) return false;
  const sources = new Set(files);
  return sameEntries(without(stamps, sources), without(before.stamps, sources));
}

function without(stamps: Map<string, string>, files: Set<string>): Map<string, string> {
  return new Map([...stamps].filter(([file]) => !files.has(file)));
}

function unchanged(stamps: Map<string, string>, before: Seen | undefined): Seen['texts'] {
  return new Map([...(before?.texts ?? [])].filter(([file]) => stamps.get(file) === before?.stamps.get(file)));
}

function stampsOf({ root, files, configFile }: Project, read: Iterable<string>): Map<string, string> {
  const folders = new Set(['']);
  for (const file of files) {
    for (let folder = posix.dirname(file); folder !== '.' && !folders.has(folder); folder = posix.dirname(folder)) folders.add(folder);
  }
  const manifests = [...folders].flatMap((folder) =>
    namesIn(join(root, folder)).filter((name) => MANIFEST.test(name)).map((name) => posix.join(folder, name)),
  );
  const stamps = [...files, ...read, ...manifests, ...(configFile ? [configFile] : [])].map((file): [string, string] => [file, stampOf(root, file)]);
  return new Map(stamps.filter(([, stamp]) => stamp !== ''));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Gone since its files were found: they have no stamps either, so this state is never taken for another.
    return [];
  }
}

function stampOf(root: string, file: string): string {
  return stampFrom(statSync(join(root, file), { throwIfNoEntry: false }));
}

/** Another text whenever the file is written; '' when there is none. */
function stampFrom(stats: Stats | undefined): string {
  return stats ? `${stats.mtimeMs}:${stats.ctimeMs}:${stats.size}:${stats.ino}` : '';
}

function sameEntries(one: Map<string, string>, other: Map<string, string>): boolean {
  return one.size === other.size && [...one].every(([key, value]) => other.get(key) === value);
}
