import { ruleCases } from '../harness/cases.ts';
import { app, lineOf } from './access/express.ts';

const odd = (nth: number, route: string) => ({ file: 'app.js', line: lineOf(nth), route, messageId: 'oddOneOut' });
const WRITES = ["app.post('/orders', guards.signedIn, guards.admin, done);", "app.put('/orders/:id', guards.signedIn, guards.admin, done);", "app.patch('/orders/:id', guards.signedIn, guards.admin, done);"];
const router = (...lines: string[]): string => ["const router = require('express').Router();", "const guards = require('./guards');", 'const done = (req, res) => res.json({});', ...lines, 'module.exports = router;'].join('\n');

ruleCases('consistent-route-guards', {
  flagged: [
    {
      name: 'below an item, where others below it have the role, and where the handler does not look at the caller',
      files: app(...WRITES, "app.post('/orders/:id/notes', guards.signedIn, guards.admin, done);", "app.post('/orders/:id/refunds', guards.signedIn, (req, res) => res.json({ by: req.user.id }));", ...WRITES.map((line) => line.replaceAll('orders', 'stocks')), "app.post('/stocks/:id/marks', guards.signedIn, done);"),
      findings: [odd(5, 'POST /orders/:id/refunds'), odd(9, 'POST /stocks/:id/marks')],
    },
    { name: 'one of four writes lacks the role', files: app(...WRITES, "app.delete('/orders/:id', guards.signedIn, done);"), findings: [odd(4, 'DELETE /orders/:id')] },
    {
      name: 'one of four writes lacks the permission',
      files: app("app.post('/a', guards.signedIn, guards.can('a'), done);", "app.post('/b', guards.signedIn, guards.can('b'), done);", "app.post('/c', guards.signedIn, guards.can('c'), done);", "app.post('/d', guards.signedIn, done);"),
      findings: [odd(4, 'POST /d')],
    },
    {
      name: 'one of four reads lacks the role',
      files: app("app.get('/r/a', guards.signedIn, guards.admin, done);", "app.get('/r/b', guards.signedIn, guards.admin, done);", "app.get('/r/c', guards.signedIn, guards.admin, done);", "app.get('/r/d', guards.signedIn, done);"),
      findings: [odd(4, 'GET /r/d')],
    },
    {
      name: 'on a router in another file, guarded where it is mounted',
      files: { ...app("app.use('/items', guards.signedIn, require('./items'));"), 'items.js': router("router.post('/', guards.admin, done);", "router.put('/:id', guards.admin, done);", "router.patch('/:id', guards.admin, done);", "router.delete('/:id', done);") },
      findings: [{ file: 'items.js', line: 7, route: 'DELETE /items/:id', messageId: 'oddOneOut' }],
    },
    {
      name: 'two of eight',
      files: app(...WRITES, "app.post('/orders/a', guards.signedIn, guards.admin, done);", "app.post('/orders/b', guards.signedIn, guards.admin, done);", "app.post('/orders/c', guards.signedIn, guards.admin, done);", "app.post('/orders/d', guards.signedIn, done);", "app.post('/orders/e', guards.signedIn, done);"),
      findings: [odd(7, 'POST /orders/d'), odd(8, 'POST /orders/e')],
    },
    { name: 'fewer beside it, when the option says so', options: { least: 2, share: 0.6 }, files: app(...WRITES.slice(0, 2), "app.delete('/orders/:id', guards.signedIn, done);"), findings: [odd(3, 'DELETE /orders/:id')] },
    {
      name: 'the same routes under one prefix, on several routers',
      files: {
        ...app("app.use('/shop', guards.signedIn, require('./items'));", "app.use('/shop', guards.signedIn, require('./rest'));", "app.get('/a', guards.signedIn, done);", "app.get('/b', guards.signedIn, done);", "app.get('/c', guards.signedIn, done);", "app.get('/d', guards.signedIn, done);"),
        'items.js': router("router.post('/items', guards.admin, done);", "router.put('/items/:id', guards.admin, done);", "router.patch('/items/:id', guards.admin, done);"),
        'rest.js': router("router.delete('/items/:id', done);"),
      },
      findings: [{ file: 'rest.js', line: 4, route: 'DELETE /shop/items/:id', messageId: 'oddOneOut' }],
    },
    {
      name: 'the handlers check, and one does not look at the caller at all',
      files: app(...['a', 'b', 'c'].map((name) => `app.post('/h/${name}', guards.signedIn, (req, res) => { if (req.user.role !== 'editor') return res.sendStatus(403); res.json({}); });`), "app.post('/h/d', guards.signedIn, (req, res) => res.json({}));"),
      findings: [odd(4, 'POST /h/d')],
    },
  ],
  quiet: [
    {
      name: 'the same guard, told to ask for no permission',
      files: {
        ...app("const { requireAuthentication } = require('./authentication');", ...['a', 'b', 'c'].map((name) => `app.post('/docs/${name}', requireAuthentication({ permissions: ['docs:write'] }), done);`), "app.post('/docs/d', requireAuthentication(), done);"),
        'authentication.js': "exports.requireAuthentication = ({ permissions } = {}) => (req, res, next) => {\n  if (!req.session.user) return res.sendStatus(401);\n  if (permissions && !permissions.every((one) => req.session.user.permissions.includes(one))) return res.sendStatus(403);\n  next();\n};",
      },
    },
    { name: 'all have it', files: app(...WRITES) },
    { name: 'half of them have it', files: app(...WRITES.slice(0, 2), "app.delete('/orders/:id', guards.signedIn, done);", "app.post('/orders/:id/cancel', guards.signedIn, done);") },
    { name: 'reads are for everyone, writes are not', files: app(...WRITES, "app.get('/orders', guards.signedIn, done);") },
    { name: 'the odd one asks for another right', files: app(...WRITES, "app.delete('/orders/:id', guards.signedIn, guards.can('orders:delete'), done);") },
    { name: 'the odd one checks in its handler', files: app(...WRITES, "app.delete('/orders/:id', guards.signedIn, (req, res) => { if (!req.user.isAdmin) return res.sendStatus(403); res.json({}); });") },
    {
      name: 'what callers add of their own to an item that few may change',
      files: app("app.post('/products', guards.signedIn, guards.admin, done);", "app.put('/products/:id', guards.signedIn, guards.admin, done);", "app.delete('/products/:id', guards.signedIn, guards.admin, done);", "app.post('/products/:id/reviews', guards.signedIn, (req, res) => res.json({ by: req.user.id, text: req.body.text }));"),
    },
    { name: 'it is the caller\'s own', files: app(...WRITES, "app.patch('/orders/me', guards.signedIn, done);") },
    { name: 'it is public on purpose', files: app(...WRITES, '// authlint-public: the webhook has no session', "app.post('/orders/hook', done);") },
    { name: 'it is open altogether: another rule says so', files: app(...WRITES, "app.delete('/orders/:id', done);") },
    { name: 'its check could not be followed', files: app(...WRITES, "app.delete('/orders/:id', guards.signedIn, require('./missing').requirePermission('x'), done);") },
  ],
});
