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

test('a function of the project that gives an application is one to look for like the package itself', () => {
  expect(accessOf({
    'shared/express.js': "const express = require('express'); module.exports = (name) => { const app = express(); app.set('name', name); return app; }; module.exports.Router = (name) => express.Router();",
    'web/app.js': `const express = require('../shared/express'); ${guard} module.exports = () => { const app = express('web'); app.use('/in', guard, require('./routes')()); app.get('/y', h); return app; };`,
    'web/routes.js': `const express = require('../shared/express'); ${guard} module.exports = () => { const router = express.Router('in'); router.get('/x', h); return router; };`,
  })).toEqual({ 'GET /in/x': 'authenticated', 'GET /y': 'public' });
});

test('functions of the same name that call each other are told apart', () => {
  expect(accessOf({
    'index.js': `const make = require('./make'); ${guard} let parts; exports.init = () => { const app = make.app(); app.use(guard); parts = require('./admin/parts'); app.use('/admin', parts.init()); };`,
    'make.js': "const express = require('express'); module.exports = { app: function () { return express(); } };",
    'admin/parts.js': `const make = require('../make'); ${guard} module.exports = { init: function () { const app = make.app(); app.get('/users', h); return app; } };`,
  })).toEqual({ 'GET /admin/users': 'authenticated' });
});

test('an application that is made when the first request comes stands where it is mounted', () => {
  expect(accessOf({
    'app.js': `const express = require('express'); const { createLazyRouter } = require('express-lazy-router'); const lazy = createLazyRouter(); ${guard}
      const app = express(); app.use('/in', guard, lazy(() => Promise.resolve(require('./routes')())));`,
    'routes.js': `const express = require('express'); ${guard} module.exports = () => { const inner = express(); inner.get('/x', h); return inner; };`,
  })).toEqual({ 'GET /in/x': 'authenticated' });
});

test('a setting that may hold middleware with the name of a guard is not relied on', () => {
  expect(accessOf({
    'app.js': `const express = require('express'); ${guard} exports.init = (settings) => { const app = express(); if (settings.adminAuthMiddleware) app.use(settings.adminAuthMiddleware); app.get('/x', h); };`,
  })).toEqual({ 'GET /x': 'unknown' });
});

test('so are those on a property of what is given: by its name, taken apart, or put into a variable', () => {
  expect(accessOf({
    'app.js': "const express = require('express'); const hooks = require('hooks'); const app = express(); hooks.run('start', { app });",
    'a.js': `${guard} exports.start = (name, args) => { args.app.use('/a', guard); args.app.get('/a/x', h); args.app.post('/y', h); };`,
    'b.js': `${guard} exports.start = async (name, { app, settings }, done) => { app.get('/b', guard, h); done(); };`,
    'c.js': `${guard} exports.start = (context) => { const { router } = context; const web = context.server; router.delete('/c', h); web.all('/d', h); };`,
  })).toEqual({ 'GET /a/x': 'authenticated', 'POST /y': 'unknown', 'GET /b': 'authenticated', 'DELETE /c': 'unknown', 'ALL /d': 'unknown' });
});

test('a client on a property is no router', () => {
  expect(accessOf({
    'app.js': `const express = require('express'); const app = express(); ${guard} app.get('/own', h);`,
    'client.js': "exports.load = ({ api, app, store }) => { api.post('/users', store); app.post('/orders', { id: 1 }); app.get('/name'); return store.router.push('/x', () => 1); };",
    'listen.js': "const ws = require('ws'); exports.listen = (main) => { const server = main.server; server.on('connection', (socket) => socket.destroy()); };",
  })).toEqual({ 'GET /own': 'public' });
});
