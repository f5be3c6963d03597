import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnalyzeOptions } from '../analyze.ts';
import type { Analysis, Finding } from '../model/finding.ts';
import type { Route } from '../model/route.ts';
import { masksOf, type Source } from '../report/secrets.ts';
import { remember } from './baseline/entry.ts';
import { match } from './baseline/match.ts';
import type { Host } from './host.ts';
import { analyzeRevision, forkPoint, withRevision } from './revision.ts';

function textOf(folder: string, file: string): string | undefined {
  try {
    return readFileSync(join(folder, file), 'utf8').replaceAll('\r\n', '\n');
  } catch {
    return undefined;
  }
}

/** What a change would have to alter for a route's verdict to be another: not where things stand, but what they prove. */
function verdictOf({ access, guards, publicBy }: Route): string {
  return JSON.stringify([access, publicBy, guards.map(({ name, proves, roles, unless, inHandler }) => [name, proves, roles, unless ?? [], inHandler ?? false])]);
}

/** By `METHOD /path`, the verdicts of all routes of that name. */
function verdicts(routes: Route[]): Map<string, string> {
  const byName = new Map<string, string[]>();
  for (const route of routes) {
    const name = `${route.method} ${route.path}`;
    byName.set(name, [...(byName.get(name) ?? []), verdictOf(route)]);
  }
  return new Map([...byName].map(([name, all]) => [name, all.sort().join('\n')]));
}

/**
 * The findings that a change since a revision can have to do with: they are new, stand in a file that changed, or are about a route
 * whose access or guards changed, wherever. The change is all that is in the working directory and was not in the commit that the revision
 * and the checked-out commit have in common.
 *
 * @param options what was analysed
 * @param result of the working directory
 * @throws UsageError when there is no such revision
 */
export async function changedSince(name: string, result: Analysis, options: Omit<AnalyzeOptions, 'cwd' | 'onProgress'>, source: Source, host: Host): Promise<Finding[]> {
  return withRevision(host.cwd, forkPoint(host.cwd, name), async (revision) => {
    const base = await analyzeRevision(revision, options, host);
    const broken = base.diagnostics.find(({ kind }) => kind === 'internal-error');
    if (broken) throw new Error(`${name}: ${broken.message}`);
    const before = remember(base.findings, (file) => textOf(revision.folder, file), masksOf(base.findings));
    const now = remember(result.findings, source, masksOf(result.findings));
    const found = match(before, now, (file) => !existsSync(join(host.cwd, file)));
    const [was, is] = [verdicts(base.routes), verdicts(result.routes)];
    const changedFiles = new Map<string, boolean>();
    const differs = (file: string, old: string): boolean => {
      const key = `${file}\0${old}`;
      if (!changedFiles.has(key)) changedFiles.set(key, textOf(host.cwd, file) !== textOf(revision.folder, old));
      return changedFiles.get(key)!;
    };
    return result.findings.filter((finding, at) => {
      const old = found[at] === undefined ? undefined : before.entries[found[at]]!;
      if (!old || differs(finding.file, old.file)) return true;
      return finding.route !== undefined && was.get(finding.route) !== is.get(finding.route);
    });
  });
}
