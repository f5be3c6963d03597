import { ruleCases } from '../harness/cases.ts';

const tokens = (access = '{ sub: id }', refresh = '{ sub: id }', secret = 'process.env.JWT_SECRET') => `const jwt = require('jsonwebtoken');
exports.signAccessToken = (id) => jwt.sign(${access}, process.env.JWT_SECRET, { expiresIn: '15m' });
exports.signRefreshToken = (id) => jwt.sign(${refresh}, ${secret}, { expiresIn: '7d' });
`;
const guard = (inside = '', key = 'process.env.JWT_SECRET', options = '') => `const jwt = require('jsonwebtoken');
const User = require('./user');
module.exports = async function auth(req, res, next) {
  try {
    const decoded = jwt.verify(req.headers.authorization.split(' ')[1], ${key}${options});
${inside}    req.user = await User.findById(decoded.sub);
    next();
  } catch { res.sendStatus(401); }
};
`;
const app = `const express = require('express');
const auth = require('./auth');
const app = express();
app.get('/me', auth, (req, res) => res.json(req.user));
module.exports = app;
`;
const user = "const mongoose = require('mongoose');\nmodule.exports = mongoose.model('User', new mongoose.Schema({ email: String, refreshToken: String }));\n";
const project = (parts: { tokens?: string; auth?: string; more?: Record<string, string> }) => ({ 'src/tokens.js': parts.tokens ?? tokens(), 'src/auth.js': parts.auth ?? guard(), 'src/app.js': app, 'src/user.js': user, ...parts.more });
const atGuard = { file: 'src/auth.js', line: 5, messageId: 'refreshAsAccess', confidence: 'medium' as const };

const refresh = (inside = '', key = 'process.env.JWT_SECRET') => ({
  'src/refresh.js': `const express = require('express');
const jwt = require('jsonwebtoken');
const User = require('./user');
const { signAccessToken } = require('./tokens');
const app = express();
app.use(express.json());
app.post('/auth/refresh', async (req, res) => {
  const claims = jwt.verify(req.body.refreshToken, ${key});
${inside}  res.json({ accessToken: signAccessToken(claims.sub) });
});
module.exports = app;
`, 'src/tokens.js': tokens(), 'src/user.js': user,
});

const helper = (check: string) => ({
  'src/jwt.ts': `import jwt from 'jsonwebtoken';
const secret = process.env.JWT_SECRET!;
export function generateToken(payload: object, expiresIn: string) {
  return jwt.sign(payload, secret, { expiresIn });
}
export function verifyToken(token: string) {
  return jwt.verify(token, secret) as { sub: string; type: string };
}
`,
  'src/login.ts': `import { generateToken } from './jwt';
export function login(id: string) {
  const accessToken = generateToken({ sub: id, type: 'access' }, '15m');
  const refreshToken = generateToken({ sub: id, type: 'refresh' }, '7d');
  return { accessToken, refreshToken };
}
`,
  'src/middleware/authenticate.ts': `import type { NextFunction, Request, Response } from 'express';
import { verifyToken } from '../jwt';
export function authenticate(req: Request, res: Response, next: NextFunction) {
  const payload = verifyToken(req.headers.authorization!.slice(7));
${check}  (req as any).userId = payload.sub;
  next();
}
`,
});

const nest = (validate: string, refreshSecret = '') => ({
  'src/auth.module.ts': "import { Module } from '@nestjs/common';\nimport { JwtModule } from '@nestjs/jwt';\nimport { AuthService } from './auth.service';\nimport { JwtStrategy } from './jwt.strategy';\n@Module({ imports: [JwtModule.register({ secret: process.env.JWT_SECRET, signOptions: { expiresIn: '15m' } })], providers: [AuthService, JwtStrategy] })\nexport class AuthModule {}\n",
  'src/auth.service.ts': `import { Injectable } from '@nestjs/common';\nimport { JwtService } from '@nestjs/jwt';\n@Injectable()\nexport class AuthService {\n  constructor(private readonly jwtService: JwtService) {}\n  login(user: { id: string }) {\n    return {\n      accessToken: this.jwtService.sign({ sub: user.id }),\n      refreshToken: this.jwtService.sign({ sub: user.id }, { expiresIn: '7d'${refreshSecret} }),\n    };\n  }\n}\n`,
  'src/jwt.strategy.ts': `import { Injectable, UnauthorizedException } from '@nestjs/common';\nimport { PassportStrategy } from '@nestjs/passport';\nimport { ExtractJwt, Strategy } from 'passport-jwt';\n@Injectable()\nexport class JwtStrategy extends PassportStrategy(Strategy) {\n  constructor() {\n    super({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: process.env.JWT_SECRET });\n  }\n  validate(payload: { sub: string; tokenType?: string }) {\n${validate}    return { id: payload.sub };\n  }\n}\n`,
});

const fastify = (inside: string) => ({
  'src/app.ts': `import Fastify from 'fastify';
import jwt from '@fastify/jwt';
const app = Fastify();
app.register(jwt, { secret: process.env.JWT_SECRET! });
app.addHook('onRequest', async (request) => {
  await request.jwtVerify();
${inside}});
app.post('/tokens', async (request) => {
  const accessToken = app.jwt.sign({ sub: 'x' }, { expiresIn: '15m' });
  const refreshToken = app.jwt.sign({ sub: 'x' }, { expiresIn: '30d' });
  return { accessToken, refreshToken };
});
export default app;
`,
});

