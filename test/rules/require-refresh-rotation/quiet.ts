import type { QuietCase } from '../../harness/cases.ts';
import { MODEL } from './sources.ts';

export const quiet: QuietCase[] = [
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
  const { count } = await prisma.refreshToken.updateMany({ where: { jti, revokedAt: null }, data: { revokedAt: new Date() } });
  if (count === 0) return res.sendStatus(401);
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
];
