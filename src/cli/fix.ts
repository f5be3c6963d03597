import { resolve } from 'node:path';
import pc from 'picocolors';
import type { InferredOptionTypes } from 'yargs';
import { diagnosticsLines } from '../report/stylish.ts';
import { nothingToAnalyse } from './analysis.ts';
import type { Command } from './command.ts';
import { EXIT, write } from './host.ts';
import { config, last, rule } from './options.ts';
import { ruleSelection } from './rule-selection.ts';
import { colorsFor, progressLine } from './terminal.ts';
import { replaceFiles } from './write-files.ts';

const options = {
  write: { type: 'boolean', coerce: last<boolean>, describe: 'Apply the changes; without it, they are only shown' },
  rule: { ...rule, describe: 'Take the suggestions of this rule only; repeatable' },
  config,
} as const;

type Args = InferredOptionTypes<typeof options> & { paths?: string[] };

export const fix: Command<Args> = {
  usage: 'fix [paths..]',
  describe: 'Show, or apply, the suggested edits that make the project better',
  positionals: { paths: { type: 'string', describe: 'Files and folders', defaultDescription: 'the whole project' } },
  options,
  examples: [
    ['authlint fix', 'Show what would be changed; nothing is written'],
    ['authlint fix src --rule require-jwt-algorithm --write', 'Apply the suggestions of one rule in a folder'],
  ],
  async run({ paths, write: wanted = false, rule: given, config: configPath, color }, host) {
    const only = given && ruleSelection(given, (await host.rules()).map(({ name }) => name)).only;
    const { improve } = await import('../analyze/improve.ts');
    const { fixes } = await import('../report/fixes.ts');
    const progress = progressLine(host.stderr);
    let improvement;
    try {
      improvement = improve({ cwd: host.cwd, ...(paths?.length ? { paths } : {}), ...(configPath ? { configPath } : {}), ...(only ? { only } : {}), onProgress: progress.report });
    } finally {
      progress.clear();
    }
    if (improvement.files === 0) throw nothingToAnalyse(paths);
    if (wanted) replaceFiles(resolve(host.cwd), improvement.changes);
    await write(host.stdout, fixes(improvement, { colors: colorsFor(host.stdout, host.env, color), written: wanted }));
    const diagnostics = diagnosticsLines(improvement.diagnostics, pc.createColors(false));
    if (diagnostics.length > 0) await write(host.stderr, `${diagnostics.join('\n')}\n`);
    return EXIT.clean;
  },
};
