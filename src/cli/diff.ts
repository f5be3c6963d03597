import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { InferredOptionTypes } from 'yargs';
import type { Analysis } from '../model/finding.ts';
import { reasonOf } from '../project/read.ts';
import { accessDiff, isNewlyOpen, type AccessDiff } from '../report/access-diff/compare.ts';
import { diffJson } from '../report/access-diff/json.ts';
import { readMap, type MappedRoute } from '../report/access-diff/map.ts';
import { diffMarkdown } from '../report/access-diff/markdown.ts';
import { diffText } from '../report/access-diff/text.ts';
import { analysis } from './analysis.ts';
import type { Command } from './command.ts';
import { commitOf } from './git.ts';
import { EXIT, UsageError, type Host } from './host.ts';
import { config, last, output } from './options.ts';
import { deliver } from './report.ts';
import { analyzeRevision, forkPoint, withRevision } from './revision.ts';
import { colorsFor } from './terminal.ts';

const FAILING: Record<string, (diff: AccessDiff) => boolean> = {
  weaker: ({ changes }) => changes.some(({ change }) => change === 'weaker'),
  'new-public': ({ changes }) => changes.some(isNewlyOpen),
  any: ({ changes }) => changes.length > 0,
};

const options = {
  format: { choices: ['stylish', 'json', 'markdown'], default: 'stylish', requiresArg: true, coerce: last<string>, describe: 'How the difference is written' },
  'fail-on': {
    choices: Object.keys(FAILING), requiresArg: true, array: true, nargs: 1,
    describe: 'End with 1 when a route became weaker, a new one is public, or anything changed; repeatable',
  },
  output,
  config,
} as const;

type Args = InferredOptionTypes<typeof options> & { base?: string; head?: string };

function whole(result: Analysis, name: string): MappedRoute[] {
  const broken = result.diagnostics.find(({ kind }) => kind === 'internal-error');
  if (broken) throw new Error(`${name}: ${broken.message}`);
  return result.routes.map((route) => ({ ...route, passed: result.passed?.get(route) }));
}

function storedMap(name: string, host: Host): MappedRoute[] | undefined {
  const file = resolve(host.cwd, name);
  if (!name.endsWith('.json') || !statSync(file, { throwIfNoEntry: false })?.isFile()) return undefined;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${name} cannot be read: ${reasonOf(error)}.`);
  }
  try {
    return readMap(text);
  } catch (error) {
    throw new UsageError(`${name} is no map that "authlint routes --format json" wrote: ${(error as Error).message}.`);
  }
}

/** `a..b` and `a...b` as git takes them: the second compares with what the two have in common. */
function named(base: string, head: string | undefined): { base: string; head: string | undefined; fork: boolean } {
  const [, from, dots, to] = /^(.+?)(\.{2,3})([^./].*)?$/.exec(base) ?? [];
  if (from === undefined || head !== undefined) return { base, head, fork: false };
  return { base: from, head: to, fork: dots === '...' };
}

async function mapOf(commit: string, name: string, args: Args, host: Host): Promise<MappedRoute[]> {
  return withRevision(host.cwd, commit, async (revision) => whole(await analyzeRevision(revision, { ...(args.config === undefined ? {} : { configPath: args.config }), only: [] }, host), name));
}

export const diff: Command<Args> = {
  usage: 'diff [base] [head]',
  describe: 'Say which routes became weaker or stronger, are new or gone',
  positionals: {
    base: { type: 'string', describe: 'A revision, or a map that "routes --format json" wrote; "main..." is where this branch left main' },
    head: { type: 'string', describe: 'The same', defaultDescription: 'the working directory' },
  },
  options,
  examples: [
    ['authlint diff main', 'The working directory against a branch'],
    ['authlint diff main... --fail-on weaker --fail-on new-public', 'What this branch did since it left main; fail when it opened something'],
    ['authlint diff v1.0.0 v1.1.0 --format markdown', 'Two revisions, for a comment or release notes'],
    ['authlint diff before.json after.json', 'Two stored maps'],
  ],
  async run(args, host) {
    if (args.base === undefined) throw new UsageError('Compare with what? Name a revision, or a map that "authlint routes --format json" wrote.');
    const stored = storedMap(args.base, host);
    const { base, head, fork } = stored ? { ...args, base: args.base, fork: false } : named(args.base, args.head);
    const commit = (name: string): string => commitOf(host.cwd, name);
    // Both names are looked up before anything is analysed.
    const from = stored ? undefined : fork ? forkPoint(host.cwd, base, head) : commit(base);
    const other = head === undefined ? undefined : storedMap(head, host);
    const to = head === undefined || other ? undefined : commit(head);
    const before = stored ?? await mapOf(from!, base, args, host);
    const after = other ?? (to !== undefined ? await mapOf(to, head!, args, host)
      : whole(await analysis({ ...(args.config === undefined ? {} : { configPath: args.config }), only: [] }, host), 'The working directory'));
    const result = accessDiff(before, after);
    const names = { base: fork ? `${base}...` : base, head: head ?? 'working directory' };
    const colors = colorsFor(args.output === undefined ? host.stdout : undefined, host.env, args.color);
    const report = args.format === 'json' ? diffJson(result, names) : args.format === 'markdown' ? diffMarkdown(result, names) : diffText(result, colors);
    await deliver(report, args.output, host);
    return (args['fail-on'] ?? []).some((kind) => FAILING[kind]!(result)) ? EXIT.findings : EXIT.clean;
  },
};
