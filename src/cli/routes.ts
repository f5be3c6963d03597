import pc from 'picocolors';
import type { InferredOptionTypes } from 'yargs';
import { routesJson } from '../report/routes-json.ts';
import { routesTable } from '../report/routes-table.ts';
import { diagnosticsLines } from '../report/stylish.ts';
import { analysis } from './analysis.ts';
import type { Command } from './command.ts';
import { EXIT, write } from './host.ts';
import { config, last, output } from './options.ts';
import { deliver } from './report.ts';
import { colorsFor } from './terminal.ts';

const options = {
  format: { choices: ['table', 'json'], default: 'table', requiresArg: true, coerce: last<string>, describe: 'How the routes are written' },
  output,
  config,
} as const;

type Args = InferredOptionTypes<typeof options> & { paths?: string[] };

export const routes: Command<Args> = {
  usage: 'routes [paths..]',
  describe: 'List every route with its access and its guards',
  positionals: { paths: { type: 'string', describe: 'Files and folders', defaultDescription: 'the whole project' } },
  options,
  examples: [
    ['authlint routes', 'Who can call what'],
    ['authlint routes src --format json', 'The same for other tools'],
  ],
  async run({ paths, format, output: file, config: configPath, color }, host) {
    const result = await analysis({ paths, configPath, only: [] }, host);
    const report = format === 'json' ? routesJson(result) : routesTable(result, {
      colors: colorsFor(file === undefined ? host.stdout : undefined, host.env, color),
      columns: file === undefined && host.stdout.isTTY ? host.stdout.columns : undefined,
    });
    await deliver(report, file, host);
    const diagnostics = diagnosticsLines(result.diagnostics, pc.createColors(false));
    if (diagnostics.length > 0) await write(host.stderr, `${diagnostics.join('\n')}\n`);
    return result.diagnostics.some(({ kind }) => kind === 'internal-error') ? EXIT.failure : EXIT.clean;
  },
};
