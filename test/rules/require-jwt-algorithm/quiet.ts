import type { QuietCase } from '../../harness/cases.ts';

export const quiet: QuietCase[] = [
  {
    name: 'a list at the call, from a constant, a spread and a function, across files',
    files: {
      'src/config.ts': `export const ALGORITHM = 'HS256' as const;
export const shared = { algorithms: [ALGORITHM], issuer: 'shop' };
export const optionsFor = (audience: string) => ({ ...shared, audience });
`,
      'src/auth.ts': `import jwt from 'jsonwebtoken';
import { ALGORITHM, optionsFor, shared } from './config';

const secret = process.env.JWT_SECRET!;
export const a = (token: string) => jwt.verify(token, secret, { algorithms: ['HS256'] });
export const b = (token: string) => jwt.verify(token, secret, { algorithms: [ALGORITHM], maxAge: '1h' });
export const c = (token: string) => jwt.verify(token, secret, { ...shared, subject: 'user' });
export const d = (token: string) => jwt.verify(token, secret, optionsFor('web'), () => undefined);
`,
    },
  },
  {
    name: 'several algorithms of one kind, and lists that are not known',
    files: {
      'src/auth.js': `const jwt = require('jsonwebtoken');
const config = require('config');

exports.a = (token, key) => jwt.verify(token, key, { algorithms: ['RS256', 'PS256', 'ES256'] });
exports.b = (token) => jwt.verify(token, process.env.SECRET, { algorithms: ['HS256', 'HS512'] });
exports.c = (token) => jwt.verify(token, config.get('secret'), { algorithms: config.get('algorithms') });
exports.d = (token) => jwt.verify(token, config.get('secret'), config.get('verifyOptions'));
exports.e = (token) => jwt.verify(token, process.env.SECRET, { algorithms: [process.env.JWT_ALGORITHM] });
exports.f = (token, options) => jwt.verify(token, process.env.SECRET, options);
exports.g = (token, options) => jwt.verify(token, process.env.SECRET, { maxAge: '1h', ...options });
`,
    },
  },
  {
    name: 'a wrapper that some caller gives a list',
    files: {
      'src/jwt.ts': `import jwt, { type VerifyOptions } from 'jsonwebtoken';

export function verifyToken(token: string, options: VerifyOptions = {}) {
  return jwt.verify(token, process.env.JWT_SECRET!, options);
}
`,
      'src/users.ts': `import { verifyToken } from './jwt';

export const byToken = (token: string) => verifyToken(token, { algorithms: ['HS256'] });
`,
    },
  },
  {
    name: 'the header picks a key, and may only name an algorithm of the project\'s',
    files: {
      'src/verify.ts': `import jwt from 'jsonwebtoken';
import { keyOf } from './keys';

const ALLOWED = ['RS256', 'ES256'];
export async function read(token: string) {
  const decoded = jwt.decode(token, { complete: true });
  if (!decoded || !ALLOWED.includes(decoded.header.alg)) throw new Error('unsupported algorithm');
  return jwt.verify(token, await keyOf(decoded.header.kid), { algorithms: [decoded.header.alg] });
}
`,
      'src/keys.ts': `export const keyOf = async (kid?: string) => (await fetch('https://id.example.com/keys/' + kid)).text();
`,
    },
  },
  {
    name: 'jose with keys that carry their algorithm',
    files: {
      'src/id.ts': `import { createLocalJWKSet, createRemoteJWKSet, importSPKI, jwtVerify } from 'jose';
import keys from './jwks.json' with { type: 'json' };

const remote = createRemoteJWKSet(new URL('https://id.example.com/.well-known/jwks.json'));
const local = createLocalJWKSet(keys);
export const a = (token: string) => jwtVerify(token, remote, { issuer: 'https://id.example.com' });
export const b = (token: string) => jwtVerify(token, local);
export const c = async (token: string) => jwtVerify(token, await importSPKI(process.env.PUBLIC_KEY!, 'RS256'));
export const d = (token: string) => jwtVerify(token, new TextEncoder().encode(process.env.SECRET), { algorithms: ['HS256'] });
`,
      'src/jwks.json': '{ "keys": [] }\n',
    },
  },
  {
    name: 'the other libraries, told what to accept',
    files: {
      'src/server.js': `const { expressjwt } = require('express-jwt');
const koaJwt = require('koa-jwt');
const { Strategy, ExtractJwt } = require('passport-jwt');
const simple = require('jwt-simple');
const { createVerifier } = require('fast-jwt');
const jws = require('jws');

const algorithms = ['HS256'];
exports.a = expressjwt({ secret: process.env.JWT_SECRET, algorithms });
exports.b = koaJwt({ secret: process.env.JWT_SECRET, algorithms });
exports.c = new Strategy({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: process.env.JWT_SECRET, jsonWebTokenOptions: { algorithms } }, () => {});
exports.d = (token) => simple.decode(token, process.env.JWT_SECRET, false, 'HS256');
exports.e = createVerifier({ key: process.env.JWT_SECRET, algorithms });
exports.f = (signature, key) => jws.verify(signature, 'RS256', key);
exports.g = (token) => simple.decode(token, '', true);
`,
    },
  },
  {
    name: 'Hono and Fastify, told what to accept',
    files: {
      'src/hono.ts': `import { Hono } from 'hono';
import { jwt, verify } from 'hono/jwt';

const app = new Hono();
app.use('/auth/*', jwt({ secret: process.env.JWT_SECRET!, alg: 'HS256' }));
app.get('/me', async (c) => c.json([await verify('', process.env.JWT_SECRET!, 'HS256'), await verify('', process.env.JWT_SECRET!, { alg: 'HS256' })]));
export default app;
`,
      'src/fastify.ts': `import fastify from 'fastify';
import jwt from '@fastify/jwt';

const app = fastify();
app.register(jwt, { secret: process.env.JWT_SECRET!, sign: { algorithm: 'HS256' }, verify: { algorithms: ['HS256'] } });
export default app;
`,
    },
  },
  {
    name: 'a JwtModule that sets the list for all its services',
    files: {
      'src/auth.module.ts': `import { Module } from '@nestjs/common';
import { JwtModule } from '@nestjs/jwt';
import { AuthService } from './auth.service';

@Module({ imports: [JwtModule.register({ secret: process.env.JWT_SECRET, verifyOptions: { algorithms: ['HS256'] } })], providers: [AuthService] })
export class AuthModule {}
`,
      'src/auth.service.ts': `import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';

@Injectable()
export class AuthService {
  constructor(private readonly jwt: JwtService) {}
  read(token: string) {
    return this.jwt.verify(token, { issuer: 'shop' });
  }
}
`,
    },
  },
  {
    name: 'things of the same names that are no verification of a JWT',
    files: {
      'src/other.js': `const argon2 = require('argon2');
const crypto = require('crypto');
const jwt = require('jsonwebtoken');
const { expressjwt } = require('express-jwt');

const guard = expressjwt({ secret: process.env.JWT_SECRET, algorithms: ['HS256'] });
exports.a = (hash, password) => argon2.verify(hash, password);
exports.b = (data, key, signature) => crypto.verify('sha256', data, key, signature);
exports.c = (user) => jwt.sign(user, process.env.JWT_SECRET, { expiresIn: '1h' });
exports.d = (req, res, next) => guard(req, res, next);
exports.e = (captcha) => captcha.verify(captcha.token, process.env.SECRET);
`,
    },
  },
  {
    name: 'a token that is decoded for its key, then verified',
    files: {
      'src/legacy.ts': `import jwt from 'jsonwebtoken';
import { findUser } from './users';

const emailOf = async (token: string) => {
  const decoded = jwt.decode(token) as { id: string };
  return (await findUser(decoded.id)).email;
};

export const verifyToken = async (token: string) => {
  const email = await emailOf(token);
  const payload = jwt.verify(token, process.env.JWT_SECRET + email, { algorithms: ['HS256'] });
  return payload;
};

export const authenticate = async (req: any, res: any, next: any) => {
  const token = req.headers.authorization.split(' ')[1];
  const claims = jwt.decode(token);
  await verifyToken(token);
  req.user = claims;
  next();
};
`,
      'src/users.ts': `export const findUser = async (id: string) => ({ id, email: id + '@example.com' });
`,
    },
  },
  {
    name: 'a token that is decoded to show when it ends',
    files: {
      'src/expiry.ts': `import jwt from 'jsonwebtoken';
import { decodeJwt } from 'jose';

export const expiryOf = (token: string) => (jwt.decode(token) as { exp: number }).exp;
export const isExpired = (token: string) => (decodeJwt(token).exp ?? 0) * 1000 < Date.now();
`,
    },
  },
  {
    name: 'a missing list with a shared secret, where the options allow it',
    files: {
      'src/auth.js': `const jwt = require('jsonwebtoken');
exports.read = (token) => jwt.verify(token, process.env.JWT_SECRET);
`,
    },
    options: { allowMissingWithSecret: true },
  },
];
