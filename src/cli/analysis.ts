import type { AnalyzeOptions } from '../analyze.ts';
import type { Analysis } from '../model/finding.ts';
import { UsageError, type Host } from './host.ts';
import { progressLine } from './terminal.ts';

/**
 * Runs the engine, with a line of progress on stderr.
 *
 * @throws UsageError when there is nothing to analyse
 */
export async function analysis(options: Omit<AnalyzeOptions, 'cwd' | 'onProgress'>, host: Host): Promise<Analysis> {
  const progress = progressLine(host.stderr);
  try {
    const analyze = await host.analyze();
    const result = analyze({ ...options, cwd: host.cwd, onProgress: progress.report });
    if (result.files > 0) return result;
  } finally {
    progress.clear();
  }
  throw nothingToAnalyse(options.paths);
}

export function nothingToAnalyse(paths: string[] | undefined): UsageError {
  const where = paths?.length ? paths.join(', ') : 'this folder';
  return new UsageError(`No files to analyse in ${where}: there is no JavaScript or TypeScript, or the configuration or .gitignore leaves it out.`);
}
