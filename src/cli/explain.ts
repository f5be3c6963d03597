import { plainPage } from '../report/page.ts';
import type { Command } from './command.ts';
import { EXIT, UsageError, write } from './host.ts';
import { rulePage } from './package.ts';
import { didYouMean } from './suggest.ts';
import { colorsFor } from './terminal.ts';

export const explain: Command<{ rule?: string }> = {
  usage: 'explain [rule]',
  describe: 'Show the page of a rule: what it does, why, examples, options',
  positionals: { rule: { type: 'string', describe: 'Name of the rule' } },
  options: {},
  examples: [['authlint explain require-route-auth', 'What the rule does, and how to fix what it finds']],
  async run({ rule, color }, host) {
    const known = (await host.rules()).map(({ name }) => name);
    if (rule === undefined) throw new UsageError(`Which rule? It is one of ${known.join(', ')}.`);
    if (!known.includes(rule)) throw new UsageError(`There is no rule "${rule}".${didYouMean(rule, known)} "authlint rules" lists them all.`);
    const page = rulePage(rule);
    if (page === undefined) throw new Error(`The page of ${rule} is not installed.`);
    await write(host.stdout, plainPage(page, colorsFor(host.stdout, host.env, color)));
    return EXIT.clean;
  },
};
