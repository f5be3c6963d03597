import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Route } from '../../src/model/index.ts';
import { weakening } from './change/index.ts';
import { apps, appsFolder, runsAll, sample } from './sample.ts';
import { keyOf, soleGuards, stillGuarded } from './sole-guards.ts';
import type { Files } from './transformation.ts';
import { openWorkspace, readFiles, type Workspace } from './workspace.ts';

const APPS = 6;
/** Of the guards of one application. */
const GUARDS = 5;

describe.each(sample(apps(), APPS))('no route of %s counts on a guard that is void', (app) => {
  let workspace: Workspace;
  let files: Files;
  let routes: Route[];
  beforeAll(() => {
    workspace = openWorkspace();
    files = readFiles(join(appsFolder, app));
    routes = workspace.routes(files);
  });
  afterAll(() => workspace.remove());

  it.each(weakening)('$name', ({ of, apply, reaches }) => {
    for (const sole of sample(soleGuards(routes, of), GUARDS)) {
      const changed = apply(files, sole.guard, sole.route);
      if (!changed) continue;
      const after = workspace.routes(changed);
      const where = `${sole.guard.name} at ${sole.guard.appliedAt.file}:${sole.guard.appliedAt.line}`;
      expect(stillGuarded(sole, after).filter((route) => reaches?.(route, sole.guard) ?? true).map(keyOf), `without ${where}`).toEqual([]);
    }
  }, runsAll ? 600_000 : 60_000);
});
