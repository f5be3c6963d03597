import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Route } from '../../src/model/index.ts';
import { keeping } from './keep/index.ts';
import { KNOWN } from './known.ts';
import { apps, appsFolder, runsAll, sample } from './sample.ts';
import type { Files } from './transformation.ts';
import { openWorkspace, readFiles, verdicts, type Workspace } from './workspace.ts';

const PAIRS = 60;
const all = apps().flatMap((app) => keeping.map((transformation) => ({ app, transformation })));
const chosen = sample(runsAll ? all : all.filter(({ app, transformation }) => !KNOWN.has(`${app} ${transformation.name}`)), PAIRS);

describe.each(apps().filter((app) => chosen.some((one) => one.app === app)))('the verdicts of %s stay as they are', (app) => {
  let workspace: Workspace;
  let files: Files;
  let routes: Route[];
  beforeAll(() => {
    workspace = openWorkspace();
    files = readFiles(join(appsFolder, app));
    routes = workspace.routes(files);
  });
  afterAll(() => workspace.remove());

  it.each(chosen.filter((one) => one.app === app).map(({ transformation }) => transformation))('$name', ({ name, apply }) => {
    const changed = apply(files, routes);
    if (!changed) return;
    const found = verdicts(workspace.routes(changed));
    if (KNOWN.has(`${app} ${name}`)) expect(found, `The difference is gone: ${KNOWN.get(`${app} ${name}`)!}`).not.toEqual(verdicts(routes));
    else expect(found).toEqual(verdicts(routes));
  }, 120_000);
});
