import { expect } from 'vitest';
import type { FlaggedCase } from '../../harness/cases.ts';
import { AUTH, PROTECT, USER } from './sources.ts';

export const flagged: FlaggedCase[] = [
  {
    name: 'the one open route among guarded siblings, through a barrel, and offers their guard',
    files: {
      'src/app.ts': `import express from 'express';
import { articles } from './routes';

const app = express();
app.use(express.json());
app.use('/api/articles', articles);
app.listen(3000);
`,
      'src/routes/index.ts': `export * from './articles';\n`,
      'src/routes/articles.ts': `import { Router } from 'express';
import { requireAuth } from '../auth';
import * as store from '../store';

export const articles = Router();
articles.get('/', requireAuth, (req, res) => res.json(store.all()));
articles.post('/', requireAuth, (req, res) => res.json(store.add(req.body)));
articles.put('/:id', requireAuth, (req, res) => res.json(store.change(req.params.id, req.body)));
articles.delete('/:id', (req, res) => res.json(store.remove(req.params.id)));
`,
      'src/store.ts': `const rows = new Map<string, unknown>();
export const all = () => [...rows.values()];
export const add = (row: { id: string }) => rows.set(row.id, row);
export const change = (id: string, row: unknown) => rows.set(id, row);
export const remove = (id: string) => rows.delete(id);
`,
      'src/auth.ts': AUTH,
    },
    findings: [{
      file: 'src/routes/articles.ts', line: 9, column: 1, endLine: 9, endColumn: 23, messageId: 'unguardedSibling', severity: 'error', confidence: 'high', route: 'DELETE /api/articles/:id',
      message: 'DELETE /api/articles/:id can be called by anyone, while 3 of the 3 routes beside it refuse unknown callers (`requireAuth`): no guard stands in front of it, and its handler refuses nobody. It looks forgotten. Put the same guard in front of it, or say that it is public on purpose with a comment `// authlint-public: <reason>`.',
      suggestions: [{
        message: 'Put `requireAuth`, which the routes beside it have, in front of the handler.',
        output: `import { Router } from 'express';
import { requireAuth } from '../auth';
import * as store from '../store';

export const articles = Router();
articles.get('/', requireAuth, (req, res) => res.json(store.all()));
articles.post('/', requireAuth, (req, res) => res.json(store.add(req.body)));
articles.put('/:id', requireAuth, (req, res) => res.json(store.change(req.params.id, req.body)));
articles.delete('/:id', requireAuth, (req, res) => res.json(store.remove(req.params.id)));
`,
      }],
    }],
  },
  {
    name: 'a class router that is mounted without the guard of its neighbours',
    files: {
      'server/routes/monitorRoute.js': `import { Router } from 'express';

class MonitorRoutes {
  constructor(controller) {
    this.router = Router();
    this.controller = controller;
    this.initRoutes();
  }
  initRoutes() {
    this.router.get('/', this.controller.list);
    this.router.post('/', this.controller.create);
  }
  getRouter() {
    return this.router;
  }
}
export default MonitorRoutes;
`,
      'server/routes/notificationRoute.js': `import { Router } from 'express';

class NotificationRoutes {
  constructor(controller) {
    this.router = Router();
    this.controller = controller;
    this.initRoutes();
  }
  initRoutes() {
    this.router.post('/trigger', this.controller.trigger.bind(this.controller));
  }
  getRouter() {
    return this.router;
  }
}
export default NotificationRoutes;
`,
      'server/controllers.js': `export class MonitorController {
  list = async (req, res) => res.json([]);
  create = async (req, res) => res.status(201).json(req.body);
}
export class NotificationController {
  constructor(queue) {
    this.queue = queue;
  }
  async trigger(req, res) {
    await this.queue.add(req.body);
    res.json({ success: true });
  }
}
`,
      'server/verifyJWT.js': `import jwt from 'jsonwebtoken';

export const verifyJWT = (req, res, next) => {
  const token = req.headers['authorization'];
  if (!token || !token.startsWith('Bearer ')) return res.status(400).json({ success: false });
  jwt.verify(token.slice(7), process.env.JWT_SECRET, { algorithms: ['HS256'] }, (err, decoded) => {
    if (err) return res.status(401).json({ success: false });
    req.user = decoded;
    next();
  });
};
`,
      'server/index.js': `import express from 'express';
import MonitorRoutes from './routes/monitorRoute.js';
import NotificationRoutes from './routes/notificationRoute.js';
import { MonitorController, NotificationController } from './controllers.js';
import { verifyJWT } from './verifyJWT.js';
import { queue } from './queue.js';

const start = () => {
  const app = express();
  const monitors = new MonitorRoutes(new MonitorController());
  const checks = new MonitorRoutes(new MonitorController());
  const notifications = new NotificationRoutes(new NotificationController(queue));
  app.use('/api/v1/monitors', verifyJWT, monitors.getRouter());
  app.use('/api/v1/checks', verifyJWT, checks.getRouter());
  app.use('/api/v1/notifications', notifications.getRouter());
  app.listen(5000);
};
start();
`,
      'server/queue.js': `import { Queue } from 'bullmq';\nexport const queue = new Queue('notifications');\n`,
    },
    findings: [{
      file: 'server/routes/notificationRoute.js', line: 10, column: 5, endLine: 10, endColumn: 32, messageId: 'unguardedMount', confidence: 'high', route: 'POST /api/v1/notifications/trigger',
      suggestions: [{
        message: 'Put `verifyJWT`, which the routers beside it have, in front of the router where it is mounted at /api/v1/notifications.',
        output: { 'server/index.js': expect.stringContaining("app.use('/api/v1/notifications', verifyJWT, notifications.getRouter());") as string },
      }],
      message: 'POST /api/v1/notifications/trigger can be called by anyone: no guard stands in front of it, and its handler refuses nobody. Its router is mounted at /api/v1/notifications without a guard, while 2 of the 2 routers that are mounted beside it have one (`verifyJWT`): it looks forgotten. Put the same guard in front of the router, or say that it is public on purpose with a comment `// authlint-public: <reason>`.',
    }],
  },
  {
    name: 'a guard that is registered after the route',
    files: {
      'app.js': `const express = require('express');
const session = require('express-session');
const reports = require('./reports');

const app = express();
app.use(session({ secret: process.env.SESSION_SECRET }));
app.get('/reports', (req, res) => res.json(reports.list()));
app.post('/reports', (req, res) => res.json(reports.add(req.body)));

function requireLogin(req, res, next) {
  if (!req.session.userId) return res.redirect('/login');
  next();
}
app.use(requireLogin);
app.get('/settings', (req, res) => res.json(reports.settings()));
`,
      'reports.js': `exports.list = () => [];\nexports.add = (report) => report;\nexports.settings = () => ({});\n`,
    },
    findings: [
      { file: 'app.js', line: 7, column: 1, messageId: 'unguarded', confidence: 'medium', route: 'GET /reports', suggestions: [], message: 'GET /reports can be called by anyone: `requireLogin` is registered after it (line 14) and guards only what follows. Whoever finds the address can use it without logging in. Put the guard that checks the caller in front of it, or say that it is public on purpose with a comment `// authlint-public: <reason>`.' },
      { file: 'app.js', line: 8, column: 1, messageId: 'unguarded', confidence: 'high', route: 'POST /reports' },
    ],
  },
  {
    name: 'a middleware that only sets the user',
    files: {
      'src/app.js': `const express = require('express');
const { attachUser, requireUser } = require('./middleware/user');

const app = express();
app.use(attachUser);
app.get('/profile', requireUser, (req, res) => res.json(req.user));
app.patch('/orders/:id', (req, res) => res.json({ id: req.params.id, ...req.body }));
`,
      'src/middleware/user.js': `const jwt = require('jsonwebtoken');

exports.attachUser = (req, res, next) => {
  try {
    req.user = jwt.verify(req.cookies.token, process.env.JWT_SECRET, { algorithms: ['HS256'] });
  } catch (error) {
    // a visitor
  }
  next();
};
exports.requireUser = (req, res, next) => (req.user ? next() : res.sendStatus(401));
`,
    },
    findings: [{
      file: 'src/app.js', line: 7, column: 1, route: 'PATCH /orders/:id', confidence: 'high', messageId: 'unguarded',
      message: 'PATCH /orders/:id can be called by anyone: `attachUser` stands in front of it, but it only sets what it learns of the caller and refuses nobody. Whoever finds the address can use it without logging in. Put the guard that checks the caller in front of it, or say that it is public on purpose with a comment `// authlint-public: <reason>`.',
    }],
  },
  {
    name: 'a token that may be missing',
    files: {
      'src/server.ts': `import express from 'express';
import { expressjwt } from 'express-jwt';
import { saveNote, notes } from './notes';

const auth = {
  required: expressjwt({ secret: process.env.JWT_SECRET!, algorithms: ['HS256'] }),
  optional: expressjwt({ secret: process.env.JWT_SECRET!, algorithms: ['HS256'], credentialsRequired: false }),
};
const app = express();
app.get('/notes', auth.required, (req, res) => res.json(notes()));
app.post('/notes', auth.optional, (req, res) => res.json(saveNote(req.body)));
`,
      'src/notes.ts': `export const notes = () => [];\nexport const saveNote = (note: unknown) => note;\n`,
    },
    findings: [{ file: 'src/server.ts', line: 11, column: 1, route: 'POST /notes', confidence: 'high', message: 'POST /notes can be called by anyone: `optional` stands in front of it, but `credentialsRequired: false` lets callers without a token through. Whoever finds the address can use it without logging in. Put the guard that checks the caller in front of it, or say that it is public on purpose with a comment `// authlint-public: <reason>`.' }],
  },
  {
    name: 'an application without any authentication, once',
    files: {
      'server/index.js': `import express from 'express';
import posts from './routes/posts.js';
import { handleError } from './errors.js';

const app = express();
app.use(express.json({ limit: '30mb' }));
app.get('/', (req, res) => res.send('APP IS RUNNING.'));
app.use('/posts', posts);
app.use(handleError);
app.listen(process.env.PORT || 5000);
`,
      'server/errors.js': `export function handleError(err, req, res, next) {\n  res.status(401).json({ message: err.message });\n}\n`,
      'server/routes/posts.js': `import express from 'express';
import { getPosts, createPost, updatePost, deletePost } from '../controllers/posts.js';

const router = express.Router();

router.get('/', getPosts);
router.post('/', createPost);
router.patch('/:id', updatePost);
router.delete('/:id', deletePost);

export default router;
`,
      'server/controllers/posts.js': `import PostMessage from '../models/postMessage.js';

export const getPosts = async (req, res) => {
  try {
    res.status(200).json(await PostMessage.find());
  } catch (error) {
    res.status(404).json({ message: error.message });
  }
};
export const createPost = async (req, res) => {
  const post = new PostMessage(req.body);
  await post.save();
  res.status(201).json(post);
};
export const updatePost = async (req, res) => {
  res.json(await PostMessage.findByIdAndUpdate(req.params.id, req.body, { new: true }));
};
export const deletePost = async (req, res) => {
  await PostMessage.findByIdAndRemove(req.params.id);
  res.json({ message: 'deleted' });
};
`,
      'server/models/postMessage.js': `import mongoose from 'mongoose';\nexport default mongoose.model('PostMessage', mongoose.Schema({ title: String }));\n`,
    },
    findings: [{
      file: 'server/routes/posts.js', line: 6, column: 1, endColumn: 15, messageId: 'noAuthentication', confidence: 'medium', route: 'GET /posts', suggestions: [],
      message: 'Nothing in this application checks who is calling: all 4 entry points that are not public on purpose are open to anyone, GET /posts first. Whoever can reach the server can use them without logging in. Add authentication in front of the routes, or list what is public on purpose under `public` in the configuration.',
    }],
  },
  {
    name: 'of two applications, the one without any authentication once, and the other by route',
    files: {
      'apps/api/src/main.ts': `import express from 'express';
import { requireAuth } from './auth';

const api = express();
api.get('/invoices', requireAuth, (req, res) => res.json([]));
api.delete('/invoices/:id', (req, res) => res.sendStatus(204));
`,
      'apps/api/src/auth.ts': AUTH,
      'apps/worker/src/main.ts': `import express from 'express';

const worker = express();
worker.post('/jobs', (req, res) => res.sendStatus(202));
worker.delete('/jobs/:id', (req, res) => res.sendStatus(204));
`,
    },
    findings: [
      { file: 'apps/api/src/main.ts', line: 6, column: 1, messageId: 'unguarded', route: 'DELETE /invoices/:id', confidence: 'high' },
      { file: 'apps/worker/src/main.ts', line: 4, column: 1, messageId: 'noAuthentication', route: 'POST /jobs' },
    ],
  },
  {
    name: 'one method of a chained route',
    files: {
      'routes/products.js': `const router = require('express').Router();
const { protect } = require('../middleware/auth');
const asyncHandler = require('express-async-handler');
const Product = require('../models/product');

const list = asyncHandler(async (req, res) => res.json(await Product.find({})));
const create = asyncHandler(async (req, res) => res.status(201).json(await Product.create(req.body)));
const remove = asyncHandler(async (req, res) => res.json(await Product.deleteOne({ _id: req.params.id })));

router
  .route('/')
  .get(protect, list)
  .post(protect, create);
router.route('/:id').get(protect, list).delete(remove);

module.exports = router;
`,
      'models/product.js': `const mongoose = require('mongoose');\nmodule.exports = mongoose.model('Product', new mongoose.Schema({ name: String }));\n`,
      'models/user.js': USER,
      'middleware/auth.js': PROTECT,
      'server.js': `const express = require('express');
const app = express();
app.use('/api/products', require('./routes/products'));
`,
    },
    findings: [{
      file: 'routes/products.js', line: 14, column: 1, endLine: 14, messageId: 'unguardedSibling', route: 'DELETE /api/products/:id', confidence: 'high',
      suggestions: [{ message: 'Put `protect`, which the routes beside it have, in front of the handler.', output: expect.stringContaining("router.route('/:id').get(protect, list).delete(protect, remove);") as string }],
    }],
  },
  {
    name: 'a check that only looks whether there is a header',
    files: {
      'src/index.ts': `import express, { type RequestHandler } from 'express';

const checkHeader: RequestHandler = (req, res, next) => {
  if (!req.headers.authorization) {
    res.status(401).end();
    return;
  }
  next();
};
const app = express();
app.delete('/files/:name', checkHeader, async (req, res) => {
  res.json({ removed: req.params.name });
});
`,
    },
    findings: [{ file: 'src/index.ts', line: 11, column: 1, messageId: 'unguarded', route: 'DELETE /files/:name', confidence: 'high', message: 'DELETE /files/:name can be called by anyone: `checkHeader` stands in front of it, but it only looks whether a credential is there, not whether it is good. Whoever finds the address can use it without logging in. Put the guard that checks the caller in front of it, or say that it is public on purpose with a comment `// authlint-public: <reason>`.' }],
  },
  {
    name: 'validation, a rate limit and a CSRF token, which are no login',
    files: {
      'src/app.js': `import express from 'express';
import rateLimit from 'express-rate-limit';
import csrf from 'csurf';
import { body, validationResult } from 'express-validator';

const app = express();
app.use(rateLimit({ windowMs: 60_000, max: 100 }));
const validate = (req, res, next) => {
  const errors = validationResult(req);
  if (!errors.isEmpty()) return res.status(422).json({ errors: errors.array() });
  next();
};
app.post('/transfers', csrf({ cookie: true }), body('amount').isNumeric(), validate, (req, res) => {
  res.json({ amount: req.body.amount });
});
`,
    },
    findings: [{ file: 'src/app.js', line: 13, column: 1, messageId: 'unguarded', route: 'POST /transfers', confidence: 'high' }],
  },
  {
    name: 'several paths in one declaration, once',
    files: {
      'src/app.js': `const express = require('express');
const app = express();
for (const kind of ['stocks', 'quotes', 'jokes']) {
  app.get(\`/markets/\${kind}\`, (req, res) => res.json([]));
}
app.get('/private', require('./guard'), (req, res) => res.json([]));
`,
      'src/guard.js': `module.exports = (req, res, next) => (req.headers['x-api-key'] === process.env.API_KEY ? next() : res.sendStatus(403));\n`,
    },
    findings: [{ file: 'src/app.js', line: 4, column: 3, route: 'GET /markets/stocks', confidence: 'medium', message: 'GET /markets/stocks can be called by anyone (and so can 2 others that are declared here): no guard stands in front of it, and its handler refuses nobody. Whoever finds the address can use it without logging in. Put the guard that checks the caller in front of it, or say that it is public on purpose with a comment `// authlint-public: <reason>`.' }],
  },
];
