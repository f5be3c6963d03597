import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const app = (middleware: string): Record<string, string> => ({
  'app.js': `import express from 'express'; const app = express(); app.get('/a', (req, res, next) => { ${middleware} }, (req, res) => res.json(1)); app.listen(1);`,
});

test('what nobody was seen to set on a request, and is used without asking, is there for whoever calls', () => {
  expect(accessOf(app("req.request.headers.accept = 'x'; next();"))).toEqual({ 'GET /a': 'public' });
  expect(accessOf(app('req.timer = req.feature.flags.timers ? 1 : 0; next();'))).toEqual({ 'GET /a': 'public' });
  expect(accessOf(app('const { flags } = res.locals.feature.all; if (flags) req.seen = flags; next();'))).toEqual({ 'GET /a': 'public' });
});

test('who is calling is not, wherever it was left', () => {
  expect(accessOf(app('if (!req.feature.user) return res.sendStatus(401); next();'))).toEqual({ 'GET /a': 'authenticated' });
  expect(accessOf(app('if (!req.feature) return res.sendStatus(401); next();'))).toEqual({ 'GET /a': 'authenticated' });
});
