import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Route } from '../model/route.ts';
import { reasonOf } from '../project/read.ts';
import { routesSnapshot, snapshotDrift } from '../report/routes-snapshot.ts';
import { UsageError, type Host } from './host.ts';

/** Where a snapshot of the routes is kept unless the user says otherwise. */
export const SNAPSHOT = 'authlint-routes.txt';

/**
 * How the routes of today differ from the snapshot, for people; none when they do not.
 *
 * @param name of the file, from the working directory
 * @throws UsageError when there is no snapshot
 */
export function driftFrom(name: string, routes: Route[], host: Host): string[] {
  let text: string;
  try {
    text = readFileSync(resolve(host.cwd, name), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new UsageError(`There is no snapshot ${name}. "authlint routes --snapshot" writes it.`);
    throw new UsageError(`The snapshot ${name} cannot be read: ${reasonOf(error)}.`);
  }
  const drift = snapshotDrift(text, routesSnapshot(routes));
  if (drift.length === 0) return [];
  return [`The routes are not those of ${name}:`, ...drift.map((line) => `  ${line}`), `When that is meant, write it anew with "authlint routes --snapshot${name === SNAPSHOT ? '' : `=${name}`}", and have the difference reviewed.`];
}
