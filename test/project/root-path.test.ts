import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const guard = 'module.exports = (req, res, next) => { if (!req.user) return res.sendStatus(401); next(); };';
const app = "const app = require('express')(); app.get('/x', require('_middleware/authorize'), (req, res) => res.json([]));";

test('an undeclared name is a file of the package when there is one', () => {
  expect(accessOf({ 'package.json': '{"dependencies":{"express":"5","rootpath":"0"}}', 'app.js': app, '_middleware/authorize.js': guard })).toEqual({ 'GET /x': 'authenticated' });
});

test('a declared name is the package', () => {
  expect(accessOf({ 'package.json': '{"dependencies":{"express":"5","_middleware":"1"}}', 'app.js': app, '_middleware/authorize.js': guard })).toEqual({ 'GET /x': 'unknown' });
});
