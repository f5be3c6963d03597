import type { FlaggedCase } from '../../harness/cases.ts';
import { AUTH } from './sources.ts';

const OPEN = 'no guard stands in front of it, and its handler refuses nobody. Whoever finds the address can use it without logging in. Put the guard that checks the caller in front of it, or say that it is public on purpose with a comment `// authlint-public: <reason>`.';

/** What is said of the route, and what is offered. */
export const flaggedWording: FlaggedCase[] = [
  {
    name: 'without blaming a guard of another router in the same file, or one for another path',
    files: {
      'src/app.ts': `import express, { Router } from 'express';
import { requireAuth } from './auth';

function open() {
  const router = Router();
  router.get('/news', (req, res) => res.json([]));
  return router;
}
function closed() {
  const router = Router();
  router.use(requireAuth);
  router.get('/', (req, res) => res.json([]));
  return router;
}
const app = express();
app.get('/figures', (req, res) => res.json({}));
app.use('/open', open());
app.use('/admin', requireAuth);
app.use('/admin', closed());
`,
      'src/auth.ts': AUTH,
    },
    findings: [
      { file: 'src/app.ts', line: 6, column: 3, route: 'GET /open/news', message: `GET /open/news can be called by anyone: ${OPEN}` },
      { file: 'src/app.ts', line: 16, column: 1, route: 'GET /figures', message: `GET /figures can be called by anyone: ${OPEN}` },
    ],
  },
  {
    name: 'without taking a middleware for one about callers that parses or prepares something',
    files: {
      'src/app.js': `const express = require('express');
const app = express();
app.use((req, res, next) => (req.path.startsWith('/admin') && !req.session.user ? res.sendStatus(401) : next()));
function parseQuery(req, res, next) {
  req.filter = JSON.parse(req.query.filter ?? '{}');
  next();
}
app.get('/admin/list', (req, res) => res.json([]));
app.get('/list', parseQuery, (req, res) => res.json(req.filter));
`,
    },
    findings: [{ file: 'src/app.js', line: 9, column: 1, route: 'GET /list', message: `GET /list can be called by anyone: ${OPEN}` }],
  },
  {
    name: 'with checks that the handlers beside it make themselves, which are no guard to put in front of it',
    files: {
      'src/app.js': `const express = require('express');
const app = express();
app.get('/a', (req, res) => (req.session.user ? res.json([]) : res.sendStatus(401)));
app.get('/b', (req, res) => (req.session.user ? res.json([]) : res.sendStatus(401)));
app.get('/c', (req, res) => res.json([]));
`,
    },
    findings: [{
      file: 'src/app.js', line: 5, column: 1, messageId: 'unguardedSibling', suggestions: [],
      message: 'GET /c can be called by anyone, while 2 of the 2 reading routes beside it refuse unknown callers (in their handlers): no guard stands in front of it, and its handler refuses nobody. It looks forgotten. Put the same guard in front of it, or say that it is public on purpose with a comment `// authlint-public: <reason>`.',
    }],
  },
  {
    name: 'without offering what the route has already, with other arguments',
    files: {
      'src/messages.ts': `import express from 'express';
import { access } from './access';

const app = express();
app.get('/messages', access({ login: false }), (req, res) => res.json([]));
app.post('/messages', access(), (req, res) => res.json(req.body));
app.put('/messages/:id', access(), (req, res) => res.json(req.body));
app.delete('/messages/:id', access(), (req, res) => res.json({}));
`,
      'src/access.ts': `import type { RequestHandler } from 'express';

export const access = ({ login = true } = {}): RequestHandler => (req, res, next) => {
  if (login && !req.session?.user) return res.sendStatus(401);
  next();
};
`,
    },
    findings: [{ file: 'src/messages.ts', line: 5, column: 1, route: 'GET /messages', confidence: 'medium', suggestions: [] }],
  },
];
