import { ruleCases } from '../harness/cases.ts';

ruleCases('require-jwt-algorithm', {
  flagged: [
    {
      name: 'jsonwebtoken, promise of the payload, secret from the environment',
      files: {
        'src/auth.js': `const jwt = require('jsonwebtoken');

function protect(req, res, next) {
  const token = req.headers.authorization.split(' ')[1];
  req.user = jwt.verify(token, process.env.JWT_SECRET);
  next();
}
module.exports = { protect };
`,
      },
      findings: [{
        file: 'src/auth.js', line: 5, column: 14, endLine: 5, endColumn: 24, messageId: 'missing', severity: 'warning', confidence: 'medium',
        suggestions: [{
          message: "Pin the algorithm: { algorithms: ['HS256'] }",
          output: `const jwt = require('jsonwebtoken');

function protect(req, res, next) {
  const token = req.headers.authorization.split(' ')[1];
  req.user = jwt.verify(token, process.env.JWT_SECRET, { algorithms: ['HS256'] });
  next();
}
module.exports = { protect };
`,
        }],
      }],
    },
    {
      name: 'jsonwebtoken, callback form with a public key: the algorithm that the project signs with',
      files: {
        'src/keys.ts': `import { readFileSync } from "node:fs";

export const publicKey = readFileSync("keys/jwt.pub", "utf8");
export const privateKey = readFileSync("keys/jwt.key", "utf8");
`,
        'src/tokens.ts': `import jwt from "jsonwebtoken";
import { privateKey } from "./keys";

export const issue = (user: object) => jwt.sign(user, privateKey, { algorithm: "RS384", expiresIn: "6h" });
`,
        'src/verify.ts': `import { verify as check } from "jsonwebtoken";
import { publicKey } from "./keys";

export const readToken = (token: string, done: (user?: unknown) => void) => {
  check(token, publicKey, (err, decoded) => {
    done(err ? undefined : decoded);
  });
};
`,
      },
      findings: [{
        file: 'src/verify.ts', line: 5, column: 3, messageId: 'missing', confidence: 'high',
        suggestions: [{
          message: "Pin the algorithm: { algorithms: ['RS384'] }",
          output: `import { verify as check } from "jsonwebtoken";
import { publicKey } from "./keys";

export const readToken = (token: string, done: (user?: unknown) => void) => {
  check(token, publicKey, { algorithms: ["RS384"] }, (err, decoded) => {
    done(err ? undefined : decoded);
  });
};
`,
        }],
      }],
    },
    {
      name: 'options without a list, with an assertion and a trailing comma around the arguments',
      files: {
        'src/session.ts': `import * as jwt from 'jsonwebtoken';

export function readSession(token: string): jwt.JwtPayload {
  return jwt.verify(
    token,
    process.env.SESSION_SECRET as string,
    {
      issuer: 'shop',
      maxAge: '2h',
    },
  ) as jwt.JwtPayload;
}

export const peek = (token: string) => jwt.verify(
  token,
  process.env.SESSION_SECRET!,
);
`,
      },
      findings: [
        {
          file: 'src/session.ts', line: 4, column: 10, messageId: 'missing',
          suggestions: [{
            message: "Pin the algorithm: algorithms: ['HS256']",
            output: `import * as jwt from 'jsonwebtoken';

export function readSession(token: string): jwt.JwtPayload {
  return jwt.verify(
    token,
    process.env.SESSION_SECRET as string,
    {
      algorithms: ['HS256'],
      issuer: 'shop',
      maxAge: '2h',
    },
  ) as jwt.JwtPayload;
}

export const peek = (token: string) => jwt.verify(
  token,
  process.env.SESSION_SECRET!,
);
`,
          }],
        },
        {
          file: 'src/session.ts', line: 14, column: 40, messageId: 'missing',
          suggestions: [{
            message: "Pin the algorithm: { algorithms: ['HS256'] }",
            output: `import * as jwt from 'jsonwebtoken';

export function readSession(token: string): jwt.JwtPayload {
  return jwt.verify(
    token,
    process.env.SESSION_SECRET as string,
    {
      issuer: 'shop',
      maxAge: '2h',
    },
  ) as jwt.JwtPayload;
}

export const peek = (token: string) => jwt.verify(
  token,
  process.env.SESSION_SECRET!, { algorithms: ['HS256'] }
);
`,
          }],
        },
      ],
    },
    {
      name: 'promisified, called at once and under a name in another file',
      files: {
        'lib/verify.js': `const { promisify } = require('util');
const jwt = require('jsonwebtoken');

exports.verifyAsync = promisify(jwt.verify);
exports.protect = async (req, res, next) => {
  const decoded = await promisify(jwt.verify)(req.cookies.jwt, process.env.JWT_SECRET);
  req.user = await User.findById(decoded.id);
  next();
};
`,
        'lib/socket.js': `const { verifyAsync } = require('./verify');

exports.attach = (io) => io.use(async (socket, next) => {
  socket.user = await verifyAsync(socket.handshake.auth.token, process.env.JWT_SECRET);
  next();
});
`,
      },
      findings: [
        { file: 'lib/socket.js', line: 4, column: 23, messageId: 'missing' },
        { file: 'lib/verify.js', line: 6, column: 25, messageId: 'missing' },
      ],
    },
    {
      name: 'options from another file, spread from a constant that has no list either',
      files: {
        'src/config/jwt.ts': `const base = { issuer: 'https://id.example.com', audience: 'api' };
export const verifyOptions = { ...base, clockTolerance: 5 };
export const secret = process.env.JWT_SECRET ?? '';
`,
        'src/middleware/auth.ts': `import jwt from 'jsonwebtoken';
import { secret, verifyOptions } from '../config/jwt.js';

export const auth = (req: any, res: any, next: any) => {
  try {
    req.user = jwt.verify(req.get('authorization')?.slice(7) ?? '', secret, verifyOptions);
    next();
  } catch {
    res.sendStatus(401);
  }
};
`,
      },
      findings: [{
        file: 'src/middleware/auth.ts', line: 6, column: 16, messageId: 'missing',
        suggestions: [{
          message: "Pin the algorithm: algorithms: ['HS256']",
          output: {
            'src/config/jwt.ts': `const base = { issuer: 'https://id.example.com', audience: 'api' };
export const verifyOptions = { ...base, clockTolerance: 5, algorithms: ['HS256'] };
export const secret = process.env.JWT_SECRET ?? '';
`,
          },
        }],
      }],
    },
    {
      name: 'options that a function returns',
      files: {
        'src/options.ts': `export function verifyOptions(audience: string) {
  return { audience, issuer: 'accounts' };
}
`,
        'src/verify.ts': `import { verify } from 'jsonwebtoken';
import { verifyOptions } from './options';

export const readInvite = (token: string) => verify(token, process.env.INVITE_SECRET!, verifyOptions('invite'));
`,
      },
      findings: [{ file: 'src/verify.ts', line: 4, column: 46, messageId: 'missing' }],
    },
    {
      name: 'a wrapper whose callers never give a list',
      files: {
        'src/jwt.ts': `import jwt from 'jsonwebtoken';

export function verifyToken(token: string, options = {}) {
  return jwt.verify(token, process.env.JWT_SECRET!, options);
}
`,
        'src/users.ts': `import { verifyToken } from './jwt';

export const byToken = (token: string) => verifyToken(token);
export const byOldToken = (token: string) => verifyToken(token, { ignoreExpiration: true });
`,
      },
      findings: [{ file: 'src/jwt.ts', line: 4, column: 10, messageId: 'missing' }],
    },
    {
      name: 'none in the list, alone, in capitals, and from a constant in another file',
      files: {
        'src/algorithms.js': `exports.ALGORITHMS = ['HS256', 'none'];
`,
        'src/verify.js': `const jwt = require('jsonwebtoken');
const { ALGORITHMS } = require('./algorithms');

exports.guest = (token) => jwt.verify(token, '', { algorithms: ['none'] });
exports.device = (token) => jwt.verify(token, null, { algorithms: ['NONE'] });
exports.user = (token) => jwt.verify(token, process.env.JWT_SECRET, { algorithms: ALGORITHMS });
`,
      },
      findings: [
        { file: 'src/algorithms.js', line: 1, column: 23, messageId: 'none', severity: 'error', confidence: 'high' },
        { file: 'src/verify.js', line: 4, column: 64, messageId: 'none', severity: 'error', confidence: 'high' },
        { file: 'src/verify.js', line: 5, column: 67, messageId: 'none', severity: 'error', confidence: 'high' },
      ],
    },
    {
      name: 'the algorithm of the token\'s own header',
      files: {
        'src/partner.ts': `import jwt from 'jsonwebtoken';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { keyOf } from './keys';

export async function readPartnerToken(token: string) {
  const decoded = jwt.decode(token, { complete: true });
  if (!decoded) throw new Error('no token');
  const { header } = decoded;
  return jwt.verify(token, await keyOf(header.kid), { algorithms: [header.alg] });
}

const keys = createRemoteJWKSet(new URL('https://id.example.com/jwks'));
export const readIdToken = (token: string) =>
  jwtVerify(token, keys, { algorithms: [decodeProtectedHeader(token).alg as string] });

export function readByHand(token: string) {
  const header = JSON.parse(Buffer.from(token.split('.')[0]!, 'base64url').toString());
  return jwt.verify(token, process.env.JWT_KEY!, { algorithms: [header.alg] });
}
`,
        'src/keys.ts': `export const keyOf = async (kid?: string) => (await fetch('https://id.example.com/keys/' + kid)).text();
`,
      },
      findings: [
        { file: 'src/partner.ts', line: 9, column: 67, messageId: 'header', severity: 'error', confidence: 'high' },
        { file: 'src/partner.ts', line: 14, column: 40, messageId: 'header', severity: 'error', confidence: 'high' },
        { file: 'src/partner.ts', line: 18, column: 64, messageId: 'header', severity: 'error', confidence: 'high' },
      ],
    },
    {
      name: 'symmetric and asymmetric algorithms for one key',
      files: {
        'src/verify.ts': `import jwt from 'jsonwebtoken';
import { readFileSync } from 'node:fs';

const cert = readFileSync('public.pem');
export const read = (token: string) => jwt.verify(token, cert, { algorithms: ['RS256', 'HS256'] });
`,
      },
      findings: [{
        file: 'src/verify.ts', line: 5, column: 78, endColumn: 96, messageId: 'mixed', severity: 'error', confidence: 'high',
        suggestions: [{
          message: 'Accept only RS256',
          output: `import jwt from 'jsonwebtoken';
import { readFileSync } from 'node:fs';

const cert = readFileSync('public.pem');
export const read = (token: string) => jwt.verify(token, cert, { algorithms: ['RS256'] });
`,
        }],
        message: '`jwt.verify` accepts both HS256 and RS256 for the same key. Whoever knows the public key can use it as the HMAC secret and sign a token with it. List only the algorithms of the kind of key in use.',
      }],
    },
    {
      name: 'express-jwt before version 6, and its later forms',
      files: {
        'src/app.js': `const express = require('express');
const jwt = require('express-jwt');
const { expressjwt } = require('express-jwt');

const app = express();
app.use('/api', jwt({ secret: process.env.JWT_SECRET }).unless({ path: ['/api/login'] }));
app.use('/admin', expressjwt({ secret: process.env.ADMIN_SECRET, requestProperty: 'admin' }));
app.get('/api/me', (req, res) => res.json(req.user));
module.exports = app;
`,
      },
      findings: [
        { file: 'src/app.js', line: 6, column: 17, endColumn: 20, messageId: 'missing' },
        { file: 'src/app.js', line: 7, column: 19, endColumn: 29, messageId: 'missing' },
      ],
    },
    {
      name: 'passport-jwt with options built up in another file',
      files: {
        'config/passport.js': `const { Strategy: JwtStrategy, ExtractJwt } = require('passport-jwt');
const { jwtOptions } = require('./jwt');
const User = require('../models/user');

module.exports = (passport) => {
  passport.use(new JwtStrategy(jwtOptions, (payload, done) => User.findById(payload.id).then((user) => done(null, user || false))));
};
module.exports.extract = ExtractJwt;
`,
        'config/jwt.js': `const { ExtractJwt } = require('passport-jwt');

const jwtOptions = {};
jwtOptions.jwtFromRequest = ExtractJwt.fromAuthHeaderAsBearerToken();
jwtOptions.secretOrKey = process.env.JWT_SECRET;
module.exports = { jwtOptions };
`,
        'models/user.js': 'module.exports = require(\'mongoose\').model(\'User\');\n',
      },
      findings: [{ file: 'config/passport.js', line: 6, column: 20, endColumn: 31, messageId: 'missing' }],
    },
    {
      name: 'a NestJS strategy and an injected JwtService, whose module sets no list',
      files: {
        'src/jwt.strategy.ts': `import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { ExtractJwt, Strategy } from 'passport-jwt';

@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  constructor() {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      ignoreExpiration: false,
      secretOrKey: process.env.JWT_SECRET,
    });
  }
  validate(payload: { sub: string }) {
    return { id: payload.sub };
  }
}
`,
        'src/auth.module.ts': `import { Module } from '@nestjs/common';
import { ConfigService } from '@nestjs/config';
import { JwtModule } from '@nestjs/jwt';
import { AuthService } from './auth.service';

@Module({
  imports: [JwtModule.registerAsync({ inject: [ConfigService], useFactory: (config: ConfigService) => ({ secret: config.get('JWT_SECRET'), signOptions: { expiresIn: '1h' } }) })],
  providers: [AuthService],
})
export class AuthModule {}
`,
        'src/auth.service.ts': `import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';

@Injectable()
export class AuthService {
  constructor(private readonly jwtService: JwtService) {}

  async userOf(token: string) {
    const { sub } = await this.jwtService.verifyAsync(token, { secret: process.env.JWT_SECRET });
    return sub;
  }
  session(token: string) {
    return this.jwtService.verify(token);
  }
}
`,
      },
      findings: [
        { file: 'src/auth.service.ts', line: 9, column: 27, messageId: 'missing', suggestions: [{
          message: "Pin the algorithm: algorithms: ['HS256']",
          output: `import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';

@Injectable()
export class AuthService {
  constructor(private readonly jwtService: JwtService) {}

  async userOf(token: string) {
    const { sub } = await this.jwtService.verifyAsync(token, { algorithms: ['HS256'], secret: process.env.JWT_SECRET });
    return sub;
  }
  session(token: string) {
    return this.jwtService.verify(token);
  }
}
`,
        }] },
        { file: 'src/auth.service.ts', line: 13, column: 12, messageId: 'missing' },
        { file: 'src/jwt.strategy.ts', line: 8, column: 5, endColumn: 10, messageId: 'missing' },
      ],
    },
    {
      name: '@fastify/jwt',
      files: {
        'src/plugins/jwt.ts': `import fp from 'fastify-plugin';
import fastifyJwt from '@fastify/jwt';

export default fp(async (fastify) => {
  fastify.register(fastifyJwt, {
    secret: process.env.JWT_SECRET,
    sign: { algorithm: 'HS512' },
  });
});
`,
      },
      findings: [{
        file: 'src/plugins/jwt.ts', line: 5, column: 3, messageId: 'missing', suggestions: [{
          message: "Pin the algorithm: verify: { algorithms: ['HS512'] }",
          output: `import fp from 'fastify-plugin';
import fastifyJwt from '@fastify/jwt';

export default fp(async (fastify) => {
  fastify.register(fastifyJwt, {
    verify: { algorithms: ['HS512'] },
    secret: process.env.JWT_SECRET,
    sign: { algorithm: 'HS512' },
  });
});
`,
        }],
      }],
    },
    {
      name: 'koa-jwt, jwt-simple, fast-jwt and the old form of jws',
      files: {
        'src/server.js': `const Koa = require('koa');
const jwt = require('koa-jwt');
const simple = require('jwt-simple');
const { createVerifier } = require('fast-jwt');
const jws = require('jws');

const app = new Koa();
app.use(jwt({ secret: process.env.JWT_SECRET }).unless({ path: [/^\\/public/] }));
exports.readLegacy = (token) => simple.decode(token, process.env.LEGACY_SECRET);
exports.readFast = createVerifier({ key: async () => fetchKey() });
exports.readSigned = (signature, publicKey) => jws.verify(signature, publicKey);
const fetchKey = () => 'key';
`,
      },
      findings: [
        { file: 'src/server.js', line: 8, column: 9, messageId: 'missing' },
        { file: 'src/server.js', line: 9, column: 33, messageId: 'missing' },
        { file: 'src/server.js', line: 10, column: 20, messageId: 'missing' },
        { file: 'src/server.js', line: 11, column: 48, messageId: 'missing', confidence: 'high' },
      ],
    },
    {
      name: 'Hono before version 4.11.4: HS256 whatever the key',
      files: {
        'src/index.ts': `import { Hono } from 'hono';
import { jwk } from 'hono/jwk';
import { jwt, verify } from 'hono/jwt';

const app = new Hono<{ Bindings: { JWT_SECRET: string; PUBLIC_KEY: string } }>();
app.use('/auth/*', (c, next) => jwt({ secret: c.env.JWT_SECRET })(c, next));
app.use('/partner/*', jwk({ jwks_uri: 'https://id.example.com/jwks' }));
app.get('/me', async (c) => c.json(await verify(c.req.header('x-token') ?? '', c.env.PUBLIC_KEY)));
export default app;
`,
      },
      findings: [
        { file: 'src/index.ts', line: 6, column: 33, messageId: 'missing', confidence: 'low' },
        { file: 'src/index.ts', line: 7, column: 23, messageId: 'missing', confidence: 'high' },
        { file: 'src/index.ts', line: 8, column: 42, messageId: 'missing', confidence: 'high' },
      ],
    },
    {
      name: 'jose with a shared secret: any HMAC passes; and its reader of unsigned tokens',
      files: {
        'src/session.ts': `import { jwtVerify, UnsecuredJWT } from 'jose';

const secret = new TextEncoder().encode(process.env.SESSION_SECRET);
export const readSession = (token: string) => jwtVerify(token, secret);
export const readDraft = (token: string) => UnsecuredJWT.decode(token);
`,
      },
      findings: [
        { file: 'src/session.ts', line: 4, column: 47, messageId: 'missing', confidence: 'low' },
        { file: 'src/session.ts', line: 5, column: 45, messageId: 'none', confidence: 'high' },
      ],
    },
    {
      name: 'an identity from a token that is only decoded, next to the verification of another token',
      files: {
        'src/refresh.js': `const jwt = require('jsonwebtoken');

const verifyRefreshToken = (req, res, next) => {
  const accessToken = req.headers.authorization.slice(7);
  const { refreshToken } = req.body;
  jwt.verify(refreshToken, process.env.REFRESH_SECRET, { algorithms: ['HS256'] }, (err) => {
    if (err) return res.sendStatus(401);
    req.user = jwt.decode(accessToken);
    next();
  });
};
module.exports = { verifyRefreshToken };
`,
      },
      findings: [{ file: 'src/refresh.js', line: 8, column: 16, endColumn: 26, messageId: 'decoded', severity: 'error', confidence: 'medium' }],
    },
    {
      name: 'a function that promises verification and returns what it decoded',
      files: {
        'src/invite.ts': `import jwt, { type JwtPayload } from 'jsonwebtoken';
import { decrypt } from './crypto';

export const verifyInviteToken = (token: string): { id: string; email: string } => {
  const payload = jwt.decode(token) as JwtPayload;
  const { id, email } = payload;
  let plain: string;
  try {
    plain = decrypt(email);
  } catch {
    plain = email;
  }
  return { id, email: plain };
};
`,
        'src/crypto.ts': `export const decrypt = (text: string) => Buffer.from(text, 'base64').toString();
`,
      },
      findings: [{ file: 'src/invite.ts', line: 5, column: 19, messageId: 'decoded' }],
    },
  ],
  quiet: [
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
    {
      name: 'an unverified identity, where the options leave it to others',
      files: {
        'src/auth.js': `const jwt = require('jsonwebtoken');
exports.gateway = (req, res, next) => {
  req.user = jwt.decode(req.headers['x-forwarded-access-token']);
  next();
};
`,
      },
      options: { unverifiedIdentity: false },
    },
  ],
});
