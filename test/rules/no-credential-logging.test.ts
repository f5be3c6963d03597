import { ruleCases } from '../harness/cases.ts';

const file = 'src/auth.js';
const js = (body: string): Record<string, string> => ({ [file]: `const express = require('express');\nconst logger = require('./logger');\n${body}`, 'src/logger.js': "module.exports = require('winston').createLogger({});" });
const at = (line: number, messageId: string) => ({ file, line: line + 2, messageId });
const ts = (text: string, more: Record<string, string> = {}): Record<string, string> => ({ 'src/auth.ts': text, ...more });

ruleCases('no-credential-logging', {
  flagged: [
    { name: 'a password in text', files: js('exports.login = ({ email, password }) => logger.info(`login of ${email} with ${password}`);'), findings: [{ ...at(1, 'log'), column: 80, endColumn: 88, confidence: 'high' }] },
    { name: 'an argument of the console', files: js("exports.verify = (req) => console.log('token', req.headers.authorization);"), findings: [at(1, 'log')] },
    { name: 'a header that is asked for', files: js("exports.verify = (req) => console.log(req.get('Authorization'), req.header('x-api-key'));"), findings: [at(1, 'log'), at(1, 'log')] },
    { name: 'a property of an object', files: js("exports.login = (user) => logger.debug('found', { id: user.id, password: user.password });"), findings: [at(1, 'log')] },
    { name: 'the body of a login', files: js('exports.login = (req, res) => {\n  console.log(req.body);\n  const { email, password } = req.body;\n  res.json(check(email, password));\n};'), findings: [{ ...at(2, 'whole'), confidence: 'medium' }] },
    { name: 'the body in a field', files: js("exports.login = (req, res) => {\n  logger.info({ msg: 'login', body: req.body });\n  check(req.body.password);\n};"), findings: [at(2, 'whole')] },
    { name: 'all headers and cookies', files: js('exports.log = (req, res, next) => {\n  console.log(req.headers, req.cookies);\n  next();\n};'), findings: [at(2, 'whole'), at(2, 'whole')] },
    { name: 'a token that was just signed', files: js("const jwt = require('jsonwebtoken');\nexports.issue = (user) => {\n  const value = jwt.sign({ sub: user.id }, process.env.KEY);\n  console.log('issued', value);\n  return value;\n};"), findings: [at(4, 'log')] },
    { name: 'a key of the environment', files: js("console.log('using ' + process.env.JWT_SECRET);"), findings: [at(1, 'log')] },
    { name: 'a link with a reset token', files: js("exports.forgot = (user, resetToken) => {\n  const link = `https://app.example/reset?t=${resetToken}`;\n  console.log(link);\n};"), findings: [at(3, 'log')] },
    { name: 'the headers of a call', files: js('exports.call = (accessToken) => {\n  const headers = { Authorization: `Bearer ${accessToken}` };\n  console.log(headers);\n};'), findings: [at(3, 'whole')] },
    { name: 'the text of an error', files: js("exports.parse = (accessToken) => {\n  throw new TypeError('Malformed: ' + accessToken);\n};"), findings: [at(2, 'error')] },
    { name: 'the logger of NestJS', files: ts("import { Injectable, Logger } from '@nestjs/common';\n@Injectable()\nexport class AuthService {\n  private readonly logger = new Logger(AuthService.name);\n  login(username: string, password: string) {\n    this.logger.debug(`${username} ${password}`);\n  }\n}"), findings: [{ file: 'src/auth.ts', line: 6, messageId: 'log' }] },
    { name: 'the log of a request in Fastify', files: ts("import Fastify from 'fastify';\nconst app = Fastify({ logger: true });\napp.post('/login', async (request) => {\n  const { password } = request.body as any;\n  request.log.info({ password });\n  return {};\n});"), findings: [{ file: 'src/auth.ts', line: 5, messageId: 'log' }] },
    { name: 'debug', files: ts("import createDebug from 'debug';\nconst log = createDebug('app:auth');\nexport const refresh = (refreshToken: string) => { log('refreshing with %s', refreshToken); };"), findings: [{ file: 'src/auth.ts', line: 3, messageId: 'log' }] },
    { name: 'a function of another file that logs', files: ts("import { log } from './log.ts';\nexport const refresh = (refreshToken: string) => { log('refreshing', refreshToken); };", { 'src/log.ts': 'export function log(...args: unknown[]) { console.log(...args); }' }), findings: [{ file: 'src/auth.ts', line: 2, messageId: 'log' }] },
    { name: 'morgan', files: ts("import express from 'express';\nimport morgan from 'morgan';\nconst app = express();\nmorgan.token('auth', (req) => req.headers.authorization);\napp.use(morgan(':method :url :req[x-api-key]'));"), findings: [{ file: 'src/auth.ts', line: 4, messageId: 'log' }, { file: 'src/auth.ts', line: 5, messageId: 'log' }] },
    { name: 'pino-http as it comes', files: ts("import express from 'express';\nimport { pinoHttp } from 'pino-http';\nconst app = express();\napp.use(pinoHttp({ level: 'info' }));"), findings: [{ file: 'src/auth.ts', line: 4, messageId: 'requests', column: 9, endColumn: 17 }] },
    { name: 'text that redaction does not reach', files: ts("import pino from 'pino';\nconst logger = pino({ redact: ['password'] });\nexport const login = (password: string) => logger.info(`with ${password}`);"), findings: [{ file: 'src/auth.ts', line: 3, messageId: 'log' }] },
    { name: 'browsers when asked', options: { browser: true }, files: { 'src/login.tsx': "'use client';\nexport const login = (password: string) => console.log(password);" }, findings: [{ file: 'src/login.tsx', line: 2, messageId: 'log' }] },
  ],
  quiet: [
    { name: 'flags and lengths', files: js("exports.login = ({ password, token }) => logger.info(`${!!password} ${password.length} ${token ? 'set' : 'unset'} ${Boolean(token)} ${typeof token} ${token === undefined}`);") },
    { name: 'masked, hashed and shortened', files: js("exports.login = (token, apiKey) => console.log(mask(token), sha256(apiKey), token.slice(0, 6), apiKey.slice(-4), token.replace(/./g, '*'));") },
    { name: 'labels', files: js("exports.login = () => { console.log('wrong password', 'token expired'); throw new Error('Invalid access token'); };") },
    { name: 'what is about a token', files: js('exports.log = (tokenType, tokenId, tokenCount, maxTokens, expiresAt) => logger.info({ tokenType, tokenId, tokenCount, maxTokens, expiresAt });') },
    { name: 'tokens of a model', files: ts('export const log = (usage: any) => console.log(`${usage.prompt_tokens} + ${usage.completionTokens} = ${usage.totalTokens} tokens, login`);') },
    { name: 'a body that holds none', files: js('exports.create = (req, res) => {\n  console.log(req.body);\n  const { title } = req.body;\n  res.json({ title });\n};') },
    { name: 'a body that lost it', files: js('exports.login = (req, res) => {\n  check(req.body.password);\n  delete req.body.password;\n  console.log(req.body);\n};') },
    { name: 'a copy without it', files: js("exports.login = (account) => {\n  check(account.password);\n  logger.info('login', { ...account, password: '***' });\n};") },
    { name: 'redacted by pino', files: ts("import pino from 'pino';\nconst logger = pino({ redact: { paths: ['user.password', 'req.headers.authorization'], censor: '**' } });\nexport const login = (user: any) => logger.info({ password: user.password });") },
    { name: 'a logger that masks', files: ts("import { logger } from './logger.ts';\nexport const login = (password: string) => logger.info('login', { password });", { 'src/logger.ts': "import { createLogger, format } from 'winston';\nconst redact = format((info: any) => ({ ...info, password: undefined }));\nexport const logger = createLogger({ format: redact() });" }) },
    { name: 'while developing', files: js("exports.login = (password) => {\n  if (process.env.NODE_ENV !== 'production') console.log(password);\n};") },
    { name: 'a token of a language', files: ts('export function parse(token: any) { throw new SyntaxError(`Unexpected token ${token}, not in auth`); }') },
    { name: 'a token to inject', files: ts('export function resolve(token: any) { throw new Error(`No provider for ${token}`); }') },
    { name: 'the name of a constant', files: js("const TOKEN_KEY = 'access_token';\nconst ACCESS_TOKEN = 'access-token';\nexports.log = () => console.log(ACCESS_TOKEN, TOKEN_KEY, TokenTypes.REFRESH_TOKEN, errors.password);") },
    { name: 'a script', files: { 'scripts/create-admin.js': "const password = require('crypto').randomBytes(8).toString('hex');\nconsole.log(`Password: ${password}`);" } },
    { name: 'pino-http that redacts', files: ts("import express from 'express';\nimport { pinoHttp } from 'pino-http';\nconst app = express();\napp.use(pinoHttp({ redact: ['req.headers.authorization'] }));") },
    { name: 'morgan without credentials', files: ts("import express from 'express';\nimport morgan from 'morgan';\nconst app = express();\nmorgan.token('id', (req) => req.id);\napp.use(morgan(':method :url :req[user-agent]'));") },
    { name: 'code for browsers', files: { 'src/login.tsx': "'use client';\nexport const login = (password: string) => console.log(password);" } },
    { name: 'not a logger', files: js('exports.math = (password) => { Math.log(password); audit.entry(password); };') },
    { name: 'allowed', options: { allow: ['password'] }, files: js('exports.login = (password) => console.log(password);') },
    { name: 'a test', files: { 'test/auth.test.js': "console.log(process.env.JWT_SECRET);" } },
  ],
});
