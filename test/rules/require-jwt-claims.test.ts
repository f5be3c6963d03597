import { ruleCases } from '../harness/cases.ts';

const url = "new URL('https://tenant.eu.auth0.com/.well-known/jwks.json')";
const jose = (options: string, after = '') => ({ 'src/auth.ts': `import { createRemoteJWKSet, jwtVerify } from 'jose';\nconst keys = createRemoteJWKSet(${url});\nexport async function read(token: string) {\n  const { payload } = await jwtVerify(token, keys${options});\n${after}  return payload;\n}\n` });
const express = (options: string) => ({ 'src/app.js': `const { expressjwt } = require('express-jwt');\nconst jwks = require('jwks-rsa');\nexports.check = expressjwt({\n  secret: jwks.expressJwtSecret({ jwksUri: 'https://t.auth0.com/.well-known/jwks.json' }),\n  algorithms: ['RS256'],${options}\n});\n` });
const client = (options: string) => ({ 'src/verify.js': `const jwt = require('jsonwebtoken');\nconst jwksClient = require('jwks-rsa');\nconst client = jwksClient({ jwksUri: 'https://appleid.apple.com/auth/keys' });\nfunction getKey(header, done) {\n  client.getSigningKey(header.kid, (error, key) => done(error, key.getPublicKey()));\n}\nexports.read = (token) => new Promise((resolve, reject) => jwt.verify(token, getKey, { algorithms: ['RS256']${options} }, (error, claims) => (error ? reject(error) : resolve(claims))));\n` });
const nest = (options: string) => ({ 'src/jwt.strategy.ts': `import { Injectable } from '@nestjs/common';\nimport { PassportStrategy } from '@nestjs/passport';\nimport { passportJwtSecret } from 'jwks-rsa';\nimport { ExtractJwt, Strategy } from 'passport-jwt';\n@Injectable()\nexport class JwtStrategy extends PassportStrategy(Strategy) {\n  constructor() {\n    super({\n      secretOrKeyProvider: passportJwtSecret({ jwksUri: \`\${process.env.ISSUER}.well-known/jwks.json\` }),\n      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),${options}\n    });\n  }\n  validate(payload: unknown) { return payload; }\n}\n` });
const fastify = (verify: string) => ({ 'src/app.ts': `import Fastify from 'fastify';\nimport jwt from '@fastify/jwt';\nimport buildGetJwks from 'get-jwks';\nconst app = Fastify();\nconst getJwks = buildGetJwks();\napp.register(jwt, {\n  decode: { complete: true },\n  secret: (request, token) => getJwks.getPublicKey({ kid: token.header.kid, domain: 'https://t.auth0.com/', alg: token.header.alg }),${verify}\n});\nexport default app;\n` });
const hono = (options: string) => ({ 'src/app.ts': `import { Hono } from 'hono';\nimport { jwk } from 'hono/jwk';\nconst app = new Hono();\napp.use('/api/*', jwk({ jwks_uri: 'https://t.auth0.com/.well-known/jwks.json', alg: ['RS256']${options} }));\nexport default app;\n` });
const google = (options: string, after = '') => ({ 'src/google.ts': `import { OAuth2Client } from 'google-auth-library';\nconst client = new OAuth2Client(process.env.GOOGLE_CLIENT_ID);\nexport async function login(idToken: string) {\n  const ticket = await client.verifyIdToken({ idToken${options} });\n  const payload = ticket.getPayload();\n${after}  return payload;\n}\n` });

