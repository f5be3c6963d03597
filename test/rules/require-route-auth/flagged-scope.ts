import type { FlaggedCase } from '../../harness/cases.ts';
import { AUTH, PROTECT, USER } from './sources.ts';

/** A guard is there, and does not cover the route. */
export const flaggedScope: FlaggedCase[] = [
  {
    name: 'a prefix that only looks the same',
    files: {
      'src/app.ts': `import express from 'express';
import { requireAuth } from './auth';

const app = express();
app.use('/admin', requireAuth);
app.get('/Admin/users', (req, res) => res.json([]));
app.get('/administrators', (req, res) => res.json([]));
`,
      'src/auth.ts': AUTH,
    },
    findings: [{ file: 'src/app.ts', line: 7, column: 1, route: 'GET /administrators', confidence: 'medium', suggestions: [] }],
  },
  {
    name: 'one of two places where a router is mounted',
    files: {
      'src/server.js': `const express = require('express');
const files = require('./files');
const { protect } = require('./middleware/auth');

const app = express();
app.use('/api/files', protect, files);
app.use('/legacy/files', files);
`,
      'src/files.js': `const router = require('express').Router();
router.delete('/:name', (req, res) => res.json({ removed: req.params.name }));
module.exports = router;
`,
      'src/middleware/auth.js': PROTECT,
      'src/models/user.js': USER,
    },
    findings: [{ file: 'src/files.js', line: 2, column: 1, route: 'DELETE /legacy/files/:name', confidence: 'high', messageId: 'unguarded' }],
  },
  {
    name: 'what a gate lets through by its path',
    files: {
      'src/app.ts': `import express from 'express';
import { gate } from './gate';

const app = express();
app.use('/api', gate);
app.get('/api/documents', (req, res) => res.json([]));
app.post('/api/documents', (req, res) => res.json(req.body));
app.get('/api/export/documents', (req, res) => res.json([]));
`,
      'src/gate.ts': `import type { RequestHandler } from 'express';
import { OPEN } from './constants';

export const gate: RequestHandler = (req, res, next) => {
  if (OPEN.some((prefix) => req.originalUrl.startsWith(prefix))) return next();
  if (!req.session?.user) return res.status(401).json({ error: 'Unauthorized' });
  next();
};
`,
      'src/constants.ts': `export const OPEN = ['/api/login', '/api/export'];\n`,
    },
    findings: [{ file: 'src/app.ts', line: 8, column: 1, route: 'GET /api/export/documents', confidence: 'medium' }],
  },
  {
    name: 'a path that `unless` takes out',
    files: {
      'src/app.js': `const express = require('express');
const { expressjwt } = require('express-jwt');

const app = express();
app.use(expressjwt({ secret: process.env.JWT_SECRET, algorithms: ['HS256'] }).unless({ path: ['/payments/notify'] }));
app.post('/payments', (req, res) => res.json(req.body));
app.post('/payments/notify', (req, res) => res.json(req.body));
`,
    },
    findings: [{ file: 'src/app.js', line: 7, column: 1, route: 'POST /payments/notify', confidence: 'high' }],
  },
  {
    name: 'a router that is registered in a function, in front of the guard',
    files: {
      'src/app.ts': `import express, { type Express } from 'express';
import { requireAuth } from './auth';
import { exportsRouter } from './exports';
import { teamsRouter } from './teams';

function routes(app: Express) {
  app.use('/exports', exportsRouter());
  app.use(requireAuth);
  app.use('/teams', teamsRouter());
}
const app = express();
routes(app);
`,
      'src/exports.ts': `import { Router } from 'express';
export function exportsRouter() {
  const router = Router();
  router.post('/', (req, res) => res.status(202).end());
  return router;
}
`,
      'src/teams.ts': `import { Router } from 'express';
export function teamsRouter() {
  const router = Router();
  router.post('/', (req, res) => res.status(201).end());
  return router;
}
`,
      'src/auth.ts': AUTH,
    },
    findings: [{ file: 'src/exports.ts', line: 4, column: 3, route: 'POST /exports', confidence: 'high', message: 'POST /exports can be called by anyone: `requireAuth` is registered after it and guards only what follows. Whoever finds the address can use it without logging in. Put the guard that checks the caller in front of it, or say that it is public on purpose with a comment `// authlint-public: <reason>`.' }],
  },
  {
    name: 'an open route among routes with a list of middleware, and offers their guard with its arguments',
    files: {
      'src/routes.js': `const passport = require('passport');
const { Router } = require('express');

module.exports = () => {
  const router = Router();
  router.get('/cards', [passport.authenticate('jwt', { session: false })], (req, res) => res.json([]));
  router.post('/cards', passport.authenticate('jwt', { session: false }), (req, res) => res.json(req.body));
  router.put('/cards/:id', (req, res) => res.json(req.body));
  return router;
};
`,
      'src/app.js': `const express = require('express');
const app = express();
app.use(require('./routes')());
`,
    },
    findings: [{
      file: 'src/routes.js', line: 8, column: 3, messageId: 'unguardedSibling', route: 'PUT /cards/:id', confidence: 'high',
      suggestions: [{
        message: "Put `passport.authenticate('jwt', { session: false })`, which the routes beside it have, in front of the handler.",
        output: `const passport = require('passport');
const { Router } = require('express');

module.exports = () => {
  const router = Router();
  router.get('/cards', [passport.authenticate('jwt', { session: false })], (req, res) => res.json([]));
  router.post('/cards', passport.authenticate('jwt', { session: false }), (req, res) => res.json(req.body));
  router.put('/cards/:id', passport.authenticate('jwt', { session: false }), (req, res) => res.json(req.body));
  return router;
};
`,
      }],
    }],
  },
  {
    name: 'a read among guarded reads with high confidence, and one beside guarded writes alone with medium',
    files: {
      'src/app.ts': `import express from 'express';
import { requireAuth } from './auth';
import { orders, invoices } from './routers';

const app = express();
app.use('/orders', orders);
app.use('/invoices', invoices);
`,
      'src/routers.ts': `import { Router } from 'express';
import { requireAuth } from './auth';

export const orders = Router();
orders.get('/', requireAuth, (req, res) => res.json([]));
orders.get('/open', requireAuth, (req, res) => res.json([]));
orders.get('/:id', (req, res) => res.json({}));

export const invoices = Router();
invoices.get('/', (req, res) => res.json([]));
invoices.post('/', requireAuth, (req, res) => res.json({}));
invoices.delete('/:id', requireAuth, (req, res) => res.json({}));
`,
      'src/auth.ts': AUTH,
    },
    findings: [
      { file: 'src/routers.ts', line: 7, column: 1, messageId: 'unguardedSibling', route: 'GET /orders/:id', confidence: 'high', message: 'GET /orders/:id can be called by anyone, while 2 of the 2 reading routes beside it refuse unknown callers (`requireAuth`): no guard stands in front of it, and its handler refuses nobody. It looks forgotten. Put the same guard in front of it, or say that it is public on purpose with a comment `// authlint-public: <reason>`.' },
      { file: 'src/routers.ts', line: 10, column: 1, messageId: 'unguarded', route: 'GET /invoices', confidence: 'medium' },
    ],
  },
  {
    name: 'a read of a router that has guards of its own, beside routers that have theirs in front, with medium confidence',
    files: {
      'src/app.ts': `import express from 'express';
import { requireAuth } from './auth';
import { pages } from './pages';
import { things } from './things';

const app = express();
app.use('/monitors', requireAuth, things());
app.use('/checks', requireAuth, things());
app.use('/screens', pages);
`,
      'src/things.ts': `import { Router } from 'express';
export const things = () => Router().get('/', (req, res) => res.json([]));
`,
      'src/pages.ts': `import { Router } from 'express';
import { requireAuth } from './auth';

export const pages = Router();
pages.get('/:slug', (req, res) => res.json({}));
pages.post('/', requireAuth, (req, res) => res.json({}));
pages.put('/:slug', requireAuth, (req, res) => res.json({}));
`,
      'src/auth.ts': AUTH,
    },
    findings: [{ file: 'src/pages.ts', line: 5, column: 1, messageId: 'unguarded', route: 'GET /screens/:slug', confidence: 'medium' }],
  },
  {
    name: 'a handler that answers anonymous callers with less',
    files: {
      'src/app.js': `import express from 'express';
const app = express();
app.use(require('express-session')({ secret: process.env.SESSION_SECRET }));
app.get('/whoami', (req, res) => {
  if (!req.session.user) return res.json({ user: null });
  res.json({ user: req.session.user });
});
`,
    },
    findings: [{ file: 'src/app.js', line: 4, column: 1, route: 'GET /whoami', confidence: 'medium' }],
  },
  {
    name: 'what is not conventional although its path sounds like it',
    files: {
      'src/app.ts': `import express from 'express';
import { requireAuth } from './auth';

const app = express();
app.get('/me', requireAuth, (req, res) => res.json({}));
app.post('/users/:id/reset', (req, res) => res.json({}));
app.delete('/users/verify-all', (req, res) => res.json({}));
app.post('/admin/setup', (req, res) => res.json({}));
`,
      'src/auth.ts': AUTH,
    },
    findings: [
      { file: 'src/app.ts', line: 6, column: 1, route: 'POST /users/:id/reset', confidence: 'high' },
      { file: 'src/app.ts', line: 7, column: 1, route: 'DELETE /users/verify-all', confidence: 'high' },
      { file: 'src/app.ts', line: 8, column: 1, route: 'POST /admin/setup', confidence: 'high' },
    ],
  },
  {
    name: 'conventional endpoints, when the option says so',
    files: {
      'src/app.ts': `import express from 'express';
import { requireAuth } from './auth';

const app = express();
app.get('/me', requireAuth, (req, res) => res.json({}));
app.post('/login', (req, res) => res.json({}));
// authlint-public: the load balancer asks
app.get('/health', (req, res) => res.json({}));
`,
      'src/auth.ts': AUTH,
    },
    options: { conventions: false },
    findings: [{ file: 'src/app.ts', line: 6, column: 1, route: 'POST /login', confidence: 'high' }],
  },
  {
    name: 'methods of the option, in letters of either case, and what answers all of them',
    files: {
      'src/app.ts': `import express from 'express';
import { requireAuth } from './auth';

const app = express();
app.get('/me', requireAuth, (req, res) => res.json({}));
app.get('/items', (req, res) => res.json({}));
app.delete('/items/:id', (req, res) => res.json({}));
app.all('/proxy', (req, res) => res.json({}));
`,
      'src/auth.ts': AUTH,
    },
    options: { methods: ['delete'] },
    findings: [
      { file: 'src/app.ts', line: 7, column: 1, route: 'DELETE /items/:id' },
      { file: 'src/app.ts', line: 8, column: 1, route: 'ALL /proxy', confidence: 'high' },
    ],
  },
  {
    name: 'a route whose comment gives no reason, and one below a comment that belongs to another line',
    files: {
      'src/app.ts': `import express from 'express';
import { requireAuth } from './auth';

const app = express();
app.get('/me', requireAuth, (req, res) => res.json({}));
// authlint-public:
app.get('/prices', (req, res) => res.json({}));
app.get('/rates', (req, res) => res.json({})); // authlint-public: published on our site anyway
app.get('/margins', (req, res) => res.json({}));
`,
      'src/auth.ts': AUTH,
    },
    findings: [
      { file: 'src/app.ts', line: 7, column: 1, route: 'GET /prices' },
      { file: 'src/app.ts', line: 9, column: 1, route: 'GET /margins' },
    ],
  },
];
