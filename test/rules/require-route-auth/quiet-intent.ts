import type { QuietCase } from '../../harness/cases.ts';
import { AUTH } from './sources.ts';

const GUARDED = `import express from 'express';
import { requireAuth } from './auth';

const app = express();
app.get('/orders', requireAuth, (req, res) => res.json([]));
`;

/** The route is open on purpose, cannot be judged, or is none. */
export const quietIntent: QuietCase[] = [
  {
    name: 'conventional endpoints',
    files: {
      'src/app.ts': `${GUARDED}import { auth } from './auth-routes';
app.get('/', (req, res) => res.send('running'));
app.get('/health', (req, res) => res.send('ok'));
app.get('/api-docs', (req, res) => res.send('docs'));
app.use('/api/v1/auth', auth);
app.all('*', (req, res) => res.sendStatus(404));
`,
      'src/auth-routes.ts': `import { Router } from 'express';
export const auth = Router();
auth.post('/login', (req, res) => res.json({ token: '' }));
auth.post('/register', (req, res) => res.json({}));
auth.post('/refresh-token', (req, res) => res.json({}));
auth.post('/logout', (req, res) => res.json({}));
auth.post('/forgot-password', (req, res) => res.json({}));
auth.patch('/resetPassword/:token', (req, res) => res.json({}));
auth.get('/verify-email/:token', (req, res) => res.json({}));
auth.get('/google/callback', (req, res) => res.json({}));
`,
      'src/auth.ts': AUTH,
    },
  },
  {
    name: 'a route that starts a login, whatever its path',
    files: {
      'src/app.ts': `${GUARDED}import passport from 'passport';
app.get('/enter', passport.authenticate('github'));
app.post('/enter', passport.authenticate('local'), (req, res) => res.json(req.user));
`,
      'src/auth.ts': AUTH,
    },
  },
  {
    name: 'comments with a reason: above, behind, in front of other comments, inside, and where the router is mounted',
    files: {
      'src/app.ts': `${GUARDED}import { pages } from './pages';
// authlint-public: visitors compare prices before they register
app.get('/prices', (req, res) => res.json([]));
app.get('/rates', (req, res) => res.json([])); // authlint-public: published anyway
/* authlint-public: the form of the home page */
// Answers within a day.
app.post('/contact', (req, res) => res.sendStatus(202));
app.post(
  '/newsletter', // authlint-public: the form in the footer
  (req, res) => res.sendStatus(202),
);
// authlint-public: the site itself
app.use('/pages', pages);
`,
      'src/pages.ts': `import { Router } from 'express';
export const pages = Router();
pages.get('/:slug', (req, res) => res.send(''));
`,
      'src/auth.ts': AUTH,
    },
  },
  {
    name: 'patterns of the configuration',
    files: {
      'src/app.ts': `${GUARDED}app.get('/prices/:region', (req, res) => res.json([]));
app.post('/events/a/b', (req, res) => res.sendStatus(202));
app.post('/contact', (req, res) => res.sendStatus(202));
`,
      'src/auth.ts': AUTH,
      'authlint.config.json': '{ "public": ["GET /prices/*", "/events/**", "ANY /contact"] }',
    },
  },
  {
    name: 'patterns of the option',
    files: {
      'src/app.ts': `${GUARDED}app.get('/prices/:region', (req, res) => res.json([]));
app.post('/events/a/b', (req, res) => res.sendStatus(202));
`,
      'src/auth.ts': AUTH,
    },
    options: { public: ['get /prices/:region', '/events/**'] },
  },
  {
    name: 'methods that the option leaves out',
    files: { 'src/app.ts': `${GUARDED}app.get('/prices', (req, res) => res.json([]));\n`, 'src/auth.ts': AUTH },
    options: { methods: ['POST', 'PUT', 'PATCH', 'DELETE'] },
  },
  {
    name: 'what cannot be judged: a package about callers that is not known, a guard that a package makes, a guard by its name',
    files: {
      'src/app.ts': `${GUARDED}import { companyAuth } from '@company/auth-kit';
import { build } from '@company/server';
const guards = build();
app.get('/a', companyAuth(), (req, res) => res.json([]));
app.get('/b', guards.protect, (req, res) => res.json([]));
app.get('/c', guards[process.env.MODE!], (req, res) => res.json([]));
`,
      'src/auth.ts': AUTH,
    },
  },
  {
    name: 'routers that are handed to other code or mounted nowhere',
    files: {
      'src/plugin.ts': `import { Router } from 'express';
import { register } from '@company/platform';

const router = Router();
router.post('/things', (req, res) => res.json(req.body));
register('/plugin', router);
`,
      'src/unused.ts': `import { Router } from 'express';
export const router = Router();
router.post('/old', (req, res) => res.json(req.body));
`,
    },
  },
  {
    name: 'calls that look like routes and are none',
    files: {
      'src/client.ts': `import axios from 'axios';
import express from 'express';
import { LRUCache } from 'lru-cache';

const app = express();
app.set('port', 3000);
export const port = app.get('port');
const api = axios.create({ baseURL: 'https://example.org' });
const cache = new LRUCache<string, string>({ max: 10 });
export const load = () => api.get('/users', { timeout: 10 });
export const remove = (id: string) => api.delete('/users', { data: { id } });
export const cached = () => cache.get('/users', { allowStale: true });
`,
    },
  },
  {
    name: 'tests and error handlers',
    files: {
      'src/app.ts': `${GUARDED}app.use((error: Error, req: express.Request, res: express.Response, next: express.NextFunction) => res.status(500).json({ message: error.message }));\n`,
      'src/auth.ts': AUTH,
      'test/app.test.ts': `import express from 'express';\nconst app = express();\napp.post('/anything', (req, res) => res.json({}));\n`,
    },
  },
];