ruleCases('require-jwt-claims', {
  flagged: [
    { name: 'jose without options', files: jose(''), findings: [{ file: 'src/auth.ts', line: 4, column: 29, endColumn: 38, messageId: 'both', confidence: 'medium' }] },
    { name: 'jose with the issuer only', files: jose(", { issuer: 'https://tenant.eu.auth0.com/' }"), findings: [{ file: 'src/auth.ts', line: 4, messageId: 'audience' }] },
    { name: 'jose with the audience only', files: jose(", { audience: 'https://api.example.com' }"), findings: [{ file: 'src/auth.ts', line: 4, messageId: 'issuer', severity: 'note', confidence: 'low' }] },
    { name: 'express-jwt', files: express("\n  issuer: 'https://t.auth0.com/',"), findings: [{ file: 'src/app.js', line: 3, messageId: 'audience' }] },
    { name: 'jsonwebtoken with a function that fetches, for everyone who registers with the issuer', files: client(''), findings: [{ file: 'src/verify.js', line: 7, messageId: 'both', confidence: 'high' }] },
    { name: 'a fetched key, awaited', files: { 'src/apple.ts': "import jwt from 'jsonwebtoken';\nimport jwksClient from 'jwks-rsa';\nconst client = jwksClient({ jwksUri: 'https://appleid.apple.com/auth/keys' });\nexport async function read(token: string, kid: string) {\n  const key = await client.getSigningKey(kid);\n  const publicKey = key.getPublicKey();\n  return jwt.verify(token, publicKey, { algorithms: ['RS256'] });\n}" }, findings: [{ file: 'src/apple.ts', line: 7, messageId: 'both' }] },
    { name: 'a strategy of NestJS', files: nest('\n      issuer: process.env.ISSUER,'), findings: [{ file: 'src/jwt.strategy.ts', line: 8, messageId: 'audience' }] },
    { name: 'the plugin of Fastify', files: fastify(''), findings: [{ file: 'src/app.ts', line: 6, messageId: 'both' }] },
    { name: 'Hono', files: hono(''), findings: [{ file: 'src/app.ts', line: 4, messageId: 'both' }] },
    { name: 'koa-jwt', files: { 'src/app.js': "const Koa = require('koa');\nconst jwt = require('koa-jwt');\nconst { koaJwtSecret } = require('jwks-rsa');\nconst app = new Koa();\napp.use(jwt({ secret: koaJwtSecret({ jwksUri: 'https://t.auth0.com/.well-known/jwks.json' }), issuer: 'https://t.auth0.com/' }));" }, findings: [{ file: 'src/app.js', line: 5, messageId: 'audience' }] },
    { name: 'an ID token for any client of Google', files: google(''), findings: [{ file: 'src/google.ts', line: 4, messageId: 'idToken', confidence: 'high' }] },
    { name: 'options of another file', files: { 'src/options.ts': "export const verifyOptions = { algorithms: ['RS256'], issuer: 'https://t.auth0.com/' };", 'src/auth.ts': `import { createRemoteJWKSet, jwtVerify } from 'jose';\nimport { verifyOptions } from './options';\nconst keys = createRemoteJWKSet(${url});\nexport const read = (token: string) => jwtVerify(token, keys, verifyOptions);` }, findings: [{ file: 'src/auth.ts', line: 4, messageId: 'audience' }] },
  ],
  quiet: [
    { name: 'jose with both', files: jose(", { issuer: 'https://tenant.eu.auth0.com/', audience: 'https://api.example.com' }") },
    { name: 'jose, compared by hand', files: jose(", { issuer: 'https://tenant.eu.auth0.com/' }", "  if (payload.azp !== 'https://app.example.com') throw new Error('not for us');\n") },
    { name: 'only the audience is wanted', options: { claims: ['audience'] }, files: jose(", { audience: 'https://api.example.com' }") },
    { name: 'a key of the project', files: { 'src/auth.ts': "import { jwtVerify } from 'jose';\nconst key = new TextEncoder().encode(process.env.JWT_SECRET);\nexport const read = (token: string) => jwtVerify(token, key);" } },
    { name: 'express-jwt with both', files: express("\n  issuer: 'https://t.auth0.com/',\n  audience: process.env.AUDIENCE,") },
    { name: 'jsonwebtoken with both', files: client(", issuer: 'https://appleid.apple.com', audience: process.env.APPLE_CLIENT_ID") },
    { name: 'options that cannot be followed', files: { 'src/auth.ts': `import { createRemoteJWKSet, jwtVerify } from 'jose';\nimport { load } from 'settings-service';\nconst keys = createRemoteJWKSet(${url});\nexport const read = (token: string) => jwtVerify(token, keys, load('jwt'));` } },
    { name: 'a strategy of NestJS with both', files: nest('\n      issuer: process.env.ISSUER,\n      audience: process.env.AUDIENCE,') },
    { name: 'the plugin of Fastify with both', files: fastify("\n  verify: { allowedAud: 'https://api.example.com', allowedIss: 'https://t.auth0.com/' },") },
    { name: 'Hono with both', files: hono(", verification: { iss: 'https://t.auth0.com/', aud: 'https://api.example.com' }") },
    { name: 'an ID token for this client', files: google(', audience: process.env.GOOGLE_CLIENT_ID') },
    { name: 'the client compared by hand', files: google('', "  if (payload?.aud !== process.env.GOOGLE_CLIENT_ID) throw new Error('not for us');\n") },
    { name: 'an ID token of Firebase', files: { 'src/firebase.ts': "import { getAuth } from 'firebase-admin/auth';\nexport const login = (idToken: string) => getAuth().verifyIdToken(idToken);" } },
    { name: 'a test', files: { 'test/auth.test.ts': jose('')['src/auth.ts'] } },
  ],
});
