import type { InferredOptionTypes } from 'yargs';
import { nothingToAnalyse } from './analysis.ts';
import type { Command } from './command.ts';
import { EXIT } from './host.ts';
import { withFacts } from './kept.ts';
import { config, last, output } from './options.ts';
import { deliver } from './report.ts';
import { colorsFor, progressLine } from './terminal.ts';

const options = {
  format: { choices: ['text', 'json'], default: 'text', requiresArg: true, coerce: last<string>, describe: 'How it is written' },
  output,
  config,
} as const;

type Args = InferredOptionTypes<typeof options> & { paths?: string[] };

export const doctor: Command<Args> = {
  usage: 'doctor [paths..]',
  describe: 'Say what could not be resolved, and what configuration would help',
  positionals: { paths: { type: 'string', describe: 'Files and folders', defaultDescription: 'the whole project' } },
  options,
  examples: [
    ['authlint doctor', 'Unknown verdicts by reason, imports that lead nowhere, files that were not read'],
    ['authlint doctor --format json', 'All of it, for other tools'],
  ],
  async run({ paths, config: configPath, format, output: file, color }, host) {
    const [{ diagnose }, { doctorJson, doctorText }] = await Promise.all([import('../analyze/doctor/index.ts'), import('../report/doctor.ts')]);
    const progress = progressLine(host.stderr);
    let diagnosis;
    try {
      diagnosis = await withFacts(host, (facts) => diagnose({ cwd: host.cwd, onProgress: progress.report, ...(paths?.length ? { paths } : {}), ...(configPath === undefined ? {} : { configPath }), ...facts }));
    } finally {
      progress.clear();
    }
    if (diagnosis.files === 0) throw nothingToAnalyse(paths);
    await deliver(format === 'json' ? doctorJson(diagnosis) : doctorText(diagnosis, colorsFor(file === undefined ? host.stdout : undefined, host.env, color)), file, host);
    return EXIT.clean;
  },
};
