import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { InferredOptionTypes } from 'yargs';
import type { Command } from './command.ts';
import { EXIT, UsageError } from './host.ts';
import { config } from './options.ts';

const options = { config } as const;

type Args = InferredOptionTypes<typeof options> & { folder?: string };

export const mcp: Command<Args> = {
  usage: 'mcp [folder]',
  describe: 'Answer questions of coding agents over the Model Context Protocol, on stdin and stdout',
  positionals: { folder: { type: 'string', describe: 'Root of the project; nothing outside it is looked at', defaultDescription: 'this folder' } },
  options,
  examples: [['authlint mcp', 'Serve list_routes, explain_route and check_file for the project in this folder']],
  async run({ folder = '.', config: configPath }, host) {
    const root = resolve(host.cwd, folder);
    if (!statSync(root, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`There is no folder ${folder}.`);
    const [{ serve }, { serveProject }] = await Promise.all([import('./mcp/server.ts'), import('./mcp/project.ts')]);
    await serve(serveProject(realpathSync(root), configPath === undefined ? undefined : resolve(host.cwd, configPath), await host.analyze()));
    return EXIT.clean;
  },
};