ruleCases('require-token-type-check', {
  flagged: [
    { name: 'a guard, with nothing in the tokens', files: project({}), findings: [atGuard] },
    { name: 'a guard that does not look at the type', files: project({ tokens: tokens("{ sub: id, type: 'access' }", "{ sub: id, type: 'refresh' }") }), findings: [atGuard] },
    { name: 'a constant of another file', files: project({ tokens: "const jwt = require('jsonwebtoken');\nconst { secret } = require('./config');\nexports.signAccessToken = (id) => jwt.sign({ sub: id }, secret, { expiresIn: '15m' });\nexports.signRefreshToken = (id) => jwt.sign({ sub: id }, secret, { expiresIn: '7d' });\n", auth: guard('', "require('./config').secret"), more: { 'src/config.js': 'exports.secret = process.env.TOKEN_SECRET;\n' } }), findings: [atGuard] },
    { name: 'one helper signs both, told by the callers', files: helper(''), findings: [{ file: 'src/jwt.ts', line: 7, column: 10, endColumn: 20, messageId: 'refreshAsAccess' }] },
    { name: 'a strategy of NestJS', files: nest(''), findings: [{ file: 'src/jwt.strategy.ts', line: 7, messageId: 'refreshAsAccess' }] },
    { name: 'the plugin of Fastify', files: fastify(''), findings: [{ file: 'src/app.ts', line: 6, messageId: 'refreshAsAccess' }] },
    { name: 'an exchange that looks nothing up', files: refresh(), findings: [{ file: 'src/refresh.js', line: 8, messageId: 'accessAsRefresh' }] },
    { name: 'an exchange that looks up the user', files: refresh('  const user = await User.findById(claims.sub);\n  if (!user) return res.sendStatus(401);\n'), findings: [{ file: 'src/refresh.js', line: 8, messageId: 'accessAsRefresh' }] },
    { name: 'jose', files: { 'src/tokens.ts': "import { SignJWT, jwtVerify } from 'jose';\nconst key = new TextEncoder().encode(process.env.JWT_SECRET);\nexport const signAccessToken = (id: string) => new SignJWT({ sub: id }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('15m').sign(key);\nexport const signRefreshToken = (id: string) => new SignJWT({ sub: id }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('7d').sign(key);\nexport async function verifyAccessToken(token: string) {\n  const { payload } = await jwtVerify(token, key);\n  return payload.sub;\n}\n" }, findings: [{ file: 'src/tokens.ts', line: 6, messageId: 'refreshAsAccess' }] },
  ],
  quiet: [
    { name: 'a key for each', files: project({ tokens: tokens(undefined, undefined, 'process.env.REFRESH_SECRET') }) },
    { name: 'a guard that looks at the type', files: project({ tokens: tokens("{ sub: id, type: 'access' }", "{ sub: id, type: 'refresh' }"), auth: guard("    if (decoded.type !== 'access') throw new Error('type');\n") }) },
    { name: 'a guard that asks for an audience', files: project({ auth: guard('', undefined, ", { audience: 'api' }") }) },
    { name: 'a guard that reads what a refresh token lacks', files: project({ tokens: tokens('{ sub: id, role }'), auth: guard("    if (!decoded.role) throw new Error('role');\n") }) },
    { name: 'one helper, and a check in the guard', files: helper("  if (payload.type !== 'access') return res.sendStatus(401);\n") },
    { name: 'a strategy of NestJS that looks at the type', files: nest("    if (payload.tokenType === 'refresh') throw new UnauthorizedException();\n") },
    { name: 'NestJS with a secret for each', files: nest('', ', secret: process.env.REFRESH_SECRET') },
    { name: 'a hook of Fastify that looks at the type', files: fastify("  if ((request.user as { type: string }).type !== 'access') throw new Error('type');\n") },
    { name: 'an exchange that looks the token up', files: refresh('  const user = await User.findOne({ refreshToken: req.body.refreshToken });\n  if (!user) return res.sendStatus(401);\n') },
    { name: 'an exchange that compares what is stored', files: refresh('  const user = await User.findById(claims.sub);\n  if (user.refreshToken !== req.body.refreshToken) return res.sendStatus(401);\n') },
    { name: 'an exchange, and only the guard is wanted', options: { accessAsRefresh: false }, files: refresh() },
    { name: 'only access tokens', files: project({ tokens: "const jwt = require('jsonwebtoken');\nexports.signAccessToken = (id) => jwt.sign({ sub: id }, process.env.JWT_SECRET, { expiresIn: '15m' });\n" }) },
    { name: 'an exchange that makes a token of the one kind there is', files: project({ tokens: "const jwt = require('jsonwebtoken');\nexports.generateJWT = (id) => jwt.sign({ sub: id }, process.env.JWT_SECRET, { expiresIn: '7d' });\nexports.refreshToken = (id) => exports.generateJWT(id);\n" }) },
    { name: 'a refresh token that is random', files: project({ tokens: "const jwt = require('jsonwebtoken');\nconst crypto = require('crypto');\nexports.signAccessToken = (id) => jwt.sign({ sub: id }, process.env.JWT_SECRET, { expiresIn: '15m' });\nexports.makeRefreshToken = () => crypto.randomBytes(40).toString('hex');\n" }) },
  ],
});
