import { basename } from 'node:path';
import type { InferredOptionTypes } from 'yargs';
import { masksOf } from '../report/secrets.ts';
import { count } from '../report/text.ts';
import { analysis } from './analysis.ts';
import { compare } from './baseline/compare.ts';
import { remember } from './baseline/entry.ts';
import { BASELINE, baselineExists, baselineText, readBaseline } from './baseline/file.ts';
import type { Command } from './command.ts';
import { EXIT, UsageError, write } from './host.ts';
import { config, last } from './options.ts';
import { deliver } from './report.ts';
import { sources } from './sources.ts';

const options = {
  file: { type: 'string', default: BASELINE, requiresArg: true, coerce: last<string>, describe: 'The baseline' },
  prune: { type: 'boolean', coerce: last<boolean>, describe: 'Remove the entries that no longer match, and add none' },
  force: { type: 'boolean', coerce: last<boolean>, conflicts: 'prune', describe: 'Write it anew although it is there: what is found now is accepted' },
  config,
} as const;

type Args = InferredOptionTypes<typeof options> & { paths?: string[] };

export const baseline: Command<Args> = {
  usage: 'baseline [paths..]',
  describe: 'Accept the findings of today, so that "check --baseline" fails on new ones only',
  positionals: { paths: { type: 'string', describe: 'Files and folders', defaultDescription: 'the whole project' } },
  options,
  examples: [
    ['authlint baseline', `Write ${BASELINE}`],
    ['authlint baseline --prune', 'Take out what has been fixed since'],
  ],
  async run({ paths, file, prune, force, config: configPath }, host) {
    if (!prune && !force && baselineExists(host.cwd, file)) {
      throw new UsageError(`${file} is there already, and is left as it is. --prune removes from it what has been fixed; --force accepts all that is found now.`);
    }
    const before = prune ? readBaseline(host.cwd, file) : undefined;
    const result = await analysis({ ...(paths?.length ? { paths } : {}), ...(configPath === undefined ? {} : { configPath }) }, host);
    const broken = result.diagnostics.find(({ kind }) => kind === 'internal-error');
    if (broken) throw new Error(`${broken.message} The baseline was not written.`);
    const { source } = sources(host.cwd);
    const open = result.findings.filter(({ suppressed }) => !suppressed);
    if (!before) {
      await deliver(baselineText(remember(open, source, masksOf(result.findings))), file, host);
      await write(host.stdout, `${count(open.length, 'finding')} in ${file}. Commit it, and run "authlint check --baseline${basename(file) === BASELINE ? '' : `=${file}`}".\n`);
      return EXIT.clean;
    }
    const { known, unjudged, stale, fresh } = compare(before, result, source, { cwd: host.cwd, paths });
    const kept = { entries: [...known.entries, ...unjudged], sketches: new Map([...before.sketches, ...known.sketches]) };
    await deliver(baselineText(kept), file, host);
    const more = fresh.length > 0 ? ` ${count(fresh.length, 'finding')} not in it: "authlint check --baseline" shows what is new.` : '';
    await write(host.stdout, `Removed ${count(stale.length, 'finding')} from ${file}, kept ${kept.entries.length}.${more}\n`);
    return EXIT.clean;
  },
};
