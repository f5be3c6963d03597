import type { FlaggedCase } from '../../harness/cases.ts';

export const flaggedLibraries: FlaggedCase[] = [
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
];
