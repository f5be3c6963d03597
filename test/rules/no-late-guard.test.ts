import { ruleCases } from '../harness/cases.ts';
import { app, lineOf } from './access/express.ts';

const at = (nth: number, messageId: string) => ({ file: 'app.js', line: lineOf(nth), messageId });
const BEHIND = ["app.get('/notes', done);", "app.put('/notes/:id', done);", "app.delete('/notes/:id', done);"];

ruleCases('no-late-guard', {
  flagged: [
    { name: 'a write above the guard that all others are behind', files: app("app.post('/notes', done);", 'app.use(guards.signedIn);', ...BEHIND), findings: [at(2, 'tooLate')] },
    { name: 'a read of the same things above the guard', files: app("app.get('/notes/recent', done);", 'app.use(guards.signedIn);', ...BEHIND), findings: [at(2, 'tooLate')] },
    { name: 'a route of the prefix above the guard of the prefix', files: app("app.get('/admin/stats', done);", "app.use('/admin', guards.signedIn);", "app.get('/admin/users', done);"), findings: [at(2, 'tooLate')] },
    { name: 'several routes of the prefix, told once', files: app("app.get('/admin/stats', done);", "app.get('/admin/logs', done);", "app.use('/admin', guards.signedIn);", "app.get('/admin/users', done);"), findings: [at(3, 'tooLate')] },
    { name: 'a second version of the API', files: app("app.use('/api/v1/admin', guards.signedIn);", "app.get('/api/v1/admin/users', done);", "app.get('/api/v2/admin/users', done);"), findings: [at(1, 'version')] },
    { name: 'a version in the middle', files: app("app.use('/api/v1', guards.signedIn);", "app.get('/api/v1/a', done);", "app.post('/api/v2/b', done);", "app.post('/api/v2/c', done);"), findings: [at(1, 'version')] },
    { name: 'a prefix without what the routes are mounted under', files: app("app.use('/admin', guards.signedIn);", "app.get('/api/admin/users', done);"), findings: [at(1, 'segment')] },
    { name: 'on a router, in another file', files: { ...app("app.use('/notes', require('./notes'));"), 'notes.js': ["const router = require('express').Router();", "const { signedIn } = require('./guards');", "router.post('/', (req, res) => res.json({}));", 'router.use(signedIn);', "router.get('/', (req, res) => res.json({}));", "router.put('/:id', (req, res) => res.json({}));", "router.delete('/:id', (req, res) => res.json({}));", 'module.exports = router;'].join('\n') }, findings: [{ file: 'notes.js', line: 4, messageId: 'tooLate' }] },
  ],
  quiet: [
    { name: 'a router for logging in is no guard', files: { ...app("const api = require('express').Router();", "const auth = require('./auth-router');", "api.use('/auth', auth);", "app.use('/api/v2', api);"), 'auth-router.js': "const router = require('express').Router();\nrouter.post('/create-admin', (req, res) => res.json({}));\nmodule.exports = router;" } },
    { name: 'the guard comes first', files: app('app.use(guards.signedIn);', "app.post('/notes', done);", ...BEHIND) },
    { name: 'logging in stands above the guard', files: app("app.post('/login', done);", "app.get('/health', done);", 'app.use(guards.signedIn);', ...BEHIND) },
    { name: 'half of the router is open', files: app("app.get('/a', done);", "app.post('/b', done);", "app.get('/c', done);", 'app.use(guards.signedIn);', ...BEHIND) },
    { name: 'a read of something else stands above the guard', files: app("app.get('/prices', done);", 'app.use(guards.signedIn);', ...BEHIND) },
    { name: 'public on purpose', files: app('// authlint-public: the webhook is signed', "app.post('/hook', done);", 'app.use(guards.signedIn);', ...BEHIND) },
    { name: 'it has a guard of its own', files: app("app.post('/notes', guards.signedIn, done);", 'app.use(guards.signedIn);', ...BEHIND) },
    { name: 'Express does not care about upper case', files: app("app.use('/Admin', guards.signedIn);", "app.get('/admin/users', done);") },
    { name: 'every version is guarded', files: app("app.use('/api/v1', guards.signedIn);", "app.use('/api/v2', guards.signedIn);", "app.get('/api/v1/a', done);", "app.get('/api/v2/b', done);") },
    { name: 'a prefix that covers its own routes, and the same word elsewhere', files: app("app.use('/users', guards.signedIn);", "app.get('/users/a', done);", "app.get('/teams/users', done);") },
    { name: 'a router on the prefix is no guard', files: { ...app("app.use('/admin', require('./admin-router'));", "app.get('/api/admin/x', done);"), 'admin-router.js': "const router = require('express').Router();\nrouter.get('/y', (req, res) => res.json({}));\nmodule.exports = router;" } },
  ],
});
