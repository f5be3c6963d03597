import { ruleCases } from '../harness/cases.ts';

const js = (body: string): Record<string, string> => ({ 'src/auth.js': `const jwt = require('jsonwebtoken');\n${body}` });
const at = (line: number, messageId: string) => ({ file: 'src/auth.js', line: line + 1, messageId, severity: 'error' as const });
const jose = (body: string): Record<string, string> => ({ 'src/keys.ts': `import { createRemoteJWKSet, decodeProtectedHeader, decodeJwt, importJWK, jwtVerify } from 'jose';\n${body}` });

ruleCases('no-unverified-jwt', {
  flagged: [
    {
      name: 'an identity from a token that is only decoded, next to the verification of another token',
      files: js(`const verifyRefreshToken = (req, res, next) => {
  const accessToken = req.headers.authorization.slice(7);
  const { refreshToken } = req.body;
  jwt.verify(refreshToken, process.env.REFRESH_SECRET, { algorithms: ['HS256'] }, (err) => {
    if (err) return res.sendStatus(401);
    req.user = jwt.decode(accessToken);
    next();
  });
};
module.exports = { verifyRefreshToken };
`),
      findings: [{ ...at(6, 'decoded'), column: 16, endColumn: 26, confidence: 'medium' }],
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
        'src/crypto.ts': "export const decrypt = (text: string) => Buffer.from(text, 'base64').toString();\n",
      },
      findings: [{ file: 'src/invite.ts', line: 5, column: 19, messageId: 'decoded' }],
    },
    { name: 'a role that decides', files: js("exports.admin = (req, res, next) => {\n  const claims = jwt.decode(req.cookies.token);\n  if (!claims || claims.role !== 'admin') return res.sendStatus(403);\n  next();\n};"), findings: [at(2, 'decision')] },
    { name: 'a user who is looked up', files: js("const User = require('./user');\nexports.me = async (req, res) => {\n  const { id } = jwt.decode(req.headers.authorization.split(' ')[1]);\n  res.json(await User.findById(id));\n};"), findings: [at(3, 'lookup')] },
    { name: 'jwt-decode on a server', files: { 'src/auth.ts': "import express from 'express';\nimport { jwtDecode } from 'jwt-decode';\nexport const identify: express.RequestHandler = (req, res, next) => {\n  req.user = jwtDecode(req.headers.authorization!);\n  next();\n};" }, findings: [{ file: 'src/auth.ts', line: 4, messageId: 'decoded' }] },
    { name: 'jku', files: jose("export const read = (token: string) => {\n  const header = decodeProtectedHeader(token);\n  return jwtVerify(token, createRemoteJWKSet(new URL(header.jku!)));\n};"), findings: [{ file: 'src/keys.ts', line: 4, messageId: 'header', confidence: 'high' }] },
    { name: 'jwk', files: jose("export const read = async (token: string) => {\n  const { jwk } = decodeProtectedHeader(token);\n  return jwtVerify(token, await importJWK(jwk!));\n};"), findings: [{ file: 'src/keys.ts', line: 4, messageId: 'header' }] },
    { name: 'a path with kid, in a callback', files: js("const fs = require('fs');\nfunction getKey(header, done) {\n  done(null, fs.readFileSync(`keys/${header.kid}.pem`));\n}\nexports.read = (token, done) => jwt.verify(token, getKey, { algorithms: ['RS256'] }, done);"), findings: [at(3, 'kid')] },
  ],
  quiet: [
    { name: 'the same token is verified around', files: js("exports.identify = (req, res, next) => {\n  const token = req.headers.authorization.slice(7);\n  jwt.verify(token, process.env.KEY, { algorithms: ['HS256'] });\n  req.user = jwt.decode(token);\n  next();\n};") },
    { name: 'verified by a function of the project', files: { ...js("const { verifyToken } = require('./verify');\nexports.identify = async (req, res, next) => {\n  const token = req.headers.authorization.slice(7);\n  await verifyToken(token);\n  req.user = jwt.decode(token);\n  next();\n};"), 'src/verify.js': "const jwt = require('jsonwebtoken');\nexports.verifyToken = async (token) => jwt.verify(token, process.env.KEY, { algorithms: ['HS256'] });" } },
    { name: 'a verified role', files: js("exports.admin = (req, res, next) => {\n  const claims = jwt.verify(req.cookies.token, process.env.KEY, { algorithms: ['HS256'] });\n  if (claims.role !== 'admin') return res.sendStatus(403);\n  next();\n};") },
    { name: 'behind a guard that verifies', files: { 'src/app.js': "const express = require('express');\nconst { verify, me } = require('./auth');\nconst app = express();\napp.get('/me', verify, me);\napp.listen(3000);", ...js("const User = require('./user');\nexports.verify = (req, res, next) => {\n  try {\n    jwt.verify(req.headers.authorization.split(' ')[1], process.env.KEY, { algorithms: ['HS256'] });\n    next();\n  } catch {\n    res.sendStatus(401);\n  }\n};\nexports.me = async (req, res) => {\n  const { id } = jwt.decode(req.headers.authorization.split(' ')[1]);\n  res.json(await User.findById(id));\n};") } },
    { name: 'when it ends', files: js('exports.isExpired = (token) => jwt.decode(token).exp * 1000 < Date.now();') },
    { name: 'a browser', files: { 'src/useUser.tsx': "import { useState } from 'react';\nimport { jwtDecode } from 'jwt-decode';\nexport const useUser = (auth: any) => { auth.user = jwtDecode(auth.token); return auth.user.role === 'admin' ? 1 : 2; };" } },
    { name: 'an answer of the issuer', files: js("exports.callback = async (tokens, User) => {\n  const claims = jwt.decode(tokens.id_token);\n  return User.findById(claims.sub);\n};") },
    { name: 'a list of addresses', files: jose("const KNOWN = new Set(['https://id.example.com/jwks']);\nexport const read = (token: string) => {\n  const header = decodeProtectedHeader(token);\n  if (!KNOWN.has(header.jku!)) throw new Error('unknown key');\n  return jwtVerify(token, createRemoteJWKSet(new URL(header.jku!)));\n};") },
    { name: 'kid among known keys', files: js("const keys = new Map();\nfunction getKey(header, done) {\n  done(null, keys.get(header.kid));\n}\nexports.read = (token, done) => jwt.verify(token, getKey, { algorithms: ['RS256'] }, done);") },
    { name: 'kid to a JWKS client', files: js("const client = require('jwks-rsa')({ jwksUri: process.env.JWKS });\nfunction getKey(header, done) {\n  client.getSigningKey(header.kid, (error, key) => done(error, key.getPublicKey()));\n}\nexports.read = (token, done) => jwt.verify(token, getKey, { algorithms: ['RS256'] }, done);") },
    { name: 'behind a gateway', options: { gateway: true }, files: js('exports.identify = (req, res, next) => {\n  req.user = jwt.decode(req.headers.authorization);\n  next();\n};') },
  ],
});
