import { describe, expect, test } from 'vitest';
import { takeSnapshot } from '../../../src/analyze/snapshot.ts';
import { openProject } from '../../../src/project/index.ts';
import { accessOf, authMapOf } from '../../harness/map.ts';
import { projectFolder } from '../../harness/project-folder.ts';

const config = (...frameworks: object[]): string => JSON.stringify({ frameworks });

describe('decorators', () => {
  const framework = { name: 'house', decorator: ['HttpGet', 'HttpPost'], methods: { HttpGet: 'GET', HttpPost: 'POST' }, controller: { decorator: 'Area', path: '0.path', guards: '0.use' }, guards: '@Use.0', requires: [{ proves: 'authentication', unless: { at: '@Open' } }, { proves: 'authorization', at: ['@Roles'], roles: ['staff'] }] };
  const map = (code: string) => accessOf({ 'authlint.config.json': config(framework), 'a.ts': `import { Area, HttpGet as Read, HttpPost, Open, Roles, Use } from './decorators';\n${code}` });

  test('under the names they are exported by, on the method before the class', () => {
    expect(map(`
      @Roles
      @Area({ path: '/shop' })
      export class Shop {
        @Read('/items') items() { return []; }
        @HttpPost('/items') add() {}
        @Open @Read() home() {}
      }
      @Area({ path: 'plain' })
      class Plain { @Open @Read('x') x() {} @Read(['y', 'z']) y() {} helper() {} }
      class Other { @Read('/not-an-area') x() {} }
    `)).toEqual({
      'GET /shop/items': 'authorized [staff]', 'POST /shop/items': 'authorized [staff]', 'GET /shop': 'authorized [staff]',
      'GET /plain/x': 'public', 'GET /plain/y': 'authenticated', 'GET /plain/z': 'authenticated',
    });
  });

  test('functions in front are read, on the class and on the method', () => {
    const guard = "const only = (req, res, next) => { if (!req.headers.authorization || !req.user.admin) return res.status(403).end(); next(); };\nconst log = (req, res, next) => next();";
    expect(map(`${guard}
      @Area({ path: '/a', use: [log, only] }) class A { @Open @Read() a() {} }
      @Area({ path: '/b', use: log }) class B { @Open @Use(only) @Read() b() {} @Open @Read('/c') c() {} }
    `)).toEqual({ 'GET /a': 'authorized [admin]', 'GET /b': 'authorized [admin]', 'GET /b/c': 'public' });
  });
});

describe('calls', () => {
  test('anything before the name, and only in classes of a kind', () => {
    const files = {
      'authlint.config.json': config({ name: 'house', call: '*.on', extends: 'Router', method: '0', path: '1' }),
      'router.js': "import Base from '@house/router';\nexport class Router extends Base {}",
      'a.js': "import { Router } from './router';\nclass Users extends Router { constructor() { super(); this.bus.on('get', '/users', () => {}); } }\nclass Mixed { go() { this.bus.on('get', '/events', () => {}); } }",
    };
    expect(accessOf(files)).toEqual({ 'GET /users': 'public' });
  });

  test('a function that others declare routes through declares none by itself', () => {
    const files = {
      'authlint.config.json': config({ name: 'house', call: 'add' }, { name: 'house', call: 'addSecure', method: 'POST', requires: [{ proves: 'authentication' }] }),
      'a.js': "import { add } from '@house/api';\nconst addSecure = (path, fn) => add(path, { secure: true }, fn);\naddSecure('/x', () => {});\nadd('/y', () => {});",
    };
    expect(accessOf(files)).toEqual({ 'ALL /y': 'public', 'POST /x': 'authenticated' });
  });

  test('what the request is furnished with is no check of who is calling', () => {
    const files = {
      'authlint.config.json': config({ name: 'house', call: 'route', method: 'GET', guards: '1..-2', dialect: 'promise' }),
      'a.js': "import { route } from '@house/api';\nconst traced = (req) => req.tracer.start(req.config.name);\nconst known = (req) => { if (!req.auth.user) { const error = new Error('x'); error.status = 401; throw error; } };\nroute('/a', traced, (req) => req.db.all());\nroute('/b', traced, known, (req) => req.db.all());",
    };
    expect(accessOf(files)).toEqual({ 'GET /a': 'public', 'GET /b': 'authenticated' });
  });

  test('what a known framework has in front of the same route counts, once', () => {
    const files = {
      'authlint.config.json': config({ name: 'house', call: 'define', method: '0.verb', path: '0.at', handler: '0.run', requires: [{ proves: 'authorization', at: '0.role' }] }),
      'app.js': `import express from 'express';
const app = express();
const api = express.Router();
const define = ({ verb, at, run }) => api[verb](at, run);
const login = (req, res, next) => (req.headers.authorization === process.env.KEY ? next() : res.sendStatus(401));
define({ verb: 'get', at: '/plans', run: (req, res) => res.json([]) });
define({ verb: 'delete', at: '/plans/:id', role: 'admin', run: (req, res) => res.end() });
app.use('/api', login, api);
app.get('/health', (req, res) => res.end());
app.listen(1);
`,
    };
    const routes = authMapOf(files).routes.map(({ framework, method, path, access, roles, line }) => `${framework} ${method} ${path} ${access} ${roles.join()} ${line}`.trimEnd());
    expect(routes).toEqual(['express GET /health public  9', 'house GET /api/plans authenticated  6', 'house DELETE /api/plans/:id authorized admin 7']);
  });
});

describe('exports', () => {
  test('a file is a route; its name is the path, and folders of the configuration count', () => {
    const files = {
      'authlint.config.json': config({ name: 'house', export: 'route', files: ['src/api/**'], root: 'src/api', method: 'route.method', handler: 'run', dialect: 'operation', requires: [{ proves: 'authentication', at: 'route.login' }] }),
      'src/api/users/[id].ts': "export const route = { method: 'PUT', login: true };\nexport const run = () => ({});",
      'src/api/index.ts': "export const route = { method: 'get' };\nexport async function run() { return {}; }",
      'src/other.ts': "export const route = { method: 'get' };",
    };
    expect(accessOf(files)).toEqual({ 'GET /': 'public', 'PUT /users/:id': 'authenticated' });
  });
});

test.each([
  [{ call: 'this.route' }, 'no call of `this.route` was found'],
  [{ decorator: 'Get' }, 'no method with `@Get` was found'],
  [{ export: 'meta' }, 'no export `meta` was found'],
  [{ call: 'route', files: ['nowhere/**'] }, 'no analysed file matches its `files`'],
  [{ call: 'helper' }, 'no call of `helper` has a path and a handler where it says'],
])('a description that matches nothing is told: %j', (description, reason) => {
  const folder = projectFolder({ 'authlint.config.json': config({ name: 'house', ...description }), 'a.js': 'export const add = (path, fn) => helper(path, fn);' });
  const { diagnostics } = takeSnapshot(openProject({ cwd: folder.path }));
  folder.remove();
  expect(diagnostics).toEqual([{ kind: 'config', message: `The description of the framework \`house\` (frameworks[0]) matches no route: ${reason}.` }]);
});
