import type { FlaggedCase } from '../../harness/cases.ts';

export const uses: FlaggedCase[] = [
  {
    name: 'a constant of another file that signs and verifies tokens',
    files: {
      'src/config/constants.js': `module.exports = {
  PORT: 3000,
  JWT_KEY: 'ThisIsMyTokenKey',
};
`,
      'src/services/token.js': `const jwt = require('jsonwebtoken');
const { JWT_KEY } = require('../config/constants');

exports.issue = (user) => jwt.sign({ id: user.id }, JWT_KEY, { expiresIn: '1h' });
`,
      'src/middleware/auth.js': `const jwt = require('jsonwebtoken');
const constants = require('../config/constants');

module.exports = (req, res, next) => {
  req.user = jwt.verify(req.headers.authorization.split(' ')[1], constants.JWT_KEY);
  next();
};
`,
    },
    findings: [
      { file: 'src/config/constants.js', line: 3, column: 12, endLine: 3, endColumn: 30, messageId: 'used', confidence: 'high', message: 'The secret This…(16 characters) is written in the code and used as a key that signs or verifies JSON Web Tokens. Whoever reads the code can make tokens that are taken for genuine. Load it from the environment or a secret store, and replace it, as the history keeps it.', suggestions: [{ message: 'Read it from the environment: process.env.JWT_KEY', output: `module.exports = {
  PORT: 3000,
  JWT_KEY: process.env.JWT_KEY,
};
` }] },
    ],
  },
  {
    name: 'a fallback in a configuration object, used two files away',
    files: {
      'src/config/index.ts': `export default {
  port: Number(process.env.PORT) || 4000,
  jwt: { secret: process.env.JWT_SECRET || 'mysupersecret', expiresIn: '7d' },
};
`,
      'src/auth/index.ts': `export { signToken } from './sign';
`,
      'src/auth/sign.ts': `import jwt from 'jsonwebtoken';
import config from '../config';

export function signToken(userId: string): string {
  return jwt.sign({ sub: userId }, config.jwt.secret, { expiresIn: '7d' });
}
`,
    },
    findings: [
      { file: 'src/config/index.ts', line: 3, column: 44, endLine: 3, endColumn: 59, messageId: 'fallback', confidence: 'medium', message: 'When JWT_SECRET is not set, mys…(13 characters) from the code is used as a key that signs or verifies JSON Web Tokens. Whoever reads the code can then make tokens that are taken for genuine. Refuse to start without JWT_SECRET instead.', suggestions: [{ message: 'Drop the fallback, so that `JWT_SECRET` has to be set', output: `export default {
  port: Number(process.env.PORT) || 4000,
  jwt: { secret: process.env.JWT_SECRET, expiresIn: '7d' },
};
` }] },
    ],
  },
  {
    name: 'a default taken from a destructured environment',
    files: {
      'server.js': `const express = require('express');
const session = require('express-session');

const { PORT = 3000, SESSION_SECRET = 'keyboard cat' } = process.env;
const app = express();
app.use(session({ secret: SESSION_SECRET, resave: false, saveUninitialized: false }));
app.listen(PORT);
`,
    },
    findings: [
      { file: 'server.js', line: 4, column: 39, endLine: 4, endColumn: 53, messageId: 'fallback', confidence: 'medium' },
    ],
  },
  {
    name: 'every key of a list that signs cookies',
    files: {
      'app.js': `const express = require('express');
const cookieSession = require('cookie-session');
const cookieParser = require('cookie-parser');
const app = express();
app.use(cookieParser('kekse'));
app.use(cookieSession({ name: 'session', keys: ['first-key-2019', process.env.COOKIE_KEY] }));
`,
    },
    findings: [
      { file: 'app.js', line: 5, column: 22, endLine: 5, endColumn: 29, messageId: 'used', confidence: 'high', suggestions: [{ message: 'Read it from the environment: process.env.COOKIE_SECRET', output: `const express = require('express');
const cookieSession = require('cookie-session');
const cookieParser = require('cookie-parser');
const app = express();
app.use(cookieParser(process.env.COOKIE_SECRET));
app.use(cookieSession({ name: 'session', keys: ['first-key-2019', process.env.COOKIE_KEY] }));
` }] },
      { file: 'app.js', line: 6, column: 49, endLine: 6, endColumn: 65, messageId: 'used', confidence: 'high', suggestions: [{ message: 'Read it from the environment: process.env.SESSION_SECRET', output: `const express = require('express');
const cookieSession = require('cookie-session');
const cookieParser = require('cookie-parser');
const app = express();
app.use(cookieParser('kekse'));
app.use(cookieSession({ name: 'session', keys: [process.env.SESSION_SECRET, process.env.COOKIE_KEY] }));
` }] },
    ],
  },
  {
    name: 'constants of a NestJS module and of its strategy',
    files: {
      'src/auth/constants.ts': `export const jwtConstants = {
  secret: 'secretKey',
};
`,
      'src/auth/auth.module.ts': `import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { jwtConstants } from './constants';

@Module({
  imports: [JwtModule.register({ secret: jwtConstants.secret, signOptions: { expiresIn: '60s' } })],
})
export class AuthModule {}
`,
      'src/auth/jwt.strategy.ts': `import { ExtractJwt, Strategy } from 'passport-jwt';
import { PassportStrategy } from '@nestjs/passport';
import { Injectable } from '@nestjs/common';
import { jwtConstants } from './constants';

@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy) {
  constructor() {
    super({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: jwtConstants.secret });
  }
}
`,
    },
    findings: [
      { file: 'src/auth/constants.ts', line: 2, column: 11, endLine: 2, endColumn: 22, messageId: 'used', confidence: 'high', suggestions: [{ message: 'Read it from the environment: process.env.JWT_SECRET', output: `export const jwtConstants = {
  secret: process.env.JWT_SECRET,
};
` }] },
    ],
  },
  {
    name: 'options of an asynchronous NestJS registration',
    files: {
      'src/users/users.module.ts': `import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';

@Module({
  imports: [
    JwtModule.registerAsync({
      useFactory: () => ({ secret: process.env.JWT_SECRET ?? 'dev-secret-42', signOptions: { expiresIn: '1d' } }),
    }),
  ],
})
export class UsersModule {}
`,
    },
    findings: [
      { file: 'src/users/users.module.ts', line: 7, column: 62, endLine: 7, endColumn: 77, messageId: 'fallback', confidence: 'medium', suggestions: [{ message: 'Drop the fallback, so that `JWT_SECRET` has to be set', output: `import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';

@Module({
  imports: [
    JwtModule.registerAsync({
      useFactory: () => ({ secret: process.env.JWT_SECRET, signOptions: { expiresIn: '1d' } }),
    }),
  ],
})
export class UsersModule {}
` }] },
    ],
  },
  {
    name: 'options of Fastify plugins',
    files: {
      'src/app.ts': `import Fastify from 'fastify';
import fastifyJwt from '@fastify/jwt';
import fastifyCookie from '@fastify/cookie';

const app = Fastify();
await app.register(fastifyJwt, { secret: 'supersecret' });
app.register(fastifyCookie, { secret: 'my-cookie-secret' });
export default app;
`,
    },
    findings: [
      { file: 'src/app.ts', line: 6, column: 42, endLine: 6, endColumn: 55, messageId: 'used', confidence: 'high' },
      { file: 'src/app.ts', line: 7, column: 39, endLine: 7, endColumn: 57, messageId: 'used', confidence: 'high' },
    ],
  },
  {
    name: 'the keys of a Koa application',
    files: {
      'index.js': `const Koa = require('koa');
const session = require('koa-session');
const app = new Koa();
app.keys = ['im a newer secret', process.env.OLD_KEY];
app.use(session(app));
`,
    },
    findings: [
      { file: 'index.js', line: 4, column: 13, endLine: 4, endColumn: 32, messageId: 'used', confidence: 'high' },
    ],
  },
  {
    name: 'session options that are exported and used elsewhere',
    files: {
      'lib/session.ts': `import type { SessionOptions } from 'iron-session';

export const sessionOptions: SessionOptions = {
  cookieName: 'myapp',
  password: 'complex_password_at_least_32_characters_long',
};
`,
      'app/api/me/route.ts': `import { getIronSession } from 'iron-session';
import { cookies } from 'next/headers';
import { sessionOptions } from '../../../lib/session';

export async function GET() {
  const session = await getIronSession(await cookies(), sessionOptions);
  return Response.json({ user: session.user });
}
`,
    },
    findings: [
      { file: 'lib/session.ts', line: 5, column: 13, endLine: 5, endColumn: 59, messageId: 'used', confidence: 'high' },
    ],
  },
  {
    name: 'keys of Node’s crypto, as text and as bytes',
    files: {
      'src/crypto.ts': `import { createCipheriv, createHmac, randomBytes } from 'node:crypto';

const key = Buffer.from('d6F3Efeqd6F3Efeqd6F3Efeqd6F3Efeq', 'utf8');

export const sign = (body: string) => createHmac('sha256', 'pa4qacea4VK9t9nGv7yZtwmj').update(body).digest('hex');
export function encrypt(text: string) {
  const cipher = createCipheriv('aes-256-cbc', key, randomBytes(16));
  return cipher.update(text, 'utf8', 'hex') + cipher.final('hex');
}
`,
    },
    findings: [
      { file: 'src/crypto.ts', line: 3, column: 25, endLine: 3, endColumn: 59, messageId: 'used', confidence: 'high' },
      { file: 'src/crypto.ts', line: 5, column: 60, endLine: 5, endColumn: 86, messageId: 'used', confidence: 'high' },
    ],
  },
  {
    name: 'a key encoded for jose',
    files: {
      'src/jwt.ts': `import { SignJWT, jwtVerify } from 'jose';

const secret = new TextEncoder().encode('cc7e0d44fd473002f1c42167459001140ec6389b7353f8088f4d9a95f2f596f2');

export const sign = (sub: string) => new SignJWT({ sub }).setProtectedHeader({ alg: 'HS256' }).setExpirationTime('2h').sign(secret);
export const verify = (token: string) => jwtVerify(token, secret, { algorithms: ['HS256'] });
`,
    },
    findings: [
      { file: 'src/jwt.ts', line: 3, column: 41, endLine: 3, endColumn: 107, messageId: 'used', confidence: 'high' },
    ],
  },
  {
    name: 'a client secret of a passport strategy',
    files: {
      'config/passport.js': `const passport = require('passport');
const GoogleStrategy = require('passport-google-oauth20').Strategy;

passport.use(new GoogleStrategy({
  clientID: process.env.GOOGLE_CLIENT_ID,
  clientSecret: 'uD8oJ3mY4kQ0sV6bN2xZ',
  callbackURL: '/auth/google/callback',
}, (accessToken, refreshToken, profile, done) => done(null, profile)));
`,
    },
    findings: [
      { file: 'config/passport.js', line: 6, column: 17, endLine: 6, endColumn: 39, messageId: 'used', confidence: 'high' },
    ],
  },
  {
    name: 'passwords in connection options',
    files: {
      'src/db.ts': `import { Pool } from 'pg';
import nodemailer from 'nodemailer';

export const pool = new Pool({ host: 'db.internal.acme.io', user: 'app', password: 'hunter2', database: 'shop' });
export const mailer = nodemailer.createTransport({
  host: 'smtp.sendgrid.net',
  auth: { user: 'apikey', pass: process.env.SMTP_PASS || 'Zw8-mail-2021' },
});
`,
    },
    findings: [
      { file: 'src/db.ts', line: 4, column: 84, endLine: 4, endColumn: 93, messageId: 'used', confidence: 'high' },
      { file: 'src/db.ts', line: 7, column: 58, endLine: 7, endColumn: 73, messageId: 'fallback', confidence: 'medium' },
    ],
  },
  {
    name: 'users of basic authentication',
    files: {
      'src/metrics.js': `const basicAuth = require('express-basic-auth');

module.exports = basicAuth({ users: { prometheus: 'scrape-me-42' }, challenge: true });
`,
    },
    findings: [
      { file: 'src/metrics.js', line: 3, column: 51, endLine: 3, endColumn: 65, messageId: 'used', confidence: 'high' },
    ],
  },
  {
    name: 'a default parameter, and an argument, of a helper',
    files: {
      'src/token.ts': `import jwt from 'jsonwebtoken';

export function sign(payload: object, secret = 'fallback-signing-key') {
  return jwt.sign(payload, secret);
}
`,
      'src/reset.ts': `import { sign } from './token';

export const resetToken = (id: string) => sign({ id, purpose: 'reset' }, 'reset-signing-key');
`,
    },
    findings: [
      { file: 'src/reset.ts', line: 3, column: 74, endLine: 3, endColumn: 93, messageId: 'used', confidence: 'high' },
      { file: 'src/token.ts', line: 3, column: 48, endLine: 3, endColumn: 70, messageId: 'used', confidence: 'high' },
    ],
  },
  {
    name: 'a function that gives the secret',
    files: {
      'src/auth.ts': `import { expressjwt } from 'express-jwt';

const getSecret = async () => 'not-so-secret';
export const requireAuth = expressjwt({ secret: getSecret, algorithms: ['HS256'] });
`,
    },
    findings: [
      { file: 'src/auth.ts', line: 3, column: 31, endLine: 3, endColumn: 46, messageId: 'used', confidence: 'high' },
    ],
  },
  {
    name: 'a private JSON Web Key',
    files: {
      'src/jwks.ts': `import { importJWK } from 'jose';

export const signingKey = await importJWK({
  kty: 'EC', crv: 'P-256',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU', y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
  d: 'jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI',
}, 'ES256');
`,
    },
    findings: [
      { file: 'src/jwks.ts', line: 6, column: 6, endLine: 6, endColumn: 51, messageId: 'used', confidence: 'high' },
    ],
  },
  {
    name: 'a secret of an OAuth provider in NextAuth options',
    files: {
      'app/api/auth/[...nextauth]/route.ts': `import NextAuth from 'next-auth';
import GithubProvider from 'next-auth/providers/github';
import { authOptions } from '../../../../lib/auth';

const handler = NextAuth({ ...authOptions, providers: [GithubProvider({ clientId: 'Iv1.8a61f9b3a7aba766', clientSecret: '3f1c9a7e5b2d8c4f6a0e1d3b5c7f9a2e4d6b8c0a' })] });
export { handler as GET, handler as POST };
`,
      'lib/auth.ts': `export const authOptions = { secret: 'LlKq6ZtYbr+hTC073mAmAh9/h2HwMfsFo4hrfCx5mLg=', session: { strategy: 'jwt' as const } };
`,
    },
    findings: [
      { file: 'app/api/auth/[...nextauth]/route.ts', line: 5, column: 121, endLine: 5, endColumn: 163, messageId: 'used', confidence: 'high' },
      { file: 'lib/auth.ts', line: 1, column: 38, endLine: 1, endColumn: 84, messageId: 'used', confidence: 'high' },
    ],
  },
  {
    name: 'a secret of a Hono middleware',
    files: {
      'src/index.ts': `import { Hono } from 'hono';
import { jwt, sign } from 'hono/jwt';

const app = new Hono();
app.use('/auth/*', jwt({ secret: 'it-is-very-secret', alg: 'HS256' }));
app.post('/login', async (c) => c.json({ token: await sign({ sub: 'x' }, 'it-is-very-secret') }));
export default app;
`,
    },
    findings: [
      { file: 'src/index.ts', line: 5, column: 34, endLine: 5, endColumn: 53, messageId: 'used', confidence: 'high' },
      { file: 'src/index.ts', line: 6, column: 74, endLine: 6, endColumn: 93, messageId: 'used', confidence: 'high' },
    ],
  },
];
