import { describe, expect, it } from 'vitest';
import { sequenceDiagram } from '../../src/report/flows/mermaid.ts';
import { flowsIn, stepsOf } from './document.ts';

describe('how a handler goes on', () => {
  it('ends at an answer that is returned, and goes on after one that is not', () => {
    expect(stepsOf("(req, res) => { if (!req.body.name) res.status(400).end(); if (!req.body.code) return res.sendStatus(422); res.json({ ok: true }); }")).toEqual([
      'opt no req.body.name', '    A--xC: 400', 'end', 'break no req.body.code', '    A--xC: 422', 'end', 'A-->>C: 200 with ok',
    ]);
  });

  it('follows a helper, whose early return leaves only the helper', () => {
    expect(stepsOf('async (req, res) => { const user = await find(req.body.name); if (!user) return res.sendStatus(401); res.json({ user }); }',
      'async function find(name) { if (!name) return null; const user = await User.findOne({ name }); return user; }\nconst User = require(\'./user\');')).toEqual([
      'opt name', '    A->>D: reads User.findOne (name)', 'end', 'break no user', '    A--xC: 401', 'end', 'A-->>C: 200 with user',
    ]);
  });

  it('does not lose what follows when only some paths of a helper returned', () => {
    expect(stepsOf('async (req, res) => { const token = issue(req.body); res.json({ token }); }',
      `class ApiError extends Error { constructor(status) { super(); this.statusCode = status; } }
function issue({ user, password }) {
  if (password) { if (user) return jwt.sign({ user }, process.env.KEY, { expiresIn: '5m' }); }
  throw new ApiError(401);
}`)).toEqual([
      'opt password', '    opt user', '        A->>A: makes token (JWT, jsonwebtoken, 5 minutes)', '    end', 'end', 'break nothing was returned before', '    A--xC: 401 (ApiError)', 'end', 'A-->>C: 200 with token',
    ]);
  });

  it('leads what is thrown to the catch around it, and says what else ends there', () => {
    expect(stepsOf(`async (req, res) => {
  try {
    const claims = jwt.verify(req.body.token, process.env.KEY);
    if (!claims.sub) throw new Error('no subject');
    res.json({ ok: true });
  } catch (error) { res.status(401).json({ error: 'no' }); }
}`)).toEqual([
      'A->>A: verifies the token in req.body.token (jsonwebtoken)', 'break no claims.sub', '    A--xC: 401 with error', 'end',
      'break anything else fails in the try of line 7', '    A--xC: 401 with error', 'end', 'A-->>C: 200 with ok',
    ]);
  });

  it('keeps the status of an error that a catch hands on', () => {
    expect(stepsOf('(req, res, next) => { try { if (!req.body.name) throw new NotFound(); res.end(); } catch (error) { next(error); } }',
      'class HttpError extends Error { constructor(status) { super(); this.status = status; } }\nclass NotFound extends HttpError { constructor() { super(404); } }')).toEqual([
      'break no req.body.name', '    A--xC: 404 (NotFound)', 'end', 'break anything else fails in the try of line 7', '    A--xC: the error that was caught, status as the error handler says', 'end', 'A-->>C: 200',
    ]);
  });

  it('walks one case of a switch or an if on a parameter that is given a constant', () => {
    expect(stepsOf("(req, res) => { res.json({ access: make('access'), refresh: make('refresh', true) }); }",
      `function make(kind, isLong = false) {
  if (isLong) log(kind);
  switch (kind) {
    case 'access': return jwt.sign({}, process.env.A, { expiresIn: '1m' });
    case 'refresh': return jwt.sign({}, process.env.B, { expiresIn: '1d' });
  }
}
const log = (kind) => AuditModel.create({ kind });
const AuditModel = require('./audit');`)).toEqual([
      'A->>A: makes access (JWT, jsonwebtoken, 1 minute)', 'A->>D: writes AuditModel.create (kind)', 'A->>A: makes refresh (JWT, jsonwebtoken, 24 hours)', 'A-->>C: 200 with access, refresh',
    ]);
  });

  it('takes a conditional answer for two, the failure first', () => {
    expect(stepsOf('(req, res) => { const user = find(req.body); return user ? res.json({ user }) : res.sendStatus(401); }', 'const find = require("./find");')).toEqual([
      'break no user', '    A--xC: 401', 'end', 'A-->>C: 200 with user',
    ]);
  });

  it('follows callbacks and promises', () => {
    expect(stepsOf(`(req, res) => {
  User.findOne({ name: req.body.name }).then((user) => { if (!user) return res.sendStatus(401); res.end(); }).catch(() => res.sendStatus(500));
}`, "const User = require('./user');")).toEqual([
      'A->>D: reads User.findOne (name)', 'break no user', '    A--xC: 401', 'end', 'break the call of line 7 fails (caught)', '    A--xC: 500', 'end', 'A-->>C: 200',
    ]);
  });

  it('knows the condition under which a middleware does not go on', () => {
    const steps = (check: string): string[] => stepsOf('(req, res) => res.end()', `const schema = require('./schema');\nconst check = ${check};`, "app.post('/login', check, ");
    expect(steps('(req, res, next) => { const { error } = schema.validate(req.body); if (!error) return next(); next(new Error(error.message)); }')).toEqual([
      'A->>A: check (middleware)', 'break error', '    A--xC: Error, status as the error handler says', 'end', 'A-->>C: 200',
    ]);
    expect(steps('(req, res, next) => { if (schema.validate(req.body).error) { res.status(422).end(); } else { next(); } }')).toEqual([
      'A->>A: check (middleware)', 'break schema.validate(req.body).error', '    A--xC: 422', 'end', 'A-->>C: 200',
    ]);
  });

  it('names every address that it may redirect to', () => {
    expect(stepsOf("(req, res) => res.redirect(req.user.isAdmin ? '/admin' : '/home')")).toEqual(['A-->>C: 302 to /admin or /home']);
    expect(stepsOf("(req, res) => res.redirect(req.query.next || '/')")).toEqual(['A-->>C: 302 to req.query.next || #39;/#39;']);
  });

  it('does not pass an error handler that was registered before', () => {
    expect(stepsOf('(req, res) => res.json({ ok: true })', '', "app.use((err, req, res, next) => res.status(500).json({ error: 'no' }));\napp.post('/login', ")).toEqual(['A-->>C: 200 with ok']);
  });

  it('says a status that it does not know as it is written', () => {
    expect(stepsOf('(req, res) => res.status(req.body.code).json({ ok: true })')).toEqual(['A-->>C: the status req.body.code with ok']);
  });

  it('walks in circles no further than once', () => {
    expect(stepsOf('(req, res) => { again(req.body.token); res.end(); }', 'function again(token) { if (token) verifyToken(token); }\nfunction verifyToken(token) { again(token); }')).toEqual(['A-->>C: 200']);
  });
});

