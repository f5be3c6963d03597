import { describe, expect, test } from 'vitest';
import { circlesAround, circlesOf } from '../../src/guards/index.ts';
import { authMapOf } from '../harness/map.ts';

const FILES = {
  'package.json': '{ "dependencies": { "express": "5" } }',
  'src/guard.js': "exports.signedIn = (req, res, next) => { if (!req.headers.authorization || req.headers.authorization !== process.env.KEY) return res.sendStatus(401); next(); };",
  'src/orders.js': `
const router = require('express').Router();
const { signedIn } = require('./guard');
router.get('/', signedIn, (req, res) => res.json([]));
router.post('/', signedIn, (req, res) => res.json({}));
router.delete('/:id', (req, res) => res.json({}));
module.exports = router;`,
  'src/app.js': `
const app = require('express')();
app.use('/orders', require('./orders'));
app.get('/status', (req, res) => res.json('up'));
app.listen(1);`,
};

const label = (route: { method: string; path: string }): string => `${route.method} ${route.path}`;

describe('what siblings share', () => {
  const { routes } = authMapOf(FILES);

  test('routes of one router: the guard that two of three have, and the one that lacks it', () => {
    const [router] = circlesOf(routes).filter((circle) => circle.kind === 'group' && circle.shared.length > 0);
    expect(router!.shared.map(({ guard, carriers, lacking }) => [guard.name, carriers.map(label), lacking.map(label)])).toEqual([
      ['signedIn', ['GET /orders', 'POST /orders'], ['DELETE /orders/:id']],
    ]);
  });

  test('the same by the beginning of the path', () => {
    expect(circlesOf(routes).filter((circle) => circle.kind === 'prefix').map((circle) => [circle.name, circle.routes.length, circle.shared.length])).toEqual([['/orders', 3, 1]]);
  });

  test('a route on its own is in no circle', () => {
    expect(circlesAround(routes, routes.find((route) => route.path === '/status')!)).toEqual([]);
  });
});
