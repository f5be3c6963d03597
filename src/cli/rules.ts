import type { InferredOptionTypes } from 'yargs';
import { table, type Cell } from '../report/table.ts';
import { printableJson } from '../report/text.ts';
import type { Command } from './command.ts';
import { EXIT } from './host.ts';
import { last, output } from './options.ts';
import { deliver } from './report.ts';
import { colorsFor } from './terminal.ts';

const options = {
  format: { choices: ['table', 'json'], default: 'table', requiresArg: true, coerce: last<string>, describe: 'How the rules are written' },
  output,
} as const;

const HEADS = [{ title: 'RULE' }, { title: 'SEVERITY' }, { title: 'PRECISION' }, { title: 'PRESET' }, { title: 'DESCRIPTION', least: 20 }];

export const rules: Command<InferredOptionTypes<typeof options>> = {
  usage: 'rules',
  describe: 'List the rules',
  positionals: {},
  options,
  examples: [['authlint rules', 'Every rule in one line']],
  async run({ format, output: file, color }, host) {
    const all = await host.rules();
    if (format === 'json') {
      const listed = all.map(({ name, severity, precision, preset, description, cwe, owasp, securitySeverity }) =>
        ({ name, severity, precision, preset, description, cwe, owasp, securitySeverity }));
      await deliver(`${printableJson({ version: 1, rules: listed })}\n`, file, host);
      return EXIT.clean;
    }
    const toTerminal = file === undefined && host.stdout.isTTY;
    const colors = colorsFor(file === undefined ? host.stdout : undefined, host.env, color);
    const paint = { error: colors.red, warning: colors.yellow, note: colors.blue };
    const rows = all.map(({ name, severity, precision, preset, description }): Cell[] => [
      { text: name, paint: colors.bold }, { text: severity, paint: paint[severity] }, { text: precision }, { text: preset }, { text: description },
    ]);
    await deliver(`${table(HEADS, rows, { room: toTerminal ? host.stdout.columns : undefined, heading: colors.dim }).join('\n')}\n`, file, host);
    return EXIT.clean;
  },
};
