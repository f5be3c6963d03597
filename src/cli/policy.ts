import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { InferredOptionTypes } from 'yargs';
import { count } from '../report/text.ts';
import { analysis } from './analysis.ts';
import type { Command } from './command.ts';
import { EXIT, UsageError, write } from './host.ts';
import { config, last, output } from './options.ts';
import { policyDraft, policyText } from './policy-draft.ts';
import { deliver } from './report.ts';

const options = {
  output,
  force: { type: 'boolean', coerce: last<boolean>, describe: 'Write the file although it is there' },
  config,
} as const;

type Args = InferredOptionTypes<typeof options> & { paths?: string[] };

export const policy: Command<Args> = {
  usage: 'policy [paths..]',
  describe: 'Draft a policy from today\'s access, grouped by prefix',
  positionals: { paths: { type: 'string', describe: 'Files and folders', defaultDescription: 'the whole project' } },
  options,
  examples: [
    ['authlint policy', 'The draft, to be put into the configuration'],
    ['authlint policy -o authlint.config.json', 'A configuration that holds it'],
  ],
  async run({ paths, output: file, force, config: configPath }, host) {
    if (file !== undefined && !force && existsSync(resolve(host.cwd, file))) {
      throw new UsageError(`${file} is there already, and is left as it is. Put the draft into it by hand, or write it anew with --force.`);
    }
    const result = await analysis({ ...(paths?.length ? { paths } : {}), ...(configPath === undefined ? {} : { configPath }), only: [] }, host);
    if (result.diagnostics.some(({ kind }) => kind === 'internal-error')) throw new Error('A part of the engine broke: the draft would lack routes.');
    const draft = policyDraft(result.routes);
    await deliver(policyText(draft), file, host);
    const open = draft.entries.filter(({ review }) => review).length;
    const notes = [
      ...(open > 0 ? [`${count(open, 'route')} open to anyone without a word that this is meant, marked with a comment: close it, or keep its entry and drop the comment.`] : []),
      ...(draft.unknown.length > 0 ? [`${count(draft.unknown.length, 'route')} of unknown access: "authlint routes" lists them. They get no entry of their own.`] : []),
      ...(draft.unnamed.length > 0 ? [`${count(draft.unnamed.length, 'route')} without an entry: no pattern can name a path with white space.`] : []),
    ];
    for (const note of notes) await write(host.stderr, `${note}\n`);
    return EXIT.clean;
  },
};
