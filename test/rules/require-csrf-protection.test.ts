import { ruleCases } from '../harness/cases.ts';

const GUARD = 'const signedIn = (req, res, next) => (req.session.userId ? next() : res.sendStatus(401));\n';
const app = (cookie: string, ...lines: string[]): Record<string, string> => ({
  'server.js': `const express = require('express');\nconst session = require('express-session');\nconst app = express();\napp.use(express.urlencoded({ extended: false }));\napp.use(session({ store, secret: process.env.S${cookie} }));\n${GUARD}${lines.join('\n')}\n`,
});
const POST = "app.post('/transfer', signedIn, (req, res) => res.json(move(req.body)));";
const found = (messageId: string, line = 5) => ({ file: 'server.js', line, messageId });
const jwt = (set: string, look = 'req.cookies.token', parser = 'express.urlencoded()'): Record<string, string> => ({
  'server.js': `const express = require('express');\nconst jwt = require('jsonwebtoken');\nconst app = express();\napp.use(${parser});\napp.use(require('cookie-parser')());\napp.post('/login', (req, res) => { const token = issue(req.body); ${set} res.end(); });\nfunction auth(req, res, next) {\n  try { req.user = jwt.verify(${look}, process.env.KEY, { algorithms: ['HS256'] }); next(); } catch { res.sendStatus(401); }\n}\napp.post('/posts', auth, (req, res) => res.json(create(req.user, req.body)));\n`,
});

ruleCases('require-csrf-protection', {
  flagged: [
    { name: 'a session without SameSite', files: app('', POST), findings: [found('missing')] },
    { name: 'a session with other cookie options', files: app(', cookie: { httpOnly: true, secure: true }', POST), findings: [found('missing')] },
    { name: 'a session that goes to every site', files: app(", cookie: { sameSite: 'none', secure: true }", POST), findings: [{ ...found('none'), confidence: 'high' }] },
    { name: 'one that does so in production', files: app(", cookie: { sameSite: prod ? 'none' : 'lax' }", POST), findings: [found('none')] },
    { name: 'SameSite switched off', files: app(', cookie: { sameSite: false }', POST), findings: [found('missing')] },
    { name: 'cookie-session', files: { 'server.js': `const express = require('express');\nconst cookieSession = require('cookie-session');\nconst app = express();\napp.use(express.urlencoded(), cookieSession({ keys: [process.env.S] }));\n${GUARD}${POST}\n` }, findings: [found('missing', 4)] },
    { name: 'a session of passport', files: app('', "const only = (req, res, next) => { if (req.isAuthenticated()) return next(); res.redirect('/login'); };", "app.post('/transfer', only, (req, res) => res.json(move(req.body)));", "app.post('/close', only, (req, res) => res.json(close(req.user)));"), findings: [found('missing')] },
    { name: 'a defence that is commented out', files: app('', "// app.use(require('csurf')());", POST), findings: [found('missing')] },
    { name: 'a token in a cookie for every site', files: jwt("res.cookie('token', token, { httpOnly: true, secure: true, sameSite: 'none' });"), findings: [found('none', 6)] },
    { name: 'a token in a cookie without SameSite', files: jwt("res.cookie('token', token, { httpOnly: true });"), findings: [found('missing', 6)] },
  ],
  quiet: [
    { name: 'SameSite Lax', files: app(", cookie: { sameSite: 'lax' }", POST) },
    { name: 'SameSite by true', files: app(', cookie: { sameSite: true }', POST) },
    { name: 'a CSRF check of a package', files: app('', "app.use(require('csurf')());", POST) },
    { name: 'an own CSRF check', files: app('', "app.use((req, res, next) => (req.method === 'GET' || req.body._csrf === req.session.csrf ? next() : res.sendStatus(403)));", POST) },
    { name: 'an origin check', files: app('', "app.use((req, res, next) => (req.headers.origin === process.env.SITE ? next() : res.sendStatus(403)));", POST) },
    { name: 'reads only', files: app('', "app.get('/account', signedIn, (req, res) => res.json(read(req.session.userId)));") },
    { name: 'nobody is known', files: app('', "app.post('/search', (req, res) => res.json(search(req.body)));") },
    { name: 'a bearer token', files: jwt('res.json({ token });', "req.headers.authorization.split(' ')[1]") },
    { name: 'JSON only: another site has to ask first', files: jwt("res.cookie('token', token, { httpOnly: true });", 'req.cookies.token', 'express.json()') },
    { name: 'a token in a strict cookie', files: jwt("res.cookie('token', token, { httpOnly: true, sameSite: 'strict' });") },
    { name: 'cookie options that are not known', files: app(', cookie: cookieOptions()', POST) },
    { name: 'the default of browsers is trusted', options: { browserDefault: true }, files: app('', POST) },
    { name: 'SvelteKit checks the origin', files: { 'src/routes/+page.server.ts': "import { error } from '@sveltejs/kit';\nexport const actions = { default: async ({ locals, cookies }: any) => { if (!locals.user) error(401); cookies.set('session', 'x', { path: '/', sameSite: 'none' }); } };\n" } },
  ],
});
