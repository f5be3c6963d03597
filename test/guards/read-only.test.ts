import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const app = (guard: string): Record<string, string> => ({
  'app.js': `
const express = require('express');
const app = express();
const readOnly = (req, res, next) => { ${guard} };
app.use(readOnly);
app.post('/things', (req, res) => res.json({}));
`,
});

test.each([
  ["if (process.env.DEMO === 'true' && req.method !== 'GET') return res.status(403).json({ error: 'read only' }); next();"],
  ["if (process.env.DEMO) return res.sendStatus(403); next();"],
])('a setting that turns away whoever comes asks nobody who they are: %s', (guard) => {
  expect(accessOf(app(guard))).toEqual({ 'POST /things': 'public' });
});

test.each([
  ["if (process.env.PRIVATE && !req.headers.authorization) return res.sendStatus(403); if (process.env.PRIVATE && req.headers.authorization !== process.env.API_KEY) return res.sendStatus(403); next();"],
  ["if (!process.env.OPEN && req.headers['x-api-key'] !== process.env.API_KEY) return res.sendStatus(401); next();"],
])('a setting that turns some away does: %s', (guard) => {
  expect(accessOf(app(guard))).toEqual({ 'POST /things': 'authenticated' });
});
