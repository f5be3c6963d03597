import type { QuietCase } from '../../harness/cases.ts';
import { AUTH, PROTECT, USER } from './sources.ts';

/** A guard covers the route. */
export const quiet: QuietCase[] = [
  {
    name: 'a guard where the router is mounted, through a barrel',
    files: {
      'src/app.ts': `import express from 'express';
import * as routers from './routers';
import { requireAuth } from './auth';

const app = express();
app.use('/api/users', requireAuth, routers.users);
app.use(['/api/teams', '/api/groups'], [requireAuth], routers.teams);
`,
      'src/routers/index.ts': `export { default as users } from './users';\nexport { teams } from './teams';\n`,
      'src/routers/users.ts': `import { Router } from 'express';
const router = Router();
router.get('/', (req, res) => res.json([]));
router.delete('/:id', (req, res) => res.sendStatus(204));
export default router;
`,
      'src/routers/teams.ts': `import { Router } from 'express';
export const teams = Router();
teams.post('/', (req, res) => res.sendStatus(201));
`,
      'src/auth.ts': AUTH,
    },
  },
  {
    name: 'class routers and controllers, with the guard in front of all that follows',
    files: {
      'src/app.ts': `import express, { type Application } from 'express';
import { UserRouter } from './user.router';
import { UserController } from './user.controller';
import { requireAuth } from './auth';

export class App {
  public app: Application = express();
  constructor() {
    this.middleware();
    this.routes();
  }
  private middleware(): void {
    this.app.use(express.json());
    this.app.use(requireAuth);
  }
  private routes(): void {
    this.app.use('/users', new UserRouter(new UserController()).router);
  }
}
new App().app.listen(3000);
`,
      'src/user.router.ts': `import { Router } from 'express';
import type { UserController } from './user.controller';

export class UserRouter {
  readonly router = Router();
  constructor(private readonly controller: UserController) {
    this.router.get('/', this.controller.list);
    this.router.delete('/:id', this.controller.remove.bind(this.controller));
  }
}
`,
      'src/user.controller.ts': `import type { Request, Response } from 'express';
export class UserController {
  list = (req: Request, res: Response) => res.json([]);
  async remove(req: Request, res: Response) {
    res.sendStatus(204);
  }
}
`,
      'src/auth.ts': AUTH,
    },
  },
  {
    name: 'a wrapped guard',
    files: {
      'server/routes.js': `const { Router } = require('express');
const asyncHandler = require('./async-handler');
const auth = require('./auth.handler');
const links = require('./links');

const router = Router();
router.get('/', asyncHandler(auth.jwt), asyncHandler(links.get));
router.post('/', asyncHandler(auth.apikey), asyncHandler(auth.jwt), asyncHandler(links.create));
module.exports = router;
`,
      'server/async-handler.js': `module.exports = (fn) => (req, res, next) => Promise.resolve(fn(req, res, next)).catch(next);\n`,
      'server/auth.handler.js': `const jsonwebtoken = require('jsonwebtoken');

async function jwt(req, res, next) {
  const payload = jsonwebtoken.verify(req.cookies.token, process.env.JWT_SECRET, { algorithms: ['HS256'] });
  req.user = payload.sub;
  return next();
}
async function apikey(req, res, next) {
  return next();
}
module.exports = { jwt, apikey };
`,
      'server/links.js': `exports.get = async (req, res) => res.json([]);\nexports.create = async (req, res) => res.status(201).json(req.body);\n`,
      'server/server.js': `const express = require('express');
const app = express();
app.use('/api/links', require('./routes'));
`,
    },
  },
  {
    name: 'checks in the handler and in what it calls',
    files: {
      'src/app.ts': `import express from 'express';
import { currentUser } from './session';
import { store } from './store';

const app = express();
app.get('/me', (req, res) => {
  if (!req.session?.user) {
    res.status(401).end();
    return;
  }
  res.json(req.session.user);
});
app.delete('/notes/:id', async (req, res, next) => {
  try {
    const user = await currentUser(req);
    await store.remove(user.id, req.params.id);
    res.sendStatus(204);
  } catch (error) {
    next(error);
  }
});
`,
      'src/session.ts': `import type { Request } from 'express';
import { HttpError } from './errors';
import { store } from './store';

export async function currentUser(req: Request) {
  const user = await store.findSession(req.cookies.sid);
  if (!user) throw new HttpError(401, 'Log in first');
  return user;
}
`,
      'src/errors.ts': `export class HttpError extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}
`,
      'src/store.ts': `import { MongoClient } from 'mongodb';
const db = new MongoClient(process.env.MONGO_URL!).db();
export const store = {
  findSession: (id: string) => db.collection('sessions').findOne({ _id: id }),
  remove: (user: string, id: string) => db.collection('notes').deleteOne({ owner: user, _id: id }),
};
`,
    },
  },
  {
    name: 'signatures and shared secrets',
    files: {
      'src/hooks.ts': `import { Router, raw } from 'express';
import Stripe from 'stripe';
import { timingSafeEqual } from 'node:crypto';

const stripe = new Stripe(process.env.STRIPE_KEY!);
export const hooks = Router();
hooks.post('/stripe', raw({ type: 'application/json' }), (req, res) => {
  let event;
  try {
    event = stripe.webhooks.constructEvent(req.body, req.headers['stripe-signature']!, process.env.STRIPE_WEBHOOK_SECRET!);
  } catch (error) {
    return res.status(400).send('no');
  }
  return res.json({ received: event.id });
});
hooks.post('/cron', (req, res) => {
  if (req.get('x-cron-secret') !== process.env.CRON_SECRET) return res.sendStatus(403);
  return res.sendStatus(202);
});
`,
      'src/app.ts': `import express from 'express';
import { hooks } from './hooks';
const app = express();
app.use('/hooks', hooks);
`,
    },
  },
  {
    name: 'a guard that is registered for the path, and the handler later',
    files: {
      'src/app.js': `const express = require('express');
const { protect } = require('./middleware/auth');
const users = require('./users');

const app = express();
app.post('/api/users', protect);
app.all('/api/users/:id', protect);
app.post('/api/users', users.create);
app.put('/api/users/:id', users.change);
`,
      'src/users.js': `exports.create = (req, res) => res.json(req.body);\nexports.change = (req, res) => res.json(req.body);\n`,
      'src/middleware/auth.js': PROTECT,
      'src/models/user.js': USER,
    },
  },
  {
    name: 'a table of routes and a helper that adds the guard',
    files: {
      'src/app.js': `import express from 'express';
import { addRoute } from './add-route.js';
import * as topics from './topics.js';

const app = express();
const router = express.Router();
const table = [
  { method: 'get', path: '/topics', handler: topics.list },
  { method: 'delete', path: '/topics/:id', handler: topics.remove },
];
table.forEach(({ method, path, handler }) => addRoute(router, method, path, [], handler));
app.use('/api/v3', router);
`,
      'src/add-route.js': `import { ensureLoggedIn } from './ensure.js';
export function addRoute(router, verb, name, middleware, controller) {
  router[verb](name, [ensureLoggedIn, ...middleware], controller);
}
`,
      'src/ensure.js': `export function ensureLoggedIn(req, res, next) {
  if (!req.user) {
    return res.status(401).json({ code: 'not-authorised' });
  }
  return next();
}
`,
      'src/topics.js': `export const list = (req, res) => res.json([]);\nexport const remove = (req, res) => res.json({});\n`,
    },
  },
  {
    name: 'a gate with a list of open paths, for all others',
    files: {
      'src/index.ts': `import express from 'express';
import { WHITELIST } from './constants';
import { verifyToken } from './tokens';
import { routes } from './routes';

const app = express();
app.use(async (req, res, next) => {
  if (!/\\/api\\/v1/i.test(req.path)) return next();
  const isOpen = WHITELIST.some((url) => req.path.startsWith(url));
  if (isOpen) return next();
  await verifyToken(req, res, next);
});
app.use('/api/v1', routes);
`,
      'src/constants.ts': `export const WHITELIST = ['/api/v1/login', '/api/v1/ping'];\n`,
      'src/tokens.ts': `import passport from 'passport';
import type { NextFunction, Request, Response } from 'express';

export const verifyToken = (req: Request, res: Response, next: NextFunction) =>
  passport.authenticate('jwt', { session: true }, (error: unknown, user: Express.User | false) => {
    if (error || !user) return res.status(401).json({ message: 'Invalid or missing token' });
    req.user = user;
    next();
  })(req, res, next);
`,
      'src/routes.ts': `import { Router } from 'express';
export const routes = Router();
routes.post('/login', (req, res) => res.json({}));
routes.get('/flows', (req, res) => res.json([]));
routes.delete('/flows/:id', (req, res) => res.json({}));
`,
    },
  },
];
