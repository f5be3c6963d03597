import { expect, test } from 'vitest';
import { accessOf, authMapOf } from '../harness/map.ts';

const app = (body: string): Record<string, string> => ({ 'app.js': `import express from 'express';\nconst app = express();\n${body}` });

test('one function answers for each path and method that it asks for', () => {
  expect(accessOf(app(`
    const gate = (req, res, next) => (req.path.startsWith('/open') || req.method === 'GET' || req.user ? next() : res.sendStatus(401));
    app.use(gate);
    for (const path of ['/open/a', '/shut/a', '/shut/b']) {
      app.get(path, (req, res) => res.json([]));
      app.post(path, (req, res) => res.json([]));
    }
  `))).toEqual({
    'GET /open/a': 'public', 'POST /open/a': 'public',
    'GET /shut/a': 'public', 'POST /shut/a': 'authenticated',
    'GET /shut/b': 'public', 'POST /shut/b': 'authenticated',
  });
});

test('one function answers for each mount that it asks for', () => {
  expect(accessOf(app(`
    const gate = (req, res, next) => (req.path === '/status' || req.user ? next() : res.sendStatus(401));
    const router = express.Router();
    router.use(gate);
    router.get('/status', (req, res) => res.json([]));
    app.use('/api', router);
    app.get('/api/status/status', gate, (req, res) => res.json([]));
  `))).toEqual({ 'GET /api/status': 'public', 'GET /api/status/status': 'authenticated' });
});

test('a function that sets nothing populates nothing, whatever others set before it on another route', () => {
  const { routes } = authMapOf(app(`
    const load = (req, res, next) => { req.user = db.find(req.cookies.sid); next(); };
    const plain = (req, res, next) => { if (req.query.slow) req.log.warn('slow'); next(); };
    app.get('/a', load, plain, (req, res) => res.json([]));
    app.get('/b', plain, (req, res) => res.json([]));
  `));
  expect(routes.flatMap(({ path, guards }) => guards.filter((guard) => guard.populates).map(({ name }) => `${path} ${name}`))).toEqual(['/a load']);
});

test('a guard that looks only whether a credential is there is told from one that nobody passes', () => {
  expect(accessOf(app(`
    app.post('/sent', (req, res, next) => (req.headers.authorization ? next() : res.sendStatus(401)), (req, res) => res.json([]));
    app.post('/known', (req, res, next) => (req.user ? next() : res.sendStatus(401)), (req, res) => res.json([]));
  `))).toEqual({ 'POST /sent': 'public', 'POST /known': 'authenticated' });
});
