import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { InferredOptionTypes } from 'yargs';
import { analysis } from './analysis.ts';
import type { Command } from './command.ts';
import { EXIT, UsageError, write } from './host.ts';
import { config, last, output } from './options.ts';
import { draftNotes, policyDraft, policyText } from './policy-draft.ts';
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
    for (const note of draftNotes(draft)) await write(host.stderr, `${note}\n`);
    return EXIT.clean;
  },
};
