import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Analysis, RuleSetting } from '../model/index.ts';
import { placeOf } from '../project/disk.ts';
import { fromRoot } from '../project/paths.ts';
import { seenAgain, type Seen } from '../project/seen.ts';
import { digestOf } from '../project/witness.ts';
import { writeWhole } from './atomic.ts';
import type { BuildIds } from './build.ts';
import { analysisOf, recordOf, type AnalysisRecord } from './record.ts';
import { makeRoom, noteUse, RESULTS } from './room.ts';

/** What was asked to be analysed, besides what is on disk. */
export interface Question {
  paths?: string[] | undefined;
  configPath?: string | undefined;
  rules?: Record<string, RuleSetting> | undefined;
  only?: string[] | undefined;
}

/** Finished analyses of one project, with what they depended on. */
export interface ResultCache {
  /** The result of the same question, if the disk is in all that it depended on as it was. */
  recall(question: Question): { analysis: Analysis } | { changed: string | undefined };
  /** @param seen by a `watch` that was there from the start; undefined: things changed meanwhile, and nothing is kept */
  remember(question: Question, seen: Seen | undefined, analysis: Analysis): void;
}

interface ResultRecord { seen: Seen; analysis: AnalysisRecord }

/** Of all results of a build, in bytes. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * @param folder of the cache (absolute)
 * @param root that the project's paths are relative to (absolute)
 */
export function openResultCache(folder: string, root: string, { engine: build }: BuildIds, mostBytes = MOST_BYTES): ResultCache {
  const own = join(folder, `${RESULTS}${build}`);

  function write(name: string, record: ResultRecord): void {
    try {
      mkdirSync(own, { recursive: true });
    } catch {
      return;
    }
    const content = JSON.stringify(record);
    if (writeWhole(own, name, `${digestOf(content)}\n${content}\n`)) makeRoom(own, name, mostBytes);
  }

  return {
    recall(question) {
      const name = nameOf(root, question);
      const record = read(join(own, name));
      if (!record) return { changed: undefined };
      try {
        const again = seenAgain(root, record.seen);
        if (typeof again === 'string') return { changed: again };
        const { changed } = again;
        const analysis = analysisOf(record.analysis);
        if (changed) write(name, { seen: again.seen, analysis: record.analysis });
        else noteUse([join(own, name)]);
        return { analysis };
      } catch {
        // What cannot be looked at is not as it was; a record of another form is none.
        return { changed: undefined };
      }
    },
    remember(question, seen, analysis) {
      if (!seen || analysis.diagnostics.some(({ kind }) => kind === 'internal-error')) return;
      write(nameOf(root, question), { seen, analysis: recordOf(analysis) });
    },
  };
}

function read(path: string): ResultRecord | undefined {
  try {
    const text = readFileSync(path, 'utf8');
    const end = text.indexOf('\n');
    const content = text.slice(end + 1, -1);
    return digestOf(content) === text.slice(0, end) ? JSON.parse(content) as ResultRecord : undefined;
  } catch {
    return undefined;
  }
}

/** Paths count as what they lead to, so that a question is the same in another folder. Packages of one repository may share a cache. */
function nameOf(root: string, { paths = [], configPath, rules = {}, only }: Question): string {
  const here = (path: string): string => fromRoot(root, resolve(root, path)) ?? path;
  const question = [placeOf(root), paths.map(here), configPath === undefined ? null : here(configPath), Object.entries(rules).sort(([a], [b]) => (a < b ? -1 : 1)), only?.toSorted() ?? null];
  return `${digestOf(JSON.stringify(question))}.json`;
}
