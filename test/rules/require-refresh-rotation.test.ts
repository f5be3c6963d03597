import { ruleCases } from '../harness/cases.ts';

const MODEL = `const mongoose = require('mongoose');
module.exports = mongoose.model('User', new mongoose.Schema({ email: String, refreshToken: [String] }));
`;

ruleCases('require-refresh-rotation', {
  flagged: [
    {
      name: 'Express, a stateless refresh token from a cookie',
      files: {
        'routes/refresh.js': `const express = require('express');
const jwt = require('jsonwebtoken');
const router = express.Router();

router.post('/refresh', (req, res) => {
  const refreshToken = req.cookies.refreshToken;
  if (!refreshToken) return res.sendStatus(401);
  jwt.verify(refreshToken, process.env.REFRESH_TOKEN_SECRET, (err, decoded) => {
    if (err) return res.sendStatus(403);
    const accessToken = jwt.sign({ id: decoded.id }, process.env.JWT_SECRET, { expiresIn: '1h' });
    res.json({ accessToken });
  });
});
module.exports = router;
`,
        'app.js': `const express = require('express');
const app = express();
app.use('/auth', require('./routes/refresh'));
app.listen(3000);
`,
      },
      findings: [{
        file: 'routes/refresh.js', line: 10, column: 25, endColumn: 33, messageId: 'notRotated', severity: 'warning', confidence: 'high', route: 'POST /auth/refresh',
        message: '`/auth/refresh` exchanges a refresh token for an access token and leaves the refresh token in use. A copied token then gives access until it expires, and nobody notices. Issue a new refresh token with each access token, and invalidate the one that was presented.',
      }],
    },
    {
      name: 'a controller that looks the token up and keeps it',
      files: {
        'controllers/refreshTokenController.js': `const User = require('../model/User');
const jwt = require('jsonwebtoken');

const handleRefreshToken = async (req, res) => {
  const cookies = req.cookies;
  if (!cookies?.jwt) return res.sendStatus(401);
  const refreshToken = cookies.jwt;
  const foundUser = await User.findOne({ refreshToken }).exec();
  if (!foundUser) return res.sendStatus(403);
  jwt.verify(refreshToken, process.env.REFRESH_TOKEN_SECRET, (err, decoded) => {
    if (err || foundUser.email !== decoded.email) return res.sendStatus(403);
    const roles = Object.values(foundUser.roles);
    const accessToken = jwt.sign({ UserInfo: { email: decoded.email, roles } }, process.env.ACCESS_TOKEN_SECRET, { expiresIn: '10m' });
    res.json({ roles, accessToken });
  });
};
module.exports = { handleRefreshToken };
`,
        'model/User.js': MODEL,
        'server.js': `const express = require('express');
const { handleRefreshToken } = require('./controllers/refreshTokenController');
const app = express();
app.get('/refresh', handleRefreshToken);
app.listen(3500);
`,
      },
      findings: [{ file: 'controllers/refreshTokenController.js', line: 13, column: 25, messageId: 'notRotated', confidence: 'high', route: 'GET /refresh' }],
    },
    {
      name: 'an expired token is deleted, a valid one goes on',
      files: {
        'app/auth.controller.js': `const db = require('./models');
const jwt = require('jsonwebtoken');
const { refreshToken: RefreshToken } = db;

exports.refreshToken = async (req, res) => {
  const { refreshToken: requestToken } = req.body;
  if (requestToken == null) return res.status(403).json({ message: 'Refresh Token is required!' });
  try {
    const refreshToken = await RefreshToken.findOne({ token: requestToken });
    if (!refreshToken) {
      res.status(403).json({ message: 'Refresh token is not in database!' });
      return;
    }
    if (RefreshToken.verifyExpiration(refreshToken)) {
      RefreshToken.findByIdAndRemove(refreshToken._id).exec();
      res.status(403).json({ message: 'Refresh token was expired.' });
      return;
    }
    const newAccessToken = jwt.sign({ id: refreshToken.user._id }, process.env.SECRET, { expiresIn: 3600 });
    return res.status(200).json({ accessToken: newAccessToken, refreshToken: refreshToken.token });
  } catch (err) {
    return res.status(500).send({ message: err });
  }
};
`,
        'app/models.js': `const mongoose = require('mongoose');
module.exports = { refreshToken: mongoose.model('RefreshToken') };
`,
        'app/routes.js': `const controller = require('./auth.controller');
module.exports = (app) => app.post('/api/auth/refreshtoken', controller.refreshToken);
`,
        'server.js': `const app = require('express')();
require('./app/routes')(app);
`,
      },
      findings: [{ file: 'app/auth.controller.js', line: 19, column: 28, messageId: 'notRotated', route: 'POST /api/auth/refreshtoken' }],
    },
    {
      name: 'through a wrapper, a service class and helpers in other files',
      files: {
        'src/auth.controller.ts': `import type { Request, Response } from 'express';
import { asyncHandler } from './async-handler';
import { AuthService } from './auth.service';

const service = new AuthService();
export const renew = asyncHandler(async (req: Request, res: Response) => {
  const result = await service.refresh(req.body.refreshToken);
  res.json(result);
});
`,
        'src/async-handler.ts': `export const asyncHandler = (fn: Function) => (req: any, res: any, next: any) => Promise.resolve(fn(req, res, next)).catch(next);
`,
        'src/auth.service.ts': `import { signAccess, verifyRefresh } from './tokens';

export class AuthService {
  async refresh(refreshToken: string) {
    const payload = verifyRefresh(refreshToken);
    return { token: signAccess(payload.sub!), expiresIn: 900 };
  }
}
`,
        'src/tokens.ts': `import jwt, { type JwtPayload } from 'jsonwebtoken';

export const verifyRefresh = (token: string) => jwt.verify(token, process.env.REFRESH_SECRET!, { algorithms: ['HS256'] }) as JwtPayload;
export const signAccess = (sub: string) => jwt.sign({ sub }, process.env.ACCESS_SECRET!, { expiresIn: '15m' });
`,
        'src/app.ts': `import express from 'express';
import { renew } from './auth.controller';

const app = express();
app.post('/session/refresh', renew);
export default app;
`,
      },
      findings: [{ file: 'src/auth.service.ts', line: 6, column: 21, endColumn: 31, messageId: 'notRotated', route: 'POST /session/refresh' }],
    },
    {
      name: 'raw SQL that only stores the access token',
      files: {
        'src/auth.ts': `import { Router } from 'express';
import jwt from 'jsonwebtoken';
import { db } from './db';

const router = Router();
router.post('/token/refresh', async (req, res): Promise<void> => {
  const { refreshToken } = req.body;
  try {
    const decoded = jwt.verify(refreshToken, process.env.JWT_REFRESH_SECRET!) as { id: number };
    const [rows] = await db.execute('SELECT * FROM users WHERE id = ? AND refresh_token = ?', [decoded.id, refreshToken]);
    if (rows.length === 0) { res.sendStatus(403); return; }
    const newAccessToken = jwt.sign({ id: decoded.id }, process.env.JWT_SECRET!, { expiresIn: '15m' });
    await db.execute('UPDATE users SET access_token = ? WHERE id = ?', [newAccessToken, decoded.id]);
    res.json({ accessToken: newAccessToken });
  } catch {
    res.sendStatus(403);
  }
});
export default router;
`,
        'src/db.ts': `import { createPool } from 'mysql2/promise';
export const db: any = createPool(process.env.DATABASE_URL!);
`,
        'src/app.ts': `import express from 'express';
import auth from './auth';
express().use('/api', auth);
`,
      },
      findings: [{ file: 'src/auth.ts', line: 12, column: 28, messageId: 'notRotated', route: 'POST /api/token/refresh' }],
    },
    {
      name: 'no route is known: by name, and by what it reads',
      files: {
        'src/service.js': `const jwt = require('jsonwebtoken');

module.exports.getNewAccessToken = async (refreshToken) => {
  const { sub } = jwt.verify(refreshToken, process.env.REFRESH_TOKEN_SECRET);
  return jwt.sign({ sub }, process.env.ACCESS_TOKEN_SECRET);
};
`,
        'src/plugin.js': `const { SignJWT, jwtVerify } = require('jose');
const key = new TextEncoder().encode(process.env.ACCESS_SECRET);
const refreshKey = new TextEncoder().encode(process.env.REFRESH_SECRET);

module.exports = async function (fastify) {
  fastify.post('/renewal', async (request, reply) => {
    const { payload } = await jwtVerify(request.body.refresh_token, refreshKey, { algorithms: ['HS256'] });
    const access_token = await new SignJWT({ sub: payload.sub }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('10m').sign(key);
    return reply.send({ access_token });
  });
};
`,
      },
      findings: [
        { file: 'src/plugin.js', line: 8, column: 32, messageId: 'notRotated' },
        { file: 'src/service.js', line: 5, column: 10, messageId: 'notRotated' },
      ],
    },
    {
      name: 'NestJS: both tokens are new, the old one is not taken back',
      files: {
        'src/auth.service.ts': `import { Injectable, UnauthorizedException } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { JwtService } from '@nestjs/jwt';

@Injectable()
export class AuthService {
  constructor(private readonly jwtService: JwtService, private readonly configService: ConfigService) {}

  generateTokens(payload: { userId: string }) {
    return { accessToken: this.generateAccessToken(payload), refreshToken: this.generateRefreshToken(payload) };
  }
  private generateAccessToken(payload: { userId: string }) {
    return this.jwtService.sign(payload);
  }
  private generateRefreshToken(payload: { userId: string }) {
    return this.jwtService.sign(payload, { secret: this.configService.get('JWT_REFRESH_SECRET'), expiresIn: '7d' });
  }
  refreshToken(token: string) {
    try {
      const { userId } = this.jwtService.verify(token, { secret: this.configService.get('JWT_REFRESH_SECRET') });
      return this.generateTokens({ userId });
    } catch {
      throw new UnauthorizedException();
    }
  }
}
`,
      },
      findings: [{ file: 'src/auth.service.ts', line: 21, column: 14, endColumn: 33, messageId: 'oldStaysValid', severity: 'warning', confidence: 'medium' }],
    },
    {
      name: 'a new token is stored next to the old one',
      files: {
        'src/refresh.ts': `import { randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import jwt from 'jsonwebtoken';
import { prisma } from './prisma';

export async function refreshTokens(req: Request, res: Response) {
  const stored = await prisma.refreshToken.findUnique({ where: { token: req.body.refreshToken }, include: { user: true } });
  if (!stored || stored.expiresAt < new Date()) return res.status(401).json({ error: 'invalid' });
  const accessToken = jwt.sign({ sub: stored.userId }, process.env.JWT_SECRET!, { expiresIn: '15m' });
  const refreshToken = randomBytes(40).toString('hex');
  await prisma.refreshToken.create({ data: { token: refreshToken, userId: stored.userId, expiresAt: new Date(Date.now() + 6e8) } });
  return res.json({ accessToken, refreshToken });
}
`,
        'src/prisma.ts': `import { PrismaClient } from '@prisma/client';
export const prisma: any = new PrismaClient();
`,
      },
      findings: [{ file: 'src/refresh.ts', line: 9, column: 23, messageId: 'oldStaysValid' }],
    },
    {
      name: 'tokens of one helper told apart by a type, in parallel',
      files: {
        'src/tokens.js': `const jwt = require('jsonwebtoken');
const TYPES = { ACCESS: 'access', REFRESH: 'refresh' };

const makeToken = async (sub, type) => jwt.sign({ sub, type }, process.env.JWT_SECRET, { expiresIn: type === TYPES.REFRESH ? '30d' : '10m' });
const pairFor = async (sub) => {
  const [token, next] = await Promise.all([makeToken(sub, TYPES.ACCESS), makeToken(sub, TYPES.REFRESH)]);
  return { token, next };
};
exports.renewTokens = async (refreshToken) => {
  const { sub, type } = jwt.verify(refreshToken, process.env.JWT_SECRET);
  if (type !== TYPES.REFRESH) throw new Error('not a refresh token');
  return pairFor(sub);
};
`,
      },
      findings: [{ file: 'src/tokens.js', line: 12, column: 10, endColumn: 17, messageId: 'oldStaysValid' }],
    },
    {
      name: 'rotation that overwrites the stored token and only refuses an old one',
      files: {
        'src/user.controller.js': `const jwt = require('jsonwebtoken');
const User = require('../model/User');

const generateAccessAndRefreshTokens = async (userId) => {
  const user = await User.findById(userId);
  const accessToken = user.generateAccessToken();
  const refreshToken = user.generateRefreshToken();
  user.refreshToken = refreshToken;
  await user.save({ validateBeforeSave: false });
  return { accessToken, refreshToken };
};

exports.refreshAccessToken = async (req, res) => {
  const incomingRefreshToken = req.cookies.refreshToken || req.body.refreshToken;
  if (!incomingRefreshToken) throw new Error('unauthorized request');
  const decoded = jwt.verify(incomingRefreshToken, process.env.REFRESH_TOKEN_SECRET);
  const user = await User.findById(decoded?._id);
  if (!user || incomingRefreshToken !== user.refreshToken) throw new Error('Refresh token is expired or used');
  const { accessToken, refreshToken } = await generateAccessAndRefreshTokens(user._id);
  return res.cookie('accessToken', accessToken).cookie('refreshToken', refreshToken).json({ accessToken, refreshToken });
};
`,
        'model/User.js': MODEL,
      },
      findings: [{ file: 'src/user.controller.js', line: 19, column: 47, endColumn: 77, messageId: 'reuseUndetected', severity: 'note', confidence: 'low' }],
    },
    {
      name: 'rotation through services that delete the old document, mounted by a table',
      files: {
        'src/token.service.js': `const jwt = require('jsonwebtoken');
const Token = require('./token.model');

const generateToken = (userId, type, secret = process.env.JWT_SECRET) => jwt.sign({ sub: userId, type }, secret);
const verifyToken = async (token, type) => {
  const payload = jwt.verify(token, process.env.JWT_SECRET);
  const tokenDoc = await Token.findOne({ token, type, user: payload.sub, blacklisted: false });
  if (!tokenDoc) throw new Error('Token not found');
  return tokenDoc;
};
const generateAuthTokens = async (user) => {
  const accessToken = generateToken(user.id, 'access');
  const refreshToken = generateToken(user.id, 'refresh');
  await Token.create({ token: refreshToken, user: user.id, type: 'refresh' });
  return { access: { token: accessToken }, refresh: { token: refreshToken } };
};
module.exports = { verifyToken, generateAuthTokens };
`,
        'src/token.model.js': 'module.exports = require(\'mongoose\').model(\'Token\');\n',
        'src/auth.service.js': `const tokenService = require('./token.service');

const refreshAuth = async (refreshToken) => {
  try {
    const refreshTokenDoc = await tokenService.verifyToken(refreshToken, 'refresh');
    await refreshTokenDoc.remove();
    return tokenService.generateAuthTokens({ id: refreshTokenDoc.user });
  } catch (error) {
    throw new Error('Please authenticate');
  }
};
module.exports = { refreshAuth };
`,
        'src/app.js': `const express = require('express');
const authService = require('./auth.service');

const catchAsync = (fn) => (req, res, next) => { Promise.resolve(fn(req, res, next)).catch((err) => next(err)); };
const auth = express.Router();
auth.post('/refresh-tokens', catchAsync(async (req, res) => {
  const tokens = await authService.refreshAuth(req.body.refreshToken);
  res.send({ ...tokens });
}));
const app = express();
[{ path: '/auth', route: auth }].forEach(({ path, route }) => app.use('/v1' + path, route));
module.exports = app;
`,
      },
      findings: [{ file: 'src/auth.service.js', line: 7, column: 12, endColumn: 43, messageId: 'reuseUndetected', route: 'POST /v1/auth/refresh-tokens' }],
    },
  ],
  quiet: [
    {
      name: 'rotation with detection of reuse',
      files: {
        'controllers/refreshTokenController.js': `const User = require('../model/User');
const jwt = require('jsonwebtoken');

const handleRefreshToken = async (req, res) => {
  const refreshToken = req.cookies.jwt;
  const foundUser = await User.findOne({ refreshToken }).exec();
  if (!foundUser) {
    jwt.verify(refreshToken, process.env.REFRESH_TOKEN_SECRET, async (err, decoded) => {
      if (err) return res.sendStatus(403);
      const owner = await User.findOne({ email: decoded.email }).exec();
      owner.refreshToken = [];
      await owner.save();
    });
    return res.sendStatus(403);
  }
  const others = foundUser.refreshToken.filter((rt) => rt !== refreshToken);
  jwt.verify(refreshToken, process.env.REFRESH_TOKEN_SECRET, async (err, decoded) => {
    if (err || foundUser.email !== decoded.email) return res.sendStatus(403);
    const accessToken = jwt.sign({ email: decoded.email }, process.env.ACCESS_TOKEN_SECRET, { expiresIn: '10m' });
    const newRefreshToken = jwt.sign({ email: decoded.email }, process.env.REFRESH_TOKEN_SECRET, { expiresIn: '1d' });
    foundUser.refreshToken = [...others, newRefreshToken];
    await foundUser.save();
    res.cookie('jwt', newRefreshToken, { httpOnly: true, secure: true }).json({ accessToken });
  });
};
module.exports = { handleRefreshToken };
`,
        'model/User.js': MODEL,
      },
    },
    {
      name: 'a family of tokens that is revoked as one',
      files: {
        'src/refresh.ts': `import type { Request, Response } from 'express';
import { issuePair, readRefreshToken } from './tokens';
import { prisma } from './prisma';

export async function refresh(req: Request, res: Response) {
  const { jti, family, sub } = readRefreshToken(req.cookies.refresh_token);
  const stored = await prisma.refreshToken.findUnique({ where: { jti } });
  if (!stored || stored.revokedAt) {
    await prisma.refreshToken.updateMany({ where: { family }, data: { revokedAt: new Date() } });
    return res.sendStatus(401);
  }
  await prisma.refreshToken.update({ where: { jti }, data: { revokedAt: new Date() } });
  return res.json(await issuePair(sub, family));
}
`,
        'src/tokens.ts': `import jwt from 'jsonwebtoken';
import { prisma } from './prisma';

export const readRefreshToken = (token: string) => jwt.verify(token, process.env.REFRESH_SECRET!) as { jti: string; family: string; sub: string };
export async function issuePair(sub: string, family: string) {
  const { jti } = await prisma.refreshToken.create({ data: { sub, family } });
  return { accessToken: jwt.sign({ sub }, process.env.ACCESS_SECRET!), refreshToken: jwt.sign({ sub, jti, family }, process.env.REFRESH_SECRET!) };
}
`,
        'src/prisma.ts': `import { PrismaClient } from '@prisma/client';
export const prisma: any = new PrismaClient();
`,
      },
    },
    {
      name: 'rotation without detection of reuse, where the options do not ask for it',
      files: {
        'src/refresh.js': `const jwt = require('jsonwebtoken');
const store = new Map();

exports.refreshTokens = (refreshToken) => {
  const { sub } = jwt.verify(refreshToken, process.env.REFRESH_SECRET);
  if (!store.has(refreshToken)) throw new Error('unknown refresh token');
  store.delete(refreshToken);
  const next = jwt.sign({ sub }, process.env.REFRESH_SECRET);
  return { accessToken: jwt.sign({ sub }, process.env.ACCESS_SECRET), refreshToken: next };
};
`,
      },
      options: { reuseDetection: false },
    },
    {
      name: 'an identity provider does it',
      files: {
        'src/google.js': `const { google } = require('googleapis');
const jwt = require('jsonwebtoken');

exports.refreshAccessToken = async (req, res) => {
  const client = new google.auth.OAuth2();
  client.setCredentials({ refresh_token: req.body.refresh_token });
  const { credentials } = await client.refreshAccessToken();
  res.json({ accessToken: jwt.sign({ token: credentials.access_token }, process.env.JWT_SECRET) });
};
`,
        'src/provider.ts': `import { createClient } from '@supabase/supabase-js';
import jwt from 'jsonwebtoken';

const supabase = createClient(process.env.URL!, process.env.KEY!);
export async function refreshSession(refreshToken: string) {
  const { data } = await supabase.auth.refreshSession({ refresh_token: refreshToken });
  return jwt.sign({ sub: data.user?.id }, process.env.JWT_SECRET!);
}
export async function refreshToken(req: any, res: any) {
  const answer = await fetch('https://id.example.com/oauth/token', { method: 'POST', body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: req.body.refreshToken }) });
  const { access_token } = await answer.json();
  res.json({ accessToken: jwt.sign({ access_token }, process.env.JWT_SECRET!) });
}
`,
      },
    },
    {
      name: 'client code that asks for a new token',
      files: {
        'src/api.ts': `import axios from 'axios';

export const refreshAccessToken = async () => {
  const refreshToken = localStorage.getItem('refresh_token');
  const { data } = await axios.post('/auth/refresh', { refreshToken });
  localStorage.setItem('access_token', data.accessToken);
  return data.accessToken;
};
`,
      },
    },
    {
      name: 'services that cannot be looked into',
      files: {
        'src/auth.controller.js': `module.exports = ({ tokenService, authService, jwt }) => ({
  refreshToken: async (req, res) => {
    const tokens = await authService.refreshTokens(req.body.refreshToken);
    res.json(tokens);
  },
  renewToken: async (req, res) => {
    const user = await tokenService.consumeAndRotate(req.body.refreshToken);
    res.json({ accessToken: jwt.sign({ sub: user.id }, process.env.ACCESS_SECRET) });
  },
});
`,
        'src/refresh.ts': `import jwt from 'jsonwebtoken';
import { container } from '@acme/container';

export async function refreshToken(refreshToken: string) {
  const { sub } = jwt.verify(refreshToken, process.env.REFRESH_SECRET!);
  await container.resolve('sessions').handle(refreshToken);
  return jwt.sign({ sub }, process.env.ACCESS_SECRET!);
}
`,
      },
    },
    {
      name: 'login and registration issue both tokens',
      files: {
        'src/login.js': `const bcrypt = require('bcryptjs');
const jwt = require('jsonwebtoken');
const User = require('../model/User');

exports.login = async (req, res) => {
  const user = await User.findOne({ email: req.body.email });
  if (!user || !(await bcrypt.compare(req.body.password, user.password))) return res.sendStatus(401);
  const accessToken = jwt.sign({ sub: user.id }, process.env.ACCESS_SECRET);
  const refreshToken = jwt.sign({ sub: user.id }, process.env.REFRESH_SECRET);
  res.cookie('refreshToken', refreshToken).json({ accessToken });
};
exports.logout = async (req, res) => {
  const { refreshToken } = req.cookies;
  await User.updateOne({ refreshToken }, { $unset: { refreshToken: 1 } });
  res.clearCookie('refreshToken').sendStatus(204);
};
`,
        'model/User.js': MODEL,
      },
    },
    {
      name: 'a session that is extended: there is no refresh token',
      files: {
        'src/extend.js': `const jwt = require('jsonwebtoken');

exports.refresh = (req, res) => {
  const { sub } = jwt.verify(req.cookies.session, process.env.JWT_SECRET);
  res.cookie('session', jwt.sign({ sub }, process.env.JWT_SECRET, { expiresIn: '30m' })).sendStatus(204);
};
exports.refreshCache = async (req, res) => res.json(await rebuild());
const rebuild = async () => ({});
`,
      },
    },
    {
      name: 'the old token goes into a list in Redis, the hash in the table is replaced',
      files: {
        'src/a.js': `const jwt = require('jsonwebtoken');
const redis = require('redis').createClient();

exports.refreshToken = async (req, res) => {
  const { refreshToken } = req.body;
  if (await redis.get('blacklist:' + refreshToken)) return revokeAllSessions(req, res);
  const { sub } = jwt.verify(refreshToken, process.env.REFRESH_SECRET);
  await redis.set('blacklist:' + refreshToken, '1', { EX: 604800 });
  res.json({ accessToken: jwt.sign({ sub }, process.env.ACCESS_SECRET), refreshToken: jwt.sign({ sub }, process.env.REFRESH_SECRET) });
};
const revokeAllSessions = async (req, res) => {
  await redis.del('sessions:' + req.body.userId);
  res.sendStatus(401);
};
`,
        'src/b.ts': `import { ForbiddenException, Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import * as argon from 'argon2';
import { UsersService } from './users.service';

@Injectable()
export class AuthService {
  constructor(private jwtService: JwtService, private users: UsersService) {}

  async refreshTokens(userId: number, rt: string) {
    const user = await this.users.find(userId);
    if (!user?.hashedRt) throw new ForbiddenException('Access Denied');
    if (!(await argon.verify(user.hashedRt, rt))) {
      await this.users.update(userId, { hashedRt: null });
      throw new ForbiddenException('Access Denied');
    }
    const [at, newRt] = await Promise.all([
      this.jwtService.signAsync({ sub: userId }, { secret: process.env.AT_SECRET, expiresIn: '15m' }),
      this.jwtService.signAsync({ sub: userId }, { secret: process.env.RT_SECRET, expiresIn: '7d' }),
    ]);
    await this.users.update(userId, { hashedRt: await argon.hash(newRt) });
    return { access_token: at, refresh_token: newRt };
  }
}
`,
        'src/users.service.ts': `import { Injectable } from '@nestjs/common';

@Injectable()
export class UsersService {
  private rows = new Map<number, { hashedRt: string | null }>();
  async find(id: number) { return this.rows.get(id); }
  async update(id: number, data: { hashedRt: string | null }) { this.rows.set(id, data); }
}
`,
      },
    },
    {
      name: 'one token for one use, and no more: the session ends with its refresh token',
      files: {
        'src/once.js': `const jwt = require('jsonwebtoken');
const db = require('knex')({ client: 'pg' });

exports.refresh = async (req, res) => {
  const row = await db('refresh_tokens').where({ token: req.body.refreshToken }).first();
  if (!row) return res.sendStatus(401);
  await db('refresh_tokens').where({ id: row.id }).del();
  res.json({ accessToken: jwt.sign({ sub: row.user_id }, process.env.ACCESS_SECRET) });
};
`,
      },
    },
    {
      name: 'a handler that the options name',
      files: {
        'src/dpop.js': `const jwt = require('jsonwebtoken');

exports.refreshBoundToken = undefined;
exports.refreshAccessToken = (req, res) => {
  const { sub } = jwt.verify(req.body.refreshToken, process.env.REFRESH_SECRET);
  res.json({ accessToken: jwt.sign({ sub }, process.env.ACCESS_SECRET) });
};
`,
      },
      options: { ignore: ['refreshAccessToken'] },
    },
  ],
});
