import pc from 'picocolors';
import type { InferredOptionTypes } from 'yargs';
import type { Analysis, Finding } from '../model/finding.ts';
import type { Severity } from '../model/rule.ts';
import { checkJson } from '../report/json.ts';
import { masksOf } from '../report/secrets.ts';
import { sarif } from '../report/sarif/index.ts';
import { diagnosticLines, stylish } from '../report/stylish.ts';
import { analysis } from './analysis.ts';
import type { Command, GlobalArgs } from './command.ts';
import { EXIT, write, type Host } from './host.ts';
import { config, last, output, wholeNumber } from './options.ts';
import { informationUri, rulePage, version } from './package.ts';
import { deliver } from './report.ts';
import { ruleSelection } from './rule-selection.ts';
import { sources } from './sources.ts';
import { colorsFor } from './terminal.ts';

const RANK: Record<Severity, number> = { error: 2, warning: 1, note: 0 };

const options = {
  format: { choices: ['stylish', 'json', 'sarif'], default: 'stylish', requiresArg: true, coerce: last<string>, describe: 'How findings are written' },
  output,
  config,
  rule: { type: 'string', requiresArg: true, coerce: (given?: string | string[]) => given === undefined ? undefined : [given].flat(), describe: 'Run only this rule, as name or name:severity; repeatable' },
  severity: { choices: ['error', 'warning', 'note'], default: 'error', requiresArg: true, coerce: last<Severity>, describe: 'Least severity that fails (exit status 1)' },
  'max-warnings': { type: 'string', requiresArg: true, coerce: wholeNumber('max-warnings'), describe: 'Fail when there are more warnings than this' },
  quiet: { type: 'boolean', coerce: last<boolean>, describe: 'Show errors only' },
  category: { type: 'string', requiresArg: true, coerce: last<string>, describe: 'SARIF: tells the uploads of one commit apart (default: the folder)' },
  'include-suppressed': { type: 'boolean', coerce: last<boolean>, describe: 'SARIF: list suppressed findings too' },
} as const;

type Args = InferredOptionTypes<typeof options> & { paths?: string[] };

async function render(all: Analysis, args: Args & GlobalArgs, host: Host): Promise<string> {
  const result = args.quiet ? { ...all, findings: all.findings.filter(({ severity }) => severity === 'error') } : all;
  const masks = masksOf(all.findings);
  if (args.format === 'json') return checkJson(result);
  const { source, repositoryPath, folder } = sources(host.cwd);
  if (args.format === 'sarif') {
    return sarif(result, {
      version, informationUri, rules: await host.rules(), page: rulePage, source, repositoryPath, masks,
      category: args.category ?? (folder || 'check'), includeSuppressed: args['include-suppressed'],
    });
  }
  const toTerminal = args.output === undefined;
  return stylish(result, {
    source,
    masks,
    colors: colorsFor(toTerminal ? host.stdout : undefined, host.env, args.color),
    columns: toTerminal && host.stdout.isTTY ? host.stdout.columns : undefined,
  });
}

function failing(findings: Finding[], threshold: Severity): boolean {
  return findings.some((finding) => !finding.suppressed && RANK[finding.severity] >= RANK[threshold]);
}

export const check: Command<Args> = {
  usage: 'check [paths..]',
  isDefault: true,
  describe: 'Report routes and authentication practices that do not hold',
  positionals: { paths: { type: 'string', describe: 'Files and folders', defaultDescription: 'the whole project' } },
  options,
  examples: [
    ['authlint', 'Check the whole project'],
    ['authlint check src --severity warning', 'Check a folder; warnings fail too'],
    ['authlint --rule require-route-auth:warning', 'Run one rule, as a warning'],
    ['authlint --format sarif -o authlint.sarif', 'Write a report for code scanning'],
  ],
  async run(args, host) {
    const selection = args.rule === undefined ? {} : ruleSelection(args.rule, (await host.rules()).map(({ name }) => name));
    const result = await analysis({ paths: args.paths, configPath: args.config, ...selection }, host);
    await deliver(await render(result, args, host), args.output, host);

    const broken = result.diagnostics.filter(({ kind }) => kind === 'internal-error');
    if (broken.length > 0) {
      if (args.format !== 'stylish' || args.output !== undefined) {
        await write(host.stderr, `${broken.flatMap((diagnostic) => diagnosticLines(diagnostic, pc.createColors(false))).join('\n')}\n`);
      }
      return EXIT.failure;
    }
    const warnings = result.findings.filter(({ severity, suppressed }) => severity === 'warning' && !suppressed).length;
    const most = args['max-warnings'];
    const tooMany = most !== undefined && warnings > most;
    if (tooMany) await write(host.stderr, `Too many warnings: ${warnings}, at most ${most} are allowed.\n`);
    return tooMany || failing(result.findings, args.severity) ? EXIT.findings : EXIT.clean;
  },
};
