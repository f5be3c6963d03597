import { afterEach, describe, expect, it } from 'vitest';
import { takeSnapshot } from '../../src/analyze.ts';
import { patternOf } from '../../src/guards/route-pattern.ts';
import { openProject } from '../../src/project/index.ts';
import { projectFolder, type ProjectFolder } from '../harness/project-folder.ts';

let folder: ProjectFolder | undefined;
afterEach(() => folder?.remove());

function snapshotOf(files: Record<string, string>) {
  folder = projectFolder(files);
  return takeSnapshot(openProject({ cwd: folder.path }));
}

const intents = (files: Record<string, string>): [string, string | undefined][] => snapshotOf(files).map.routes.map((route) => [`${route.method} ${route.path}`, route.publicBy]);

describe('what is public on purpose', () => {
  it('says by what: configuration before comment before convention', () => {
    expect(intents({
      'app.js': `const app = require('express')();
// authlint-public: the form of the home page
app.post('/login', h);
// authlint-public: asked by the load balancer
app.get('/health', h);
app.get('/version', h);
app.get('/items', h);
function h(req, res) { res.json({}); }
`,
      'authlint.config.json': '{ "public": ["POST /login"] }',
    })).toEqual([
      ['POST /login', 'config: POST /login'],
      ['GET /health', 'comment: asked by the load balancer'],
      ['GET /version', 'convention: version'],
      ['GET /items', undefined],
    ]);
  });

  it('leaves guarded routes alone', () => {
    expect(intents({
      'app.js': `const app = require('express')();
const guard = (req, res, next) => (req.session.user ? next() : res.sendStatus(401));
// authlint-public: a mistake
app.post('/auth/logout', guard, (req, res) => res.json({}));
`,
    })).toEqual([['POST /auth/logout', undefined]]);
  });

  it('takes a comment at the mount for every route below it', () => {
    expect(intents({
      'app.js': `const app = require('express')();
// authlint-public: the shop window
app.use('/shop', require('./shop'));
`,
      'shop.js': `const router = require('express').Router();
router.get('/items', (req, res) => res.json([]));
// authlint-public: read by price engines
router.get('/feed', (req, res) => res.json([]));
module.exports = router;
`,
    })).toEqual([['GET /shop/items', 'comment: the shop window'], ['GET /shop/feed', 'comment: read by price engines']]);
  });

  it('does not reach over an empty line or other code', () => {
    expect(intents({
      'app.js': `const app = require('express')();
// authlint-public: one

app.get('/a', h);
// authlint-public: two
const x = 1;
app.get('/b', h);
app.use(require('cors')()); // authlint-public: three
app.get('/c', h);
function h(req, res) { res.json({}); }
`,
    })).toEqual([['GET /a', undefined], ['GET /b', undefined], ['GET /c', undefined]]);
  });

  it('asks for the reason of a comment once, however many routes it stands at', () => {
    const { map, diagnostics } = snapshotOf({
      'app.js': `const app = require('express')();
for (const name of ['a', 'b']) {
  // authlint-public:
  app.get('/' + name, (req, res) => res.json({}));
}
`,
    });
    expect(map.routes.map(({ path, publicBy }) => [path, publicBy])).toEqual([['/a', undefined], ['/b', undefined]]);
    expect(diagnostics).toEqual([
      { kind: 'invalid-suppression', file: 'app.js', line: 3, column: 3, message: 'The comment `authlint-public` gives no reason. Write it after the colon: `// authlint-public: <reason>`.' },
    ]);
  });
});

describe('a pattern', () => {
  it.each([
    ['GET /health', 'GET /health', true],
    ['get /health', 'GET /health', true],
    ['GET /health', 'POST /health', false],
    ['/health', 'POST /Health', true],
    ['/health', 'GET /health/live', false],
    ['ANY /webhooks/**', 'POST /webhooks/github/push', true],
    ['/webhooks/**', 'POST /webhooks', true],
    ['/webhooks/**', 'POST /webhooksx', false],
    ['/files/*', 'GET /files/:name', true],
    ['/files/*', 'GET /files/:name/meta', false],
    ['/files/*.png', 'GET /files/logo.png', true],
    ['/users/:id', 'GET /users/:id', true],
    ['health', 'GET /health', true],
    ['/a/**/b', 'GET /a/x/y/b', true],
    ['GET POST /health', 'GET /health', false],
  ])('%s and %s: %s', (pattern, route, expected) => {
    const [method, path] = route.split(' ') as [string, string];
    expect(patternOf(pattern)({ method, path })).toBe(expected);
  });
});

describe('a bare word beside a login', () => {
  const ROUTER = (routes: string): string => `const { Router } = require('express');
const svc = require('svc');
const router = Router();
router.post('/login', async (req, res) => res.json(await svc.login(req.body.email, req.body.password)));
${routes}
module.exports = router;
`;
  const at = (mount: string, routes: string, more = ''): [string, string | undefined][] => intents({
    'package.json': '{"dependencies":{"express":"5"}}',
    'app.js': `const app = require('express')();\napp.use('${mount}', require('./router'));\n${more}`,
    'router.js': ROUTER(routes),
  }).slice(1);

  it('is a step of it: what was forgotten, and what only its receiver has', () => {
    expect(at('/auth', `
router.post('/forgot', (req, res) => res.json(svc.mail(req.body.email)));
router.put('/reset', (req, res) => res.json(svc.reset(req.body.token, req.body.password)));
router.post('/verify', (req, res) => res.json(confirmed(req.body)));
router.post('/resend', (req, res) => res.json(svc.resend(req.body.phone)));
function confirmed({ otp }) { return svc.confirm(otp); }
`)).toEqual([
      ['POST /auth/forgot', 'convention: password reset'], ['PUT /auth/reset', 'convention: password reset'],
      ['POST /auth/verify', 'convention: verification'], ['POST /auth/resend', 'convention: verification'],
    ]);
    expect(at('/', `router.post('/register', (req, res) => res.json(svc.add(req.body)));\nrouter.post('/verify', (req, res) => res.json(svc.confirm(req.body.code)));`)[1])
      .toEqual(['POST /verify', 'convention: verification']);
  });

  it('is none for what asks for no secret, or takes a record by its number', () => {
    expect(at('/customers', `
router.post('/reset', (req, res) => res.json(svc.deleteAll()));
router.post('/verify', (req, res) => res.json(svc.setVerified(req.body.userId)));
router.post('/:id/reset', (req, res) => res.json(svc.reset(req.params.id, req.body.password)));
router.delete('/forgot', (req, res) => res.json(svc.mail(req.body.email)));
`).map(([, by]) => by)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('is none for the staff, beside no login, or where much else is', () => {
    const reset = `router.post('/reset', (req, res) => res.json(svc.reset(req.body.token)));`;
    expect(at('/admin', reset)).toEqual([['POST /admin/reset', undefined]]);
    expect(at('/auth', `const orders = Router();\nrouter.use('/orders', orders);\norders.post('/verify', (req, res) => res.json(svc.confirm(req.body.code)));`)).toEqual([['POST /auth/orders/verify', undefined]]);
    expect(at('/', `${reset}
router.get('/items', (req, res) => res.json(svc.items()));
router.post('/items', (req, res) => res.json(svc.items()));
`)[0]).toEqual(['POST /reset', undefined]);
  });
});
