import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { rules } from '../../../rules/registry.ts';
import { applySuppressions, openLive, runRule, takeSnapshot, type Live, type Snapshot } from '../../../src/analyze.ts';
import type { Finding } from '../../../src/model/index.ts';
import { openProject, type Project } from '../../../src/project/index.ts';
import { projectFolder } from '../../harness/project-folder.ts';

const FIXTURES = fileURLToPath(new URL('../../../fixtures/apps/', import.meta.url));

/** A project whose texts are changed without being saved. */
function typed(root: string): { project(): Project; files: string[]; text(file: string): string; type(file: string, text: string): void } {
  const saved = openProject({ cwd: root });
  const texts = new Map<string, string>();
  const read = (file: string): string | undefined => texts.get(file) ?? saved.read(file);
  return { project: () => ({ ...saved, read }), files: saved.files, text: (file) => read(file)!, type: (file, text) => void texts.set(file, text) };
}

/** All that there is to show of a file, as text. */
function shown(snapshot: Snapshot, file: string): string {
  const findings = rules.flatMap((rule): Finding[] => applySuppressions(snapshot, runRule(snapshot, rule, {}, [file]), [file]).findings);
  const { map, diagnostics, program } = snapshot;
  return JSON.stringify({ findings, routes: map.routes, diagnostics, facts: program.module(file) }, null, 1);
}

const SHAPE = {};
const SERVICE = `import { db } from './db.js';
export function load(id) {
  return db.find(id);
}
`;
const FILES = {
  'package.json': '{"dependencies":{"express":"5"}}',
  'app.js': `import express from 'express';
import { load } from './service.js';
import { signedIn } from './guard.js';
import { idle } from './idle.js';
const app = express();
app.get('/items/:id', (req, res) => {
  res.json(load(req.params.id));
});
app.delete('/items/:id', signedIn, (req, res) => {
  res.json(load(req.params.id));
});
app.listen(3000, () => { if (process.env.VERBOSE) console.log(idle); });
`,
  'service.js': SERVICE,
  'guard.js': `export function signedIn(req, res, next) {
  if (req.headers.authorization !== process.env.KEY) return res.status(401).end();
  next();
}
`,
  'idle.js': `export function idle(password) {
  return password.length;
}
`,
  'db.js': 'export const db = { find(id) { return { id }; } };\n',
};

/** What the last of some edits kept; after each, what is shown is compared with a new analysis. */
function after(edits: [file: string, before: string, after: string][]): Live['kept'] {
  const folder = projectFolder(FILES);
  onTestFinished(() => folder.remove());
  const { project, text, type } = typed(folder.path);
  const live = openLive();
  live.look(project(), SHAPE);
  for (const [file, one, other] of edits) {
    expect(text(file)).toContain(one);
    type(file, text(file).replace(one, other));
    const [now, fresh] = [shown(live.look(project(), SHAPE), file), shown(takeSnapshot(project()), file)];
    expect(now).toBe(fresh);
  }
  return live.kept;
}

it.each<[what: string, kept: Live['kept'], ...edits: Parameters<typeof after>[0]]>([
  ['a comment in a file that no route stands in', 'routes', ['idle.js', 'export', '// a comment\nexport']],
  ['the body of a function that nothing was run of', 'routes', ['idle.js', 'return password', "const known = ['x'].map((one) => one.length);\n  return known && password"]],
  ['what a function logs that nothing was run of', 'routes', ['idle.js', 'return password', 'console.log(password);\n  return password']],
  ['a comment above routes, which moves them', 'program', ['app.js', 'const app', '// a comment\nconst app']],
  ['a handler', 'program', ['app.js', 'res.json(load(req.params.id));', "if (!req.user) return res.status(401).end();\n  res.json(load(req.params.id));"]],
  ['a function that a handler calls', 'program', ['service.js', 'return db', "console.log('one');\n  return db"]],
  ['a guard', 'program', ['guard.js', 'if (req.headers', "if (!req.headers.authorization && req.query.free) return next();\n  if (req.headers"]],
  ['a route that is new', 'facts', ['app.js', 'app.delete', "app.get('/more', (req, res) => res.json({}));\napp.delete"]],
  ['a parameter', 'facts', ['service.js', 'load(id)', 'load(id, more)']],
  ['an import', 'facts', ['service.js', 'export', "import { idle } from './idle.js';\nexport"]],
  ['a function that sets up routes where there were none', 'facts', ['app.js', 'const app = express();', 'const app = express();\nfunction more() { app.get("/other", (req, res) => res.end()); }']],
  ['a text that does not parse, and one that does again', 'program', ['service.js', 'return db', 'return return db'], ['service.js', 'return return db', 'return db']],
  ['an edit that is taken back', 'program', ['service.js', 'return db', 'let more;\n  return db'], ['service.js', 'let more;\n  return db', 'return db']],
])('shows what a new analysis shows: %s', (_what, kept, ...edits) => {
  expect(after(edits)).toBe(kept);
});

