import { ruleCases } from '../harness/cases.ts';

const file = 'src/app.js';
const js = (body: string): Record<string, string> => ({ [file]: `const express = require('express');\nconst jwt = require('jsonwebtoken');\n${body}` });
const at = (line: number, messageId: string) => ({ file, line: line + 2, messageId });
const ts = (text: string): Record<string, string> => ({ 'src/app.ts': text });
const guard = (token: string): Record<string, string> => js(`const app = express();\nconst requireAuth = (req, res, next) => {\n  const token = ${token};\n  try {\n    req.user = jwt.verify(token, process.env.KEY);\n    next();\n  } catch {\n    res.status(401).end();\n  }\n};\napp.get('/me', requireAuth, (req, res) => res.json(req.user));`);

ruleCases('no-credential-in-url', {
  flagged: [
    { name: 'a key in the URL of a call', files: js('exports.list = (apiKey) => fetch(`/api/items?page=1&api_key=${apiKey}`);'), findings: [{ ...at(1, 'sent'), column: 63, endColumn: 69, confidence: 'high' }] },
    { name: 'text that is added up', files: js("exports.list = (base, accessToken) => fetch(base + '/items?access_token=' + encodeURIComponent(accessToken));"), findings: [{ ...at(1, 'sent'), confidence: 'low' }] },
    { name: 'a redirect', files: js("exports.done = (req, res) => {\n  const token = jwt.sign({ sub: req.user.id }, process.env.KEY);\n  res.redirect(`${process.env.CLIENT_URL}/signed-in?token=${token}`);\n};"), findings: [at(3, 'redirect')] },
    { name: 'a parameter that is set', files: js("exports.list = (accessToken) => {\n  const url = new URL('/items', process.env.API);\n  url.searchParams.set('access_token', accessToken);\n  return fetch(url);\n};"), findings: [at(3, 'sent')] },
    { name: 'params of axios', files: ts("import axios from 'axios';\nexport const list = (user: any) => axios.get('/items', { params: { page: 1, token: user.accessToken } });"), findings: [{ file: 'src/app.ts', line: 2, messageId: 'sent' }] },
    { name: 'a password', files: ts('export const login = (name: string, password: string) => fetch(`/partner/login?username=${name}&password=${password}`);'), findings: [{ file: 'src/app.ts', line: 1, messageId: 'sent' }] },
    { name: 'a key for somebody else when asked', options: { thirdParties: true }, files: ts('export const send = (apiKey: string) => fetch(`https://sms.example.net/send?api_key=${apiKey}`);'), findings: [{ file: 'src/app.ts', line: 1, messageId: 'external', confidence: 'low' }] },
    { name: 'a WebSocket', files: ts("export const open = (accessToken: string) => new WebSocket(`${location.origin}/ws?access_token=${accessToken}`);"), findings: [{ file: 'src/app.ts', line: 1, messageId: 'sent', confidence: 'low' }] },
    { name: 'a guard that reads the query', files: guard('req.query.token'), findings: [{ ...at(3, 'accepted'), column: 17, endColumn: 32 }] },
    { name: 'a guard that reads the query as well', files: guard("req.headers['x-access-token'] || req.query['access_token']"), findings: [at(3, 'accepted')] },
    { name: 'passport-jwt', files: ts("import { ExtractJwt, Strategy } from 'passport-jwt';\nimport { PassportStrategy } from '@nestjs/passport';\nexport class JwtStrategy extends PassportStrategy(Strategy) {\n  constructor() {\n    super({ jwtFromRequest: ExtractJwt.fromExtractors([ExtractJwt.fromAuthHeaderAsBearerToken(), ExtractJwt.fromUrlQueryParameter('token')]), secretOrKey: process.env.KEY });\n  }\n}"), findings: [{ file: 'src/app.ts', line: 5, messageId: 'strategy' }] },
    { name: 'a password that is asked for by GET', files: js("const app = express();\napp.get('/login', (req, res) => {\n  const { user, password } = req.query;\n  res.json(check(user, password));\n});"), findings: [at(3, 'accepted')] },
    { name: 'a query parameter of NestJS', files: ts("import { Controller, Get, Query } from '@nestjs/common';\n@Controller('partners')\nexport class PartnersController {\n  @Get('login')\n  login(@Query('username') username: string, @Query('password') password: string) { return { username, password }; }\n}"), findings: [{ file: 'src/app.ts', line: 5, messageId: 'accepted' }] },
    { name: 'a key in the query of Hono', files: ts("import { Hono } from 'hono';\nconst app = new Hono();\napp.use('*', async (c, next) => {\n  if (c.req.query('api_key') !== process.env.API_KEY) return c.json({}, 401);\n  await next();\n});\napp.get('/items', (c) => c.json([]));\nexport default app;"), findings: [{ file: 'src/app.ts', line: 4, messageId: 'accepted' }] },
    { name: 'a path', files: js("const app = express();\napp.get('/login/:email/:password', (req, res) => res.json(check(req.params.email, req.params.password)));"), findings: [{ ...at(2, 'path'), route: 'GET /login/:email/:password' }] },
  ],
  quiet: [
    { name: 'a header', files: js('exports.list = (apiKey) => fetch(`/api/items?page=1`, { headers: { Authorization: `Bearer ${apiKey}` } });') },
    { name: 'a page of results', files: js('exports.list = (nextToken, pageToken) => fetch(`/items?token=${nextToken}&pageToken=${pageToken}`);') },
    { name: 'a link to reset a password', files: js('exports.forgot = (mailer, user, token) => mailer.send(user.email, `${process.env.CLIENT}/reset-password?token=${token}`);') },
    { name: 'a link by its name', files: js('exports.add = (mailer, user, token) => {\n  const inviteUrl = `${process.env.CLIENT}/welcome?token=${token}`;\n  mailer.send(user.email, inviteUrl);\n};') },
    { name: 'a function that verifies an address', files: js("const app = express();\napp.get('/verify-email', function verifyEmail(req, res) { res.json(jwt.verify(req.query.token, process.env.KEY)); });") },
    { name: 'a redirect with a code', files: js('exports.done = (req, res) => res.redirect(`${process.env.CLIENT_URL}/signed-in?code=${req.code}&state=${req.query.state}`);') },
    { name: 'an interface that takes it in the query only', files: ts('export const weather = (apiKey: string) => fetch(`https://api.openweathermap.org/data/2.5/weather?q=Oslo&api_key=${apiKey}`);') },
    { name: 'another host', files: ts('export const send = (apiKey: string) => fetch(`https://sms.example.net/send?api_key=${apiKey}`);') },
    { name: 'the same by a constant', files: ts("const BASE = 'https://maps.googleapis.com/maps/api';\nexport const geocode = (apiKey: string) => fetch(`${BASE}/geocode/json?api_key=${apiKey}`);") },
    { name: 'a host of the options', options: { hosts: ['sms.example.net'], thirdParties: true }, files: ts('export const send = (apiKey: string) => fetch(`https://sms.example.net/send?api_key=${apiKey}`);') },
    { name: 'a form in the body', files: ts("export const refresh = (refreshToken: string) => fetch('/oauth/token', { method: 'POST', body: new URLSearchParams({ refresh_token: refreshToken, grant_type: 'refresh_token' }) });") },
    { name: 'data of axios', files: ts("import axios from 'axios';\nexport const login = (user: any) => axios.post('/login', { password: user.password });") },
    { name: 'a constant', files: js("exports.demo = () => fetch('/items?token=demo');") },
    { name: 'a guard that reads the header', files: guard("req.headers.authorization?.split(' ')[1]") },
    { name: 'a token that is no login', files: js("const app = express();\napp.get('/sounds', (req, res) => res.json(sounds(req.query.token)));") },
    { name: 'passport-jwt by the header', files: ts("import { ExtractJwt, Strategy } from 'passport-jwt';\nexport const strategy = new Strategy({ jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(), secretOrKey: process.env.KEY }, () => {});") },
    { name: 'a path with a reset token', files: js("const app = express();\napp.post('/reset-password/:token', (req, res) => res.json(reset(req.params.token)));") },
    { name: 'a test', files: { 'test/app.test.js': 'fetch(`/api/items?api_key=${apiKey}`);' } },
  ],
});
