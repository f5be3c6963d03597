import { ruleCases } from '../harness/cases.ts';

const app = (...lines: string[]): Record<string, string> => ({
  'package.json': '{ "dependencies": { "express": "5", "express-rate-limit": "8" } }',
  'app.js': ["const app = require('express')();", 'const login = async (req, res) => res.json(await sessions.create(req.body.email, req.body.password));', ...lines, 'app.listen(1);', ''].join('\n'),
});
const LIMIT = "const { rateLimit } = require('express-rate-limit');";
const at = (nth: number, messageId: string, route: string) => ({ file: 'app.js', line: nth + 2, messageId, route });

ruleCases('require-auth-rate-limit', {
  flagged: [
    { name: 'login without a limit', files: app("app.post('/login', login);"), findings: [at(1, 'noLimiter', 'POST /login')] },
    { name: 'several, told once, login first', files: app("app.post('/register', login);", "app.post('/forgot-password', login);", "app.post('/auth/login', login);"), findings: [at(3, 'noLimiter', 'POST /auth/login')] },
    { name: 'the limiter is for another route', files: app(LIMIT, "app.post('/register', rateLimit({ limit: 5 }), login);", "app.post('/login', login);"), findings: [at(3, 'unlimited', 'POST /login')] },
    { name: 'the limiter comes after the route', files: app(LIMIT, "app.post('/login', login);", 'app.use(rateLimit({ limit: 100 }));', "app.get('/x', (req, res) => res.json({}));"), findings: [at(2, 'unlimited', 'POST /login')] },
    { name: 'one-time codes', files: app("app.post('/auth/otp/verify', (req, res) => res.json(codes.check(req.body.phone, req.body.code)));"), findings: [at(1, 'noLimiter', 'POST /auth/otp/verify')] },
    { name: 'password reset', files: app("app.post('/reset-password', login);"), findings: [at(1, 'noLimiter', 'POST /reset-password')] },
    { name: 'on a router in another file', files: { ...app("app.use('/auth', require('./auth'));"), 'auth.js': "const router = require('express').Router();\nrouter.post('/login', (req, res) => res.json(check(req.body.password)));\nmodule.exports = router;" }, findings: [{ file: 'auth.js', line: 2, messageId: 'noLimiter' }] },
    { name: 'refresh, when it is asked for', options: { flows: ['token refresh'] }, files: app("app.post('/auth/refresh-token', (req, res) => res.json(renew(req.body.refreshToken)));"), findings: [at(1, 'noLimiter', 'POST /auth/refresh-token')] },
  ],
  quiet: [
    { name: 'a limiter in front of the route', files: app(LIMIT, "app.post('/login', rateLimit({ limit: 5 }), login);") },
    { name: 'a limiter in front of everything', files: app(LIMIT, 'app.use(rateLimit({ limit: 100 }));', "app.post('/login', login);") },
    { name: 'a limiter of the project\'s own, by what it does', files: { ...app("const { gate } = require('./gate');", "app.post('/login', gate, login);"), 'gate.js': 'const seen = new Map();\nexports.gate = (req, res, next) => {\n  const count = (seen.get(req.ip) ?? 0) + 1;\n  seen.set(req.ip, count);\n  if (count > 5) return res.sendStatus(429);\n  next();\n};' } },
    { name: 'the handler counts', files: app("app.post('/login', async (req, res) => { const user = await users.find(req.body.email); if (user.failedAttempts > 5) return res.sendStatus(403); res.json({}); });") },
    { name: 'a service counts', files: { ...app("const auth = require('./auth');", "app.post('/login', async (req, res) => res.json(await auth.login(req.body.email, req.body.password)));"), 'auth.js': "exports.login = async (email, password) => { await limiter.consume(email); return check(email, password); };" } },
    { name: 'a captcha', files: app("app.post('/login', async (req, res) => { await verifyRecaptcha(req.body.captcha); res.json(check(req.body.password)); });") },
    { name: 'the page with the form', files: app("app.get('/login', (req, res) => res.render('login', { email: req.query.email }));") },
    { name: 'it hands over to something else', files: app("app.post('/login', (req, res) => gateway.forward(req, res));") },
    { name: 'what is no way in', files: app("app.post('/orders', login);") },
    { name: 'a limiter is loaded, where it stands is not known', files: { ...app("app.post('/login', login);"), 'limits.js': "const { RateLimiterMemory } = require('rate-limiter-flexible');\nmodule.exports = new RateLimiterMemory({ points: 5 });" } },
    { name: 'flows that are not asked for', options: { flows: ['login'] }, files: app("app.post('/register', login);") },
  ],
});