describe('what a flow sets and keeps', () => {
  const handler = `(req, res) => {
  const accessToken = jwt.sign({ sub: 1 }, process.env.KEY, { expiresIn: process.env.TTL || '15m' });
  const refreshToken = crypto.randomBytes(32).toString('hex');
  RefreshToken.create({ token: crypto.createHash('sha256').update(refreshToken).digest('hex'), expiresAt: inDays(30) });
  res.cookie('rt', refreshToken, { httpOnly: true, secure: process.env.NODE_ENV === 'production', sameSite: 'strict', maxAge: 86400000 * 30 });
  res.clearCookie('old');
  res.json({ data: { accessToken } });
}`;
  const [flow] = flowsIn({ 'app.js': `const express = require('express');\nconst jwt = require('jsonwebtoken');\nconst crypto = require('crypto');\nconst RefreshToken = require('./token');\nconst app = express();\napp.post('/login', ${handler});\n` });

  it('says where each token goes, and how long it lives', () => {
    expect(flow!.tokens.map(({ name, sort, lifetime, kept }) => ({ name, sort, lifetime, kept }))).toEqual([
      { name: 'accessToken', sort: 'JWT', lifetime: '15 minutes, unless TTL says otherwise', kept: ["the response's body (data.accessToken)"] },
      { name: 'refreshToken', sort: 'random value', lifetime: 'as written: inDays(30)', kept: ['hashed in the store (RefreshToken.create)', 'the cookie rt'] },
    ]);
  });

  it('says which flags each cookie has', () => {
    expect(flow!.cookies.map(({ name, cleared, flags }) => ({ name, cleared, flags }))).toEqual([
      { name: 'rt', cleared: false, flags: ['HttpOnly', 'Secure?', 'SameSite=strict', 'Max-Age: 30 days'] },
      { name: 'old', cleared: true, flags: [] },
    ]);
  });

  it('says what is done to the session', () => {
    expect(stepsOf('(req, res) => { req.session.regenerate(() => { req.session.userId = 1; res.redirect(\'/home?token=x\'); }); }')).toEqual([
      'A->>A: makes a new session id', 'A->>A: sets req.session.userId', 'A-->>C: 302 to /home?…',
    ]);
  });
});

