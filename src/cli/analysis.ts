import type { AnalyzeOptions } from '../analyze.ts';
import type { Analysis } from '../model/finding.ts';
import { fromRoot } from '../project/paths.ts';
import { watch } from '../project/seen.ts';
import { UsageError, type Host } from './host.ts';
import { openKept, type Kept } from './kept.ts';
import { progressLine } from './terminal.ts';

/**
 * Runs the engine, with a line of progress on stderr; or takes what an earlier run came to, where nothing has changed since.
 *
 * @throws UsageError when there is nothing to analyse
 */
export async function analysis(options: Pick<AnalyzeOptions, 'paths' | 'configPath' | 'rules' | 'only'>, host: Host): Promise<Analysis> {
  const kept = openKept(host);
  // What is left out, and where time goes, is only seen when it is done again.
  const recalled = host.trace?.skipped ? undefined : kept?.results.recall(options);
  const result = recalled && 'analysis' in recalled ? recalled.analysis : await analyzed(options, host, kept);
  if (host.trace) {
    host.trace.result = result;
    host.trace.recalled = recalled !== undefined && 'analysis' in recalled;
  }
  if (result.files > 0) return result;
  throw nothingToAnalyse(options.paths);
}

async function analyzed(options: Omit<AnalyzeOptions, 'cwd'>, host: Host, kept: Kept | undefined): Promise<Analysis> {
  const progress = progressLine(host.stderr);
  try {
    const analyze = await host.analyze();
    const seeing = kept && watch(fromRoot(host.cwd, kept.folder));
    const result = analyze({
      ...options, cwd: host.cwd, onProgress: progress.report, ...(host.trace ? { trace: host.trace } : {}),
      ...(kept ? { cache: await kept.facts() } : {}), ...(seeing ? { witness: seeing } : {}),
    });
    if (seeing) kept.results.remember(options, seeing.seen(), result);
    return result;
  } finally {
    kept?.flush();
    progress.clear();
  }
}

export function nothingToAnalyse(paths: string[] | undefined): UsageError {
  const where = paths?.length ? paths.join(', ') : 'this folder';
  return new UsageError(`No files to analyse in ${where}: there is no JavaScript or TypeScript, or the configuration or .gitignore leaves it out.`);
}
