import pc from 'picocolors';
import type { InferredOptionTypes } from 'yargs';
import type { Analysis } from '../model/finding.ts';
import { routesCsv } from '../report/routes-csv.ts';
import { routesJson } from '../report/routes-json.ts';
import { routesMarkdown } from '../report/routes-markdown.ts';
import { routesSnapshot } from '../report/routes-snapshot.ts';
import { routesTable } from '../report/routes-table.ts';
import { diagnosticsLines } from '../report/stylish.ts';
import { count } from '../report/text.ts';
import { analysis } from './analysis.ts';
import type { Command } from './command.ts';
import { formatOption, reportsOf } from './format-option.ts';
import { EXIT, write, type Host } from './host.ts';
import { lineLinks } from './line-links.ts';
import { config, last, output } from './options.ts';
import { deliver, deliverAll } from './report.ts';
import { driftFrom, SNAPSHOT } from './snapshot.ts';
import { sources } from './sources.ts';
import { colorsFor } from './terminal.ts';

const options = {
  format: formatOption(['table', 'json', 'csv', 'markdown'], 'the routes'),
  output,
  config,
  snapshot: { type: 'string', coerce: last<string | undefined>, describe: `Write the routes into a file to be committed and reviewed (default: ${SNAPSHOT})` },
  'check-snapshot': { type: 'string', coerce: last<string | undefined>, conflicts: 'snapshot', describe: 'Fail when the routes are not those of that file' },
} as const;

type Args = InferredOptionTypes<typeof options> & { paths?: string[] };

function render(result: Analysis, format: Args['format'][number]['format'], toStdout: boolean, color: boolean | undefined, host: Host): string {
  switch (format) {
    case 'json': return routesJson(result);
    case 'csv': return routesCsv(result);
    case 'markdown': return routesMarkdown(result, { repositoryPath: sources(host.cwd).repositoryPath, link: lineLinks(host.env) });
    default: {
      const out = toStdout ? host.stdout : undefined;
      return routesTable(result, { colors: colorsFor(out, host.env, color), columns: out?.isTTY ? out.columns : undefined });
    }
  }
}

export const routes: Command<Args> = {
  usage: 'routes [paths..]',
  describe: 'List every route with its access and its guards',
  positionals: { paths: { type: 'string', describe: 'Files and folders', defaultDescription: 'the whole project' } },
  options,
  examples: [
    ['authlint routes', 'Who can call what'],
    ['authlint routes src --format json', 'The same for other tools'],
    ['authlint routes --format csv=routes.csv --format table', 'For a spreadsheet, and for the terminal'],
    ['authlint routes --snapshot', `Write ${SNAPSHOT}, which "check --snapshot" holds the code against`],
  ],
  async run({ paths, format, output: file, config: configPath, color, snapshot, 'check-snapshot': held }, host) {
    const wanted = reportsOf(format, file, host.cwd);
    const result = await analysis({ paths, configPath, only: [] }, host);
    const broken = result.diagnostics.some(({ kind }) => kind === 'internal-error');
    let drift: string[] = [];
    if (held !== undefined) {
      drift = driftFrom(held || SNAPSHOT, result.routes, host);
      await write(host.stdout, drift.length > 0 ? `${drift.join('\n')}\n` : `${count(result.routes.length, 'route')}, as in ${held || SNAPSHOT}.\n`);
    } else if (snapshot !== undefined && !broken) {
      await deliver(routesSnapshot(result.routes), snapshot || SNAPSHOT, host);
      await write(host.stdout, `${count(result.routes.length, 'route')} in ${snapshot || SNAPSHOT}.\n`);
    } else await deliverAll(wanted.map((one) => ({ file: one.file, text: render(result, one.format, one.file === undefined, color, host) })), host);
    const diagnostics = diagnosticsLines(result.diagnostics, pc.createColors(false));
    if (diagnostics.length > 0) await write(host.stderr, `${diagnostics.join('\n')}\n`);
    return broken ? EXIT.failure : drift.length > 0 ? EXIT.findings : EXIT.clean;
  },
};