describe('what stands in front of a handler', () => {
  const app = (routes: string): Record<string, string> => ({
    'app.js': `const express = require('express');
const jwt = require('jsonwebtoken');
const passport = require('passport');
const LocalStrategy = require('passport-local').Strategy;
const users = require('./users');
passport.use(new LocalStrategy({ usernameField: 'email' }, async (email, password, done) => {
  const user = await users.find(email);
  if (!user) return done(null, false);
  if (user.password !== password) return done(null, false);
  return done(null, user);
}));
const requireUser = (req, res, next) => {
  if (!req.headers.authorization) return res.sendStatus(401);
  req.user = jwt.verify(req.headers.authorization, process.env.KEY, { algorithms: ['HS256'] });
  next();
};
const requireApiKey = (req, res, next) => (req.get('x-api-key') === process.env.API_KEY ? next() : res.sendStatus(403));
const app = express();
${routes}
app.listen(1);
`,
    'users.js': 'exports.find = async (email) => null;',
  });
  const diagram = (routes: string, at = 0): string[] => sequenceDiagram(flowsIn(app(routes))[at]!).map((line) => line.slice(4)).filter((line) => !/^(participant|autonumber|enceDiagram)/.test(line));

  it('asks the strategy of Passport', () => {
    expect(diagram("app.post('/login', passport.authenticate('local'), (req, res) => res.json({ ok: true }));")).toEqual([
      'C->>A: POST /login (body email, body password)', 'A->>A: passport.authenticate(#39;local#39;) (login)',
      'break authenticate refuses', '    A--xC: a refusal of its own, not followed', 'end',
      'A->>A: Passport strategy local (passport-local)', 'break no user', '    A--xC: a refusal of its own, not followed', 'end',
      'A->>A: compares user.password and password', 'break user.password is not password', '    A--xC: a refusal of its own, not followed', 'end', 'A-->>C: 200 with ok',
    ]);
  });

  it('shows how a guard of the project refuses', () => {
    expect(diagram("app.post('/logout', requireUser, (req, res) => { req.session = null; res.sendStatus(204); });")).toEqual([
      'C->>A: POST /logout (header authorization)', 'A->>A: requireUser (authentication)', 'break no req.headers.authorization', '    A--xC: 401', 'end',
      'A->>A: verifies the token in req.headers.authorization (jsonwebtoken)', 'A->>A: removes the session', 'A-->>C: 204',
    ]);
  });

  it('keeps what a guard throws into its own catch', () => {
    expect(stepsOf('(req, res) => res.end()', `const HEADER = 'x-session';
const guard = async (req, res, next) => {
  try {
    const claims = jwt.verify(req.headers[HEADER], process.env.KEY, { algorithms: ['HS256'] });
    if (!claims.sub) throw new Error('nobody');
    next();
  } catch (error) { if (error.name === 'Expired') return res.sendStatus(419); res.sendStatus(401); }
};`, "app.post('/logout', guard, ")).toEqual([
      'A->>A: guard (authentication)', 'A->>A: verifies the token in req.headers[HEADER] (jsonwebtoken)', 'break no claims.sub', '    A->>A: throws Error, caught at line 10', 'end',
      'break anything else fails in the try of line 6', '    break error.name is #39;Expired#39;', '        A--xC: 419', '    end', '    A--xC: 401', 'end', 'A-->>C: 200',
    ]);
  });

  it('makes a flow of a check of API keys', () => {
    expect(diagram("app.get('/jobs', requireApiKey, (req, res) => res.end());\napp.get('/more', requireApiKey, (req, res) => res.end());")).toEqual([
      'C->>A: any request (header x-api-key)', 'A->>A: compares req.get(#39;x-api-key#39;) and process.env.API_KEY', 'break req.get(#39;x-api-key#39;) is not process.env.API_KEY', '    A--xC: 403', 'end',
      'A->>A: otherwise the request goes on',
    ]);
  });
});

describe('which routes are flows', () => {
  const titles = (...routes: string[]): string[] => flowsIn({ 'app.js': `const app = require('express')();\n${routes.map((route) => `app.${route.split(' ')[0]}('${route.split(' ')[1]}', (req, res) => { res.cookie('a', req.body.b); res.end(); });`).join('\n')}\n` }).map(({ title }) => title);

  it('goes by the path', () => {
    expect(titles('post /api/auth/refresh-token', 'post /auth/login', 'get /auth/google/callback', 'post /2fa/verify', 'post /logout', 'post /api-keys')).toEqual([
      'Login: POST /auth/login', 'OAuth: GET /auth/google/callback', 'Step-up: POST /2fa/verify', 'Refresh: POST /api/auth/refresh-token', 'Logout: POST /logout', 'API key: POST /api-keys',
    ]);
  });

  it('leaves out what only sounds like one', () => {
    expect(titles('get /users/:id/last-login', 'get /api-keys', 'post /2fa/disable', 'post /feed/refresh', 'options /login', 'post /signup')).toEqual([]);
  });

  it('says that a handler is none of the project', () => {
    const [flow] = flowsIn({ 'app.js': "const app = require('express')();\napp.post('/login', require('some-login').handle);\n" });
    expect(flow!.gaps).toEqual([{ text: 'the handler handle is no function of this project', place: { file: 'app.js', line: 2 } }]);
  });
});
