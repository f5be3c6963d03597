import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const app = (keep: string, read: string): Record<string, string> => ({
  'package.json': '{"dependencies":{"express":"^5.0.0","jsonwebtoken":"^9.0.0"}}',
  'app.ts': `
import express from 'express'; import jwt from 'jsonwebtoken';
const people = new WeakMap();
const app = express();
app.use((req, res, next) => { ${keep} next(); });
app.get('/mine', (req, res) => { ${read} res.json({}); });`,
});

const REFUSE = 'if (!people.get(req)) return res.status(401).end();';

test('what is kept under the request itself is as if it were set on the request', () => {
  expect(accessOf(app('try { people.set(req, jwt.verify(req.headers.authorization, process.env.SECRET)); } catch {}', REFUSE))).toEqual({ 'GET /mine': 'authenticated in the handler' });
  expect(accessOf(app('try { people.set(req, jwt.verify(req.headers.authorization, process.env.SECRET)); } catch {}', 'if (!people.has(req)) return res.status(401).end();'))).toEqual({ 'GET /mine': 'authenticated in the handler' });
  expect(accessOf(app('people.set(req, { visits: 1 });', REFUSE))).toEqual({ 'GET /mine': 'public' });
  expect(accessOf(app('try { people.set(req, jwt.verify(req.headers.authorization, process.env.SECRET)); } catch {}', ''))).toEqual({ 'GET /mine': 'public' });
});
