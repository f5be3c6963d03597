import { expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

const guard = "const guard = (req, res, next) => { if (!req.user) return res.sendStatus(401); next(); }; const h = (req, res) => res.json([]);";

test('an application that is built in an exported function which nobody calls has its routes', () => {
  expect(accessOf({ 'app.js': `const express = require('express'); ${guard} exports.init = () => { const app = express(); app.get('/a', h); app.use(guard); app.get('/b', h); return app; };` }))
    .toEqual({ 'GET /a': 'public', 'GET /b': 'authenticated' });
});

test('what such a function calls is set up once, as it calls it', () => {
  expect(accessOf({
    'app.js': `const express = require('express'); ${guard} function routes() { const r = express.Router(); r.get('/x', h); return r; } exports.init = () => { const app = express(); app.use('/in', guard, routes()); };`,
  })).toEqual({ 'GET /in/x': 'authenticated' });
});

test('routes on an application that is given by nobody are found, and unknown where no guard is seen', () => {
  expect(accessOf({
    'app.js': "const express = require('express'); const app = express(); require('./load')(app, './routes');",
    'load.js': 'module.exports = (app, folder) => require("other").load(folder, app);',
    'users.js': `${guard} module.exports = (app) => { app.get('/users', h); app.delete('/users/:id', guard, h); };`,
  })).toEqual({ 'GET /users': 'unknown', 'DELETE /users/:id': 'authenticated' });
});

test('a cache is no router', () => {
  expect(accessOf({ 'app.js': "const express = require('express'); const app = express(); exports.read = (cache) => cache.get('/x', () => 1); exports.ask = (api) => api.get('/x');" })).toEqual({});
});
