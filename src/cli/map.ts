import { basename } from 'node:path';
import pc from 'picocolors';
import type { InferredOptionTypes } from 'yargs';
import { diagnosticsLines } from '../report/stylish.ts';
import { count } from '../report/text.ts';
import { analysis } from './analysis.ts';
import type { Command } from './command.ts';
import { EXIT, write } from './host.ts';
import { config, last } from './options.ts';
import { version } from './package.ts';
import { deliver } from './report.ts';
import { sources } from './sources.ts';

const STDOUT = '-';

const options = {
  out: { type: 'string', alias: 'o', default: 'authlint-map.html', requiresArg: true, coerce: last<string>, describe: `The file to write; ${STDOUT} is stdout` },
  title: { type: 'string', requiresArg: true, coerce: last<string>, describe: 'Name of the project (default: the name of the folder)' },
  config,
} as const;

type Args = InferredOptionTypes<typeof options> & { paths?: string[] };

export const map: Command<Args> = {
  usage: 'map [paths..]',
  describe: 'Write the auth map as one HTML page, which needs no network: every route, who may call it, why, and in which code',
  positionals: { paths: { type: 'string', describe: 'Files and folders', defaultDescription: 'the whole project' } },
  options,
  examples: [
    ['authlint map', 'Write authlint-map.html'],
    ['authlint map --out docs/auth-map.html', 'Write it somewhere else'],
    ['authlint map src --title "Shop API" --out map.html', 'A part of the project, with a name of its own'],
  ],
  async run({ paths, out, title, config: configPath }, host) {
    const result = await analysis({ paths, configPath }, host);
    const { mapPage } = await import('../report/map/index.ts');
    const page = mapPage(result, { title: title ?? basename(host.cwd), version, source: sources(host.cwd).source });
    await deliver(page, out === STDOUT ? undefined : out, host);
    const diagnostics = diagnosticsLines(result.diagnostics, pc.createColors(false));
    const written = out === STDOUT ? [] : [`${out}: ${count(result.routes.length, 'route')}`];
    await write(host.stderr, [...diagnostics, ...written, ''].join('\n'));
    return result.diagnostics.some(({ kind }) => kind === 'internal-error') ? EXIT.failure : EXIT.clean;
  },
};
