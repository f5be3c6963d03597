import pc from 'picocolors';
import type { InferredOptionTypes } from 'yargs';
import type { Analysis, Finding } from '../model/finding.ts';
import type { Severity } from '../model/rule.ts';
import { masksOf } from '../report/secrets.ts';
import { diagnosticLines } from '../report/stylish.ts';
import { printableLines } from '../report/text.ts';
import { analysis } from './analysis.ts';
import { CHECK_FORMATS, checkReports } from './check-formats.ts';
import type { Command, GlobalArgs } from './command.ts';
import { formatOption, reportsOf } from './format-option.ts';
import { EXIT, write, type Host } from './host.ts';
import { narrow, narrowing } from './narrow.ts';
import { config, last, output, wholeNumber } from './options.ts';
import { deliverAll } from './report.ts';
import { ruleSelection } from './rule-selection.ts';
import { watch } from './watch.ts';

const RANK: Record<Severity, number> = { error: 2, warning: 1, note: 0 };

const options = {
  format: formatOption(CHECK_FORMATS, 'findings'),
  output,
  config,
  rule: { type: 'string', requiresArg: true, coerce: (given?: string | string[]) => given === undefined ? undefined : [given].flat(), describe: 'Run only this rule, as name or name:severity; repeatable' },
  severity: { choices: ['error', 'warning', 'note'], default: 'error', requiresArg: true, coerce: last<Severity>, describe: 'Least severity that fails (exit status 1)' },
  'max-warnings': { type: 'string', requiresArg: true, coerce: wholeNumber('max-warnings'), describe: 'Fail when there are more warnings than this' },
  quiet: { type: 'boolean', coerce: last<boolean>, describe: 'Show errors only' },
  category: { type: 'string', requiresArg: true, coerce: last<string>, describe: 'SARIF: tells the uploads of one commit apart (default: the folder)' },
  'include-suppressed': { type: 'boolean', coerce: last<boolean>, describe: 'SARIF: list findings that are suppressed or in the baseline too, marked as such' },
  watch: { type: 'boolean', coerce: last<boolean>, describe: 'Check again whenever something changes, until Ctrl+C' },
  ...narrowing,
} as const;

type Scope = Parameters<typeof analysis>[0];
type Args = InferredOptionTypes<typeof options> & { paths?: string[] };

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
    ['authlint --format sarif=authlint.sarif --format stylish', 'A report for code scanning in a file, and one for people'],
    ['authlint --watch', 'Check again whenever a file is saved'],
    ['authlint --format github', 'Annotations in GitHub Actions'],
    ['authlint --format gitlab=gl-code-quality-report.json', 'Code Quality in GitLab'],
    ['authlint --format junit=authlint.xml --format html=authlint.html', 'For other CI services, and a page to keep'],
    ['authlint --baseline', 'Fail on what is not in authlint-baseline.json only'],
    ['authlint --since origin/main', 'What this branch can have to do with'],
  ],
  async run(args, host) {
    reportsOf(args.format, args.output, host.cwd);
    const { notes: formerNames = [], ...selection } = args.rule === undefined ? {} : ruleSelection(args.rule, (await host.rules()).map(({ name }) => name));
    for (const note of formerNames) await write(host.stderr, `authlint: ${note}\n`);
    const scope = { paths: args.paths, configPath: args.config, ...selection };
    if (args.watch) return watch(scope, host, (all) => shown(all, args, scope, host));
    return shown(await analysis(scope, host), args, scope, host);
  },
};

/** Shows what was found, and says what it comes to. */
async function shown(all: Analysis, args: Args & GlobalArgs, scope: Scope, host: Host): Promise<number> {
  const wanted = reportsOf(args.format, args.output, host.cwd);
  const { result, failed, notes, accepted } = await narrow(all, args, scope, host);
  const loud = (findings: Finding[]) => args.quiet ? findings.filter(({ severity }) => severity === 'error') : findings;
  const render = checkReports({ ...result, findings: loud(result.findings) }, {
    masks: masksOf(all.findings), accepted: loud(accepted), color: args.color, category: args.category, includeSuppressed: args['include-suppressed'],
  }, host);
  const reports = await Promise.all(wanted.map(async ({ format, file }) => ({ file, ...await render(format, file === undefined) })));
  await deliverAll(reports, host);
  for (const warning of reports.flatMap(({ warnings = [] }) => warnings)) await write(host.stderr, `authlint: ${printableLines(warning).join('\n')}\n`);

  const broken = result.diagnostics.filter(({ kind }) => kind === 'internal-error');
  if (broken.length > 0) {
    if (!wanted.some(({ format, file }) => format === 'stylish' && file === undefined)) {
      await write(host.stderr, `${broken.flatMap((diagnostic) => diagnosticLines(diagnostic, pc.createColors(false))).join('\n')}\n`);
    }
    return EXIT.failure;
  }
  const warnings = result.findings.filter(({ severity, suppressed }) => severity === 'warning' && !suppressed).length;
  const most = args['max-warnings'];
  const tooMany = most !== undefined && warnings > most;
  if (tooMany) await write(host.stderr, `Too many warnings: ${warnings}, at most ${most} are allowed.\n`);
  for (const note of notes) await write(host.stderr, `${note}\n`);
  return failed || tooMany || failing(result.findings, args.severity) ? EXIT.findings : EXIT.clean;
}
