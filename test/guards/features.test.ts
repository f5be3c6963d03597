import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const app = (flags: string, check: string): Record<string, string> => ({
  'app.js': `
const express = require('express');
const jwt = require('jsonwebtoken');
const { settings } = require('./models');
const app = express();
const featuresOf = async (team) => {
  const features = { hooks: false, tokens: false };
  ${flags}
  return features;
};
app.post('/a', async (req, res) => {
  ${check}
  let user;
  try { user = jwt.verify(req.headers.authorization, process.env.KEY, { algorithms: ['HS256'] }); } catch { return res.sendStatus(401); }
  res.json({ user });
});
`,
  'models.js': 'module.exports = { settings: load() };',
});
const listed = 'for (const [name, teams] of Object.entries(await settings.get("features"))) if (teams.includes(team)) features[name] = true;';

test('a feature that is off for some is no right of the caller', () => {
  expect(accessOf(app(listed, 'const features = await featuresOf(req.body.team); if (!features.hooks) return res.sendStatus(403);'))).toEqual({ 'POST /a': 'authenticated in the handler' });
});

test('what was not among the flags that may have been set stays as it is', () => {
  expect(accessOf(app(listed, "const features = await featuresOf(req.body.team); features.kind = 'plain'; if (features.kind === 'plain') return res.json({});"))).toEqual({ 'POST /a': 'public' });
});
