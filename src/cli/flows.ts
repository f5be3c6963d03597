import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import pc from 'picocolors';
import type { InferredOptionTypes } from 'yargs';
import type { AnalyzeOptions } from '../analyze.ts';
import { fromRoot } from '../project/paths.ts';
import { reasonOf } from '../project/read.ts';
import { diagnosticsLines } from '../report/stylish.ts';
import { count } from '../report/text.ts';
import { nothingToAnalyse } from './analysis.ts';
import type { Command } from './command.ts';
import { checkedOut } from './git.ts';
import { EXIT, UsageError, write, type Host } from './host.ts';
import { withFacts } from './kept.ts';
import { config, last, output } from './options.ts';
import { version } from './package.ts';
import { deliver } from './report.ts';
import { progressLine } from './terminal.ts';

const options = {
  check: { type: 'string', requiresArg: true, coerce: last<string>, conflicts: 'output', describe: 'Fail when this document is not what the code gives today; its stamp may be older' },
  output,
  config,
} as const;

/** Of a difference: who changes more reads the document itself. */
const MOST_LINES = 80;

type Args = InferredOptionTypes<typeof options> & { paths?: string[] };

export const flows: Command<Args> = {
  usage: 'flows [paths..]',
  describe: 'Write the login, refresh, logout, OAuth, step-up and API-key flows that the code has, as Mermaid diagrams in Markdown',
  positionals: { paths: { type: 'string', describe: 'Files and folders', defaultDescription: 'the whole project' } },
  options,
  examples: [
    ['authlint flows --output docs/auth-flows.md', 'Write the document; its links are relative to its folder'],
    ['authlint flows --check docs/auth-flows.md', 'Fail, with the difference, when the code has moved on'],
  ],
  async run({ paths, check, output: file, config: configPath }, host) {
    const before = check === undefined ? undefined : documentAt(check, host);
    const { flowsOf } = await import('../flows/index.ts');
    const { flowsMarkdown, withoutStamp } = await import('../report/flows/markdown.ts');
    const progress = progressLine(host.stderr);
    const asked: AnalyzeOptions = { cwd: host.cwd, ...(paths?.length ? { paths } : {}), ...(configPath ? { configPath } : {}), onProgress: progress.report };
    let found;
    try {
      found = await withFacts(host, (facts) => flowsOf({ ...asked, ...facts }));
    } finally {
      progress.clear();
    }
    if (found.files === 0) throw nothingToAnalyse(paths);
    const place = check ?? file;
    const folder = place === undefined ? host.cwd : dirname(resolve(host.cwd, place));
    const document = flowsMarkdown(found, { tool: version, ...checkedOut(host.cwd) }, (name) => fromRoot(folder, resolve(host.cwd, name)) ?? name);
    const diagnostics = diagnosticsLines(found.diagnostics, pc.createColors(false));
    const drift = check === undefined ? [] : await driftOf(check, withoutStamp(before!), withoutStamp(document));
    if (check === undefined) await deliver(document, file, host);
    else if (drift.length > 0) await write(host.stdout, `${drift.join('\n')}\n`);
    const done = file !== undefined ? [`${file}: ${count(found.flows.length, 'flow')}`] : check !== undefined && drift.length === 0 ? [`${check} is what the code gives.`] : [];
    if (diagnostics.length + done.length > 0) await write(host.stderr, `${[...diagnostics, ...done].join('\n')}\n`);
    if (found.diagnostics.some(({ kind }) => kind === 'internal-error')) return EXIT.failure;
    return drift.length > 0 ? EXIT.findings : EXIT.clean;
  },
};

function documentAt(name: string, host: Host): string {
  try {
    return readFileSync(resolve(host.cwd, name), 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new UsageError(`There is no document ${name}. "authlint flows --output ${name}" writes it.`);
    throw new UsageError(`The document ${name} cannot be read: ${reasonOf(error)}.`);
  }
}

/** How a document differs from that of today, for people; none when it does not. */
async function driftOf(file: string, before: string, after: string): Promise<string[]> {
  const { unifiedDiff } = await import('../report/unified-diff.ts');
  const { suspects } = await import('../report/secrets.ts');
  const lines = { before: before.split('\n'), after: after.split('\n') };
  const drift = unifiedDiff({ file, before, after, hidden: (side, line) => suspects(lines[side][line - 1] ?? '') });
  if (drift.length === 0) return [];
  const shown = drift.slice(0, MOST_LINES);
  if (drift.length > shown.length) shown.push(`… and ${count(drift.length - shown.length, 'more line')}`);
  return [`The flows are not those of ${file}:`, ...shown, `When that is meant, write it anew with "authlint flows --output ${file}", and have the difference reviewed.`];
}
