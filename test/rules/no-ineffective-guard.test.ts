import { ruleCases } from '../harness/cases.ts';
import { app } from './access/express.ts';

const APP = (guard: string, route = "app.get('/orders', requireAuth, done);"): Record<string, string> => ({
  ...app("const { requireAuth } = require('./auth');", route, "app.get('/x', guards.signedIn, done);"),
  'auth.js': guard,
});
const inAuth = (line: number, messageId: string) => ({ file: 'auth.js', line, messageId });

ruleCases('no-ineffective-guard', {
  flagged: [
    { name: 'it only asks whether a header is there', files: APP('exports.requireAuth = (req, res, next) => {\n  if (!req.headers.authorization) return res.sendStatus(401);\n  next();\n};'), findings: [inAuth(1, 'presenceOnly')] },
    { name: 'it decodes the token and does not verify it', files: APP("const { decode } = require('jsonwebtoken');\nexports.requireAuth = (req, res, next) => {\n  const claims = decode(req.headers.authorization);\n  if (!claims) return res.sendStatus(401);\n  req.user = claims;\n  next();\n};"), findings: [inAuth(2, 'presenceOnly')] },
    { name: 'it calls next whatever happens', files: APP('exports.requireAuth = (req, res, next) => {\n  console.log(req.path);\n  next();\n};'), findings: [inAuth(1, 'neverRefuses')] },
    { name: 'it lets those through who send nothing', files: APP("const { verify } = require('jsonwebtoken');\nexports.requireAuth = (req, res, next) => {\n  if (!req.headers.authorization) return next();\n  try { req.user = verify(req.headers.authorization, process.env.KEY, { algorithms: ['HS256'] }); next(); } catch { res.sendStatus(401); }\n};"), findings: [inAuth(2, 'optional')] },
    {
      name: 'an asynchronous check that nobody waits for',
      files: { ...APP("const { verifyToken } = require('./check');\nexports.requireAuth = async (req, res, next) => {\n  verifyToken(req.headers.authorization);\n  req.seen = true;\n  next();\n};"), 'check.js': "const { verify } = require('jsonwebtoken');\nexports.verifyToken = async (token) => {\n  if (!verify(token, process.env.KEY, { algorithms: ['HS256'] })) throw new Error('401');\n};" },
      findings: [inAuth(3, 'dropped')],
    },
    { name: 'a promise taken for the answer', files: { 'login.js': "const bcrypt = require('bcrypt');\nexports.login = async (user, password) => {\n  if (!bcrypt.compare(password, user.hash)) throw new Error('wrong password');\n  return user;\n};" }, findings: [{ file: 'login.js', line: 3, messageId: 'truthy' }] },
    { name: 'an asynchronous function of the project taken for its answer', files: { 'guard.js': "async function isAuthenticated(req) {\n  return Boolean(await sessions.find(req.cookies.sid));\n}\nexports.guard = (req, res, next) => {\n  if (!isAuthenticated(req)) return res.sendStatus(401);\n  next();\n};" }, findings: [{ file: 'guard.js', line: 5, messageId: 'truthy' }] },
    { name: 'the caller says itself that it is an administrator', files: APP("exports.requireAuth = (req, res, next) => {\n  if (req.query.isAdmin === 'true') return next();\n  res.sendStatus(403);\n};"), findings: [inAuth(2, 'clientClaim')] },
    { name: 'a role in a header', files: APP("exports.requireAuth = (req, res, next) => {\n  if (req.headers['x-user-role'] !== 'admin') return res.sendStatus(403);\n  next();\n};"), findings: [inAuth(2, 'clientClaim')] },
    {
      name: 'metadata that no guard reads',
      files: { 'roles.decorator.ts': "import { SetMetadata } from '@nestjs/common';\nexport const Roles = (...roles: string[]) => SetMetadata('roles', roles);\n", 'guard.ts': "import { Injectable } from '@nestjs/common';\nimport { Reflector } from '@nestjs/core';\n@Injectable()\nexport class RolesGuard {\n  constructor(private reflector: Reflector) {}\n  canActivate(context: any) { return this.reflector.get('permissions', context.getHandler()) !== undefined; }\n}\n" },
      findings: [{ file: 'roles.decorator.ts', line: 2, messageId: 'unreadMetadata' }],
    },
    { name: 'switched off by the environment, when asked for', options: { switches: true }, files: APP("exports.requireAuth = (req, res, next) => {\n  if (process.env.AUTH_DISABLED) return next();\n  if (!req.session.user) return res.sendStatus(401);\n  next();\n};"), findings: [inAuth(1, 'switchedOff')] },
  ],
  quiet: [
    { name: 'it stands in front of everything, and most of that is guarded by others', files: { ...app("const { requireFreshSession } = require('./auth');", 'app.use(requireFreshSession);', "app.get('/prices', done);", "app.get('/a', guards.signedIn, done);", "app.get('/b', guards.signedIn, done);"), 'auth.js': "exports.requireFreshSession = async (req, res, next) => {\n  if (req.method === 'GET' || !req.session.user) return next();\n  if (!(await users.findOne(req.session.user.id))) return res.sendStatus(401);\n  next();\n};" } },
    { name: 'it verifies the token', files: APP("const { verify } = require('jsonwebtoken');\nexports.requireAuth = (req, res, next) => {\n  try { req.user = verify(req.headers.authorization, process.env.KEY, { algorithms: ['HS256'] }); next(); } catch { res.sendStatus(401); }\n};") },
    { name: 'optional by name', files: { ...app("const { optionalAuth } = require('./auth');", "app.get('/orders', optionalAuth, done);", "app.get('/x', guards.signedIn, done);"), 'auth.js': "const { verify } = require('jsonwebtoken');\nexports.optionalAuth = (req, res, next) => {\n  if (!req.headers.authorization) return next();\n  try { req.user = verify(req.headers.authorization, process.env.KEY, { algorithms: ['HS256'] }); next(); } catch { res.sendStatus(401); }\n};" } },
    { name: 'it only sets the user, and another refuses', files: { ...app("const { checkUser } = require('./auth');", 'app.use(checkUser);', "app.get('/orders', guards.signedIn, done);"), 'auth.js': 'exports.checkUser = async (req, res, next) => {\n  req.user = req.session.id && await users.findOne(req.session.id);\n  next();\n};' } },
    { name: 'a guard that limits how often is asked', files: { ...app("const { customThrottlerGuard } = require('./throttle');", "app.get('/orders', customThrottlerGuard, done);", "app.get('/x', guards.signedIn, done);"), 'throttle.js': 'exports.customThrottlerGuard = (req, res, next) => { count(req.path); next(); };' } },
    { name: 'logging and the like', files: { ...app("const { requestLog } = require('./log');", "app.get('/orders', requestLog, done);"), 'log.js': 'exports.requestLog = (req, res, next) => { console.log(req.url); next(); };' } },
    { name: 'the routes behind it are public on purpose', files: { ...APP('exports.requireAuth = (req, res, next) => {\n  next();\n};', "app.get('/orders', requireAuth, done); // authlint-public: prices are for everyone") } },
    { name: 'a check that is awaited', files: { 'login.js': "const bcrypt = require('bcrypt');\nexports.login = async (user, password) => {\n  if (!(await bcrypt.compare(password, user.hash))) throw new Error('wrong password');\n};" } },
    { name: 'a check that is synchronous', files: { 'login.js': "const bcrypt = require('bcrypt');\nexports.login = (user, password) => {\n  if (!bcrypt.compareSync(password, user.hash)) throw new Error('wrong password');\n};" } },
    { name: 'a promise with a callback', files: { 'login.js': "const bcrypt = require('bcrypt');\nexports.login = (user, password, done) => {\n  bcrypt.compare(password, user.hash, (error, same) => done(error, same));\n};" } },
    { name: 'what is done for its effect', files: { 'mail.js': "async function notifyAdmins() { throw new Error('smtp'); }\nexports.signUp = () => { notifyAdmins(); };" } },
    { name: 'users are listed by the role that was asked for', files: APP("exports.requireAuth = (req, res, next) => {\n  const filter = {};\n  if (req.query.role === 'admin') filter.role = 'admin';\n  if (!req.session.user) return res.sendStatus(401);\n  req.filter = filter;\n  next();\n};") },
    { name: 'a filter in the query that is no right', files: APP("exports.requireAuth = (req, res, next) => {\n  if (req.query.sort === 'role') req.sorted = true;\n  if (!req.session.user) return res.sendStatus(401);\n  next();\n};") },
    { name: 'metadata that a guard reads', files: { 'roles.decorator.ts': "import { SetMetadata } from '@nestjs/common';\nexport const ROLES = 'roles';\nexport const Roles = (...roles: string[]) => SetMetadata(ROLES, roles);\n", 'guard.ts': "import { Reflector } from '@nestjs/core';\nimport { ROLES } from './roles.decorator';\nexport class RolesGuard {\n  constructor(private reflector: Reflector) {}\n  canActivate(context: any) { return this.reflector.getAllAndOverride(ROLES, [context.getHandler(), context.getClass()]) !== undefined; }\n}\n" } },
    { name: 'switched off by the environment, unless asked for', files: APP("exports.requireAuth = (req, res, next) => {\n  if (process.env.AUTH_DISABLED) return next();\n  if (!req.session.user) return res.sendStatus(401);\n  next();\n};") },
  ],
});
