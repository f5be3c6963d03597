import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const routes = (folder: string): Record<string, string> => ({
  'src/app.mjs': `import Fastify from 'fastify'; import autoload from '@fastify/autoload'; import { dirname, join } from 'node:path'; import { fileURLToPath } from 'node:url'; import { here } from './lib/here.mjs';
    const app = Fastify(); app.register(autoload, { dir: ${folder} });`,
  'src/lib/here.mjs': "import { dirname } from 'node:path'; import { fileURLToPath } from 'node:url'; export const here = (url) => dirname(fileURLToPath(url));",
  'src/routes/a.mjs': "export default async (app) => { app.get('/x', async () => []); };",
});

test.each([
  "join(import.meta.dirname, 'routes')",
  "join(dirname(fileURLToPath(import.meta.url)), 'routes')",
  "fileURLToPath(new URL('./routes', import.meta.url))",
  "join(here(import.meta.url), 'routes')",
  "join(process.cwd(), 'src/routes')",
])('a folder beside the module: %s', (folder) => {
  expect(accessOf(routes(folder))).toEqual({ 'GET /x': 'public' });
});

test('what is done when the process ends is not part of how it starts', () => {
  expect(accessOf({ 'app.js': "const app = require('express')(); let stopped = false; process.once('SIGTERM', () => { stopped = true; }); if (!stopped) app.get('/x', (req, res) => res.json([]));" })).toEqual({ 'GET /x': 'public' });
});
