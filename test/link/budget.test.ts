import { expect, test } from 'vitest';
import { overruns } from '../../src/analyze/overruns.ts';
import { takeSnapshot } from '../../src/analyze/snapshot.ts';
import { analyze } from '../../src/analyze.ts';
import express from '../../src/frameworks/express/index.ts';
import { allowance, spend, type Machine, type Work } from '../../src/link/index.ts';
import { createBudget } from '../../src/link/budget.ts';
import { openProject } from '../../src/project/index.ts';
import { projectFolder } from '../harness/project-folder.ts';

const EXPRESS = { 'package.json': '{"dependencies":{"express":"5"}}' };
const HEAD = "const express = require('express');\nconst app = express();\n";

function routesOf(code: string): string[] {
  const folder = projectFolder({ ...EXPRESS, 'src/app.js': `${HEAD}${code}\napp.listen(3000);\n` });
  try {
    return analyze({ cwd: folder.path, only: [] }).routes.map(({ path, access }) => `${path} ${access}`);
  } finally {
    folder.remove();
  }
}

test('loops in loops are cut short, and what follows them is seen', () => {
  expect(routesOf("let n = 0;\nfor (let i = 0; i < 1e9; i++) for (let j = 0; j < 1e9; j++) for (let k = 0; k < 1e9; k++) n += k;\napp.get('/after', (req, res) => res.end());")).toEqual(['/after public']);
});

const LIST = `const list = [${'1, '.repeat(100)}];\n`;

test('loops over lists in loops are cut short', () => {
  expect(routesOf(`${LIST}for (const a of list) for (const b of list) for (const c of list) for (const d of list) String(d);\napp.get('/after', (req, res) => res.end());`)).toEqual(['/after public']);
});

test('a guard that loops for very long is not known to let anyone through or to refuse', () => {
  expect(routesOf(`${LIST}app.use((req, res, next) => { let n = 0; for (const a of list) for (const b of list) for (const c of list) { n = n + c; } next(); });\napp.get('/behind', (req, res) => res.end());`)).toEqual(['/behind unknown']);
});

test('there is more for more text, and where it runs out is noted once for each file', () => {
  const machine = { budget: createBudget(1000), host: { length: 1000 } } as unknown as Machine;
  const { left } = machine.budget;
  expect(createBudget(2000).left.setUp).toBeGreaterThan(left.setUp);
  expect(spend(machine, 'looks', 10, { path: 'a.ts' })).toBe(true);
  expect(allowance(machine, 'looks', 500, 5)).toBe(500);
  expect(machine.budget.overrun.size).toBe(0);
  expect(spend(machine, 'looks', left.looks, { path: 'b.ts' })).toBe(false);
  expect(spend(machine, 'looks', 1, { path: 'c.ts' })).toBe(false);
  expect(spend(machine, 'looks', 1, { path: 'c.ts' })).toBe(false);
  expect(allowance(machine, 'looks', 500, 5)).toBe(5);
  expect([...machine.budget.overrun].map(([work, files]) => [work, [...files]])).toEqual([['looks', ['b.ts', 'c.ts']]]);
});

const CODE = `${HEAD}app.use((req, res, next) => next());\napp.get('/open', (req, res) => res.end());\napp.get('/own', (req, res) => { if (!req.user) return res.status(401).end(); res.end(); });\n`;

function foundWith(used: Work): { routes: string[]; diagnostics: string[] } {
  const folder = projectFolder({ ...EXPRESS, 'src/app.js': CODE });
  try {
    const project = openProject({ cwd: folder.path });
    const { program } = takeSnapshot(project);
    spend(program.machine, used, Infinity, { path: 'src/app.js' });
    return { routes: express.find(program, project.config, project).map(({ route }) => `${route.path} ${route.access}`), diagnostics: overruns(program).map(({ kind, file }) => `${kind} ${file}`) };
  } finally {
    folder.remove();
  }
}

test('of routes behind more than is looked at, it is not known that they are open', () => {
  expect(foundWith('inFront')).toEqual({ routes: ['/open unknown', '/own authenticated'], diagnostics: ['incomplete src/app.js'] });
});

test('where following guards and handlers has taken too long, it is not known that routes are open', () => {
  expect(foundWith('simulation')).toEqual({ routes: ['/open unknown', '/own unknown'], diagnostics: ['incomplete src/app.js'] });
});