const GATES: Record<string, string> = {
  'package.json': '{"dependencies":{"express":"5"}}',
  'app.js': `import express from 'express';
import { known, who } from './gates.js';
const app = express();
app.use(who);
${Array.from({ length: 20 }, (_, i) => `app.get('/items/${i}', known, (req, res) => {
  if (!req.user.may${i}) return res.status(403).end();
  res.json({ number: ${i} });
});`).join('\n')}
app.listen(3000);
`,
  'gates.js': `import { verify } from 'jsonwebtoken';
export function who(req, res, next) {
  const claims = verify(req.headers.authorization, process.env.KEY, { algorithms: ['HS256'] });
  req.user = { id: claims.sub };
  next();
}
export function known(req, res, next) {
  if (!req.user) return res.status(401).end();
  next();
}
`,
};

/** How much was simulated after an edit, in parts of what was at first. */
function simulatedAfter(file: string, one: string, other: string): number {
  const folder = projectFolder(GATES);
  onTestFinished(() => folder.remove());
  const { project, text, type } = typed(folder.path);
  const live = openLive();
  const first = live.look(project(), SHAPE).simulated;
  expect(text(file)).toContain(one);
  type(file, text(file).replace(one, other));
  const now = live.look(project(), SHAPE);
  expect(shown(now, file)).toBe(shown(takeSnapshot(project()), file));
  return now.simulated / first;
}

it('judges one route again when its handler is edited', () => {
  expect(simulatedAfter('app.js', 'res.json({ number: 7 })', 'const seven = 7;\n  res.json({ number: seven })')).toBeLessThan(0.2);
});

it('judges what looks at a property again when the gate that sets it is edited', () => {
  expect(simulatedAfter('gates.js', '{ id: claims.sub }', '{ id: claims.sub, may7: claims.admin }')).toBeGreaterThan(0.5);
});

/** The linear congruential generator of POSIX.1-2001 `rand`. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff) / 0x80000000;
}

const EDITS: ((lines: string[], at: number, indent: string) => void)[] = [
  (lines, at) => lines.splice(at, 0, '// a comment'),
  (lines, at) => lines.splice(at, 1),
  (lines, at, indent) => lines.splice(at, 0, `${indent}console.log('here', 1);`),
  (lines, at, indent) => lines.splice(at, 0, `${indent}const madeUp = [1].map((one) => one + 1);`),
  (lines, at) => { lines[at] = lines[at]!.replace(/'(\w+)'/, "'$1x'"); },
];

it.each(['express-', 'nestjs-', 'fastify-', 'nextjs-'])('shows what a new analysis shows, whatever is typed into an application: %s', (framework) => {
  const name = readdirSync(FIXTURES).sort().find((one) => one.startsWith(framework))!;
  const random = randomFrom(7);
  const pick = <T>(list: T[]): T => list[Math.floor(random() * list.length)]!;
  const { project, files, text, type } = typed(`${FIXTURES}${name}`);
  const live = openLive();
  live.look(project(), SHAPE);
  for (let i = 0; i < 8; i++) {
    const file = pick(files);
    const lines = text(file).split('\n');
    const at = Math.floor(random() * lines.length);
    pick(EDITS)(lines, at, /^\s*/.exec(lines[at]!)![0]);
    type(file, lines.join('\n'));
    expect(shown(live.look(project(), SHAPE), file)).toBe(shown(takeSnapshot(project()), file));
  }
});
