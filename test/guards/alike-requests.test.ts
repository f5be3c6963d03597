import { expect, it } from 'vitest';
import { takeSnapshot } from '../../src/analyze/snapshot.ts';
import { openProject } from '../../src/project/index.ts';
import { accessOf } from '../harness/map.ts';
import { projectFolder } from '../harness/project-folder.ts';

const app = (gate: string, paths: string[]): Record<string, string> => ({
  'package.json': '{ "dependencies": { "express": "^5.0.0" } }',
  'app.js': `const express = require('express');
const app = express();
const refuse = (req, res) => (req.headers.authorization === process.env.KEY ? undefined : res.sendStatus(401));
app.use((req, res, next) => { ${gate} });
${paths.map((path) => `app.get('${path}', (req, res) => res.json([]));`).join('\n')}
`,
});

it.each<[string, string]>([
  ['a prefix', `if (req.path.startsWith('/open')) return next(); if (refuse(req, res)) return; next();`],
  ['a pattern', `if (/^\\/open/i.test(req.originalUrl)) return next(); if (refuse(req, res)) return; next();`],
  ['a list', `if (['/open', '/open/:id', '/OPEN/x'].includes(req.path)) return next(); if (refuse(req, res)) return; next();`],
  ['lower case', `const path = req.path.toLowerCase(); if (path.indexOf('/open') === 0) return next(); if (refuse(req, res)) return; next();`],
  ['what is put together', `const whole = req.baseUrl + req.path; if (whole.slice(0, 5).toLowerCase() === '/open') return next(); if (refuse(req, res)) return; next();`],
  ['a part of it', `const [, first] = req.path.split('/'); if (first === 'open' || first === 'OPEN') return next(); if (refuse(req, res)) return; next();`],
])('a gate that asks for %s of the path is right for each route, whichever was judged first', (_what, gate) => {
  const open = ['/open', '/open/:id', ...(/toLower|\/i\.|OPEN/.test(gate) ? ['/OPEN/x'] : [])];
  const paths = ['/a', '/open', '/b', '/open/:id', '/OPEN/x', '/c'];
  const expected = Object.fromEntries(paths.map((path) => [`GET ${path}`, open.includes(path) ? 'public' : 'authenticated']));
  expect(accessOf(app(gate, paths))).toEqual(expected);
  expect(accessOf(app(gate, [...paths].reverse()))).toEqual(expected);
});

it('a gate is run once for each answer, however many routes there are', () => {
  const steps = (count: number): number => {
    const folder = projectFolder(app(`if (req.path.startsWith('/open')) return next(); if (refuse(req, res)) return; next();`, Array.from({ length: count }, (_, i) => `/thing${i}`)));
    try {
      return takeSnapshot(openProject({ cwd: folder.path })).program.machine.steps;
    } finally {
      folder.remove();
    }
  };
  const [few, more, many] = [steps(10), steps(20), steps(30)];
  // What a further route costs is its own registration and handler.
  expect(many - more).toBe(more - few);
});
