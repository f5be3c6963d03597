import type { InferredOptionTypes } from 'yargs';
import type { Command } from './command.ts';
import { UsageError } from './host.ts';
import { last } from './options.ts';

const options = {
  yes: { type: 'boolean', alias: 'y', coerce: last<boolean>, describe: 'Ask nothing: do what would be offered' },
  eslint: { type: 'boolean', coerce: last<boolean>, describe: 'Set up ESLint (default: where the project has it); --no-eslint leaves it out' },
  workflow: { type: 'boolean', coerce: last<boolean>, describe: 'Write a workflow for GitHub Actions (default: for repositories on GitHub); --no-workflow leaves it out' },
  policy: { type: 'boolean', coerce: last<boolean>, describe: 'Put today\'s access into the configuration as a policy, grouped by prefix' },
} as const;

type Args = InferredOptionTypes<typeof options>;

export const init: Command<Args> = {
  usage: 'init',
  describe: 'Set up the configuration, the entry in ESLint and the workflow',
  positionals: {},
  options,
  examples: [
    ['authlint init', 'Say what was found, and ask before each file'],
    ['authlint init --yes', 'The same without asking'],
    ['authlint init --policy', 'With a draft of a policy in the configuration'],
    ['authlint init --yes --eslint --no-workflow', 'With ESLint although the project has none yet, without the workflow'],
  ],
  async run(args, host) {
    if (!args.yes && !host.ask) throw new UsageError('There is nobody to ask: this is no terminal. "authlint init --yes" does what would be offered.');
    // It brings the engine with it.
    const { setUp } = await import('./init/set-up.ts');
    return setUp(args, host);
  },
};
