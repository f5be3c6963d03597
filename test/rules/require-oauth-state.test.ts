import { ruleCases } from '../harness/cases.ts';

const spa = (...lines: string[]): Record<string, string> => ({ 'client/login.ts': `${lines.join('\n')}\n` });
const at = (line: number, messageId = 'missing') => ({ file: 'client/login.ts', line, messageId });
const server = (...lines: string[]): Record<string, string> => ({ 'server/oauth.js': `const express = require('express');\nconst app = express();\n${lines.join('\n')}\n` });
const on = (line: number, messageId = 'missing') => ({ file: 'server/oauth.js', line: line + 2, messageId });

ruleCases('require-oauth-state', {
  flagged: [
    { name: 'a template in a browser', files: spa('export function login() {', '  window.location.href = `https://github.com/login/oauth/authorize?client_id=${CLIENT_ID}&scope=user`;', '}'), findings: [at(2)] },
    { name: 'an address put together with +', files: spa('export function login() {', "  location.assign('https://accounts.google.com/o/oauth2/v2/auth' + '?response_type=code&client_id=' + id + '&redirect_uri=' + encodeURIComponent(back));", '}'), findings: [at(2)] },
    { name: 'an endpoint from another file', files: { ...spa("import { oauthProviderUrl } from './config';", 'export const login = (id: string, back: string) => window.location.replace(`${oauthProviderUrl}?client_id=${id}&response_type=token&scope=email&redirect_uri=${back}`);'), 'client/config.ts': "export const oauthProviderUrl = 'https://accounts.google.com/o/oauth2/v2/auth';\n" }, findings: [at(2)] },
    { name: 'URLSearchParams of an object', files: server("app.get('/auth/discord', (req, res) => {", '  const params = new URLSearchParams({ client_id: ID, redirect_uri: BACK, response_type: \'code\', scope: \'identify\' });', '  res.redirect(`https://discord.com/oauth2/authorize?${params}`);', '});'), findings: [on(2)] },
    { name: 'an object with a name, stringified later', files: server("const qs = require('querystring');", "app.get('/auth/slack', (req, res) => {", "  const query = { client_id: ID, redirect_uri: BACK, response_type: 'code' };", '  res.redirect(`${SLACK}?${qs.stringify(query)}`);', '});'), findings: [on(3)] },
    { name: 'parameters set one by one', files: spa('export async function signIn() {', "  const url = new URL('https://github.com/login/oauth/authorize');", "  url.searchParams.set('client_id', ID);", "  url.searchParams.set('scope', 'user');", "  url.searchParams.set('redirect_uri', BACK);", '  redirect(url.toString());', '}'), findings: [at(3)] },
    { name: 'a nonce alone, added to an address of the server', files: spa('export function* login() {', '  const config = yield select(oidc);', '  const nonce = nanoid();', '  window.location.href = `${config.authorizationUrl}&nonce=${encodeURIComponent(nonce)}`;', '}'), findings: [{ ...at(4, 'nonceOnly'), severity: 'note' }] },
    { name: 'the library of Google', files: server("const { OAuth2Client } = require('google-auth-library');", "const client = new OAuth2Client(ID, process.env.SECRET, BACK);", "app.get('/google', (req, res) => res.redirect(client.generateAuthUrl({ access_type: 'offline', scope: ['email'] })));"), findings: [on(3)] },
    { name: 'a callback that exchanges any code', files: server("app.get('/oauth/callback', async (req, res) => {", '  const { code } = req.query;', "  const token = await fetch(TOKEN, { method: 'POST', body: new URLSearchParams({ grant_type: 'authorization_code', code, client_id: ID, client_secret: process.env.SECRET }) });", '  res.json(await token.json());', '});'), findings: [on(2, 'unchecked')] },
    {
      name: 'connectors that are written alike, once',
      files: Object.fromEntries(['discord', 'github', 'slack'].map((name) => [`server/apps/${name}/generate-url.js`, `export default async function generateUrl($) {\n  const params = new URLSearchParams({ client_id: $.id, redirect_uri: $.back, response_type: 'code' });\n  await $.set({ url: \`https://${name}.com/oauth2/authorize?\${params}\` });\n}\n`])),
      findings: [{ file: 'server/apps/discord/generate-url.js', line: 2, messageId: 'missing', message: 'This authorisation request, like 2 others in files of the same name, carries no `state`, and no code challenge either. Nothing ties the answer to the browser that asked, so anyone can have a victim finish a login that they started themselves (login CSRF). Send a random `state`, keep it in this browser, and compare it in the callback.' }],
    },
  ],
  quiet: [
    {
      name: 'a callback behind a guard that compares',
      files: {
        ...server("const { checksOrigin } = require('./guard');", "const { exchange } = require('./exchange');", "app.get('/oauth/callback', checksOrigin, async (req, res) => res.json(await exchange(req.query)));"),
        'server/guard.js': 'exports.checksOrigin = (req, res, next) => (req.query.state === req.cookies.state ? next() : res.sendStatus(400));\n',
        'server/exchange.js': "exports.exchange = (query) => fetch(TOKEN, { method: 'POST', body: new URLSearchParams({ grant_type: 'authorization_code', code: query.code, client_id: ID }) });\n",
      },
    },
    {
      name: 'the address of the own authorisation server, for clients to follow',
      files: {
        'server/metadata.ts': "export const metadata = (origin: string) => ({ issuer: origin, authorization_endpoint: `${origin}/oauth/authorize` });\n",
        ...spa("import { env } from './env';", "export const linkOf = (client: { id: string; back: string }) => {", "  const params = { client_id: client.id, redirect_uri: client.back, response_type: 'code' };", '  return `${env.URL}/oauth/authorize?${queryString.stringify(params)}`;', '};'),
      },
    },
    { name: 'a template with a state', files: spa('export function login() {', "  const state = crypto.randomUUID(); sessionStorage.setItem('state', state);", '  window.location.href = `https://github.com/login/oauth/authorize?client_id=${CLIENT_ID}&scope=user&state=${state}`;', '}') },
    { name: 'a state added later', files: spa('export function login() {', '  let url = `https://github.com/login/oauth/authorize?client_id=${CLIENT_ID}&scope=user`;', '  url += `&state=${random()}`;', '  window.location.href = url;', '}') },
    { name: 'a state in the object', files: server("app.get('/auth/discord', (req, res) => {", '  const state = (req.session.state = random());', "  const params = new URLSearchParams({ client_id: ID, redirect_uri: BACK, response_type: 'code', state });", '  res.redirect(`https://discord.com/oauth2/authorize?${params}`);', '});') },
    { name: 'a state in another file', files: { 'server/urls.js': "exports.AUTH_URL = 'https://api.notion.com/v1/oauth/authorize?client_id=' + process.env.ID + '&response_type=code';\n", 'server/index.js': "const { AUTH_URL } = require('./urls');\nexports.go = (res, token) => res.redirect(`${AUTH_URL}&state=${token}`);\n" } },
    { name: 'a code challenge', files: spa('export function login(challenge: string) {', '  location.assign(`https://id.example.org/authorize?response_type=code&client_id=app&redirect_uri=${BACK}&code_challenge=${challenge}&code_challenge_method=S256`);', '}') },
    { name: 'parameters that are not known', files: spa('export function login(more: string) {', '  location.assign(`https://id.example.org/authorize?response_type=code&client_id=app&${more}`);', '}') },
    { name: 'a token request', files: spa("export const body = (code: string) => new URLSearchParams({ grant_type: 'authorization_code', code, client_id: 'app', redirect_uri: BACK });") },
    { name: 'a library that makes its own state', files: spa("import { UserManager } from 'oidc-client-ts';", "export const manager = new UserManager({ authority: 'https://id.example.org', client_id: 'app', redirect_uri: BACK, response_type: 'code' });") },
    { name: 'the library of Google with a state', files: server("const { OAuth2Client } = require('google-auth-library');", "const client = new OAuth2Client(ID, process.env.SECRET, BACK);", "app.get('/google', (req, res) => res.redirect(client.generateAuthUrl({ access_type: 'offline', scope: ['email'], state: remember(req) })));") },
    { name: 'a callback that compares', files: server("app.get('/oauth/callback', async (req, res) => {", '  const { code, state } = req.query;', '  if (state !== req.session.state) return res.sendStatus(400);', "  res.json(await exchange({ grant_type: 'authorization_code', code }));", '});') },
    { name: 'a code that is none of OAuth', files: { ...server("app.get('/coupon', (req, res) => res.json(redeem(req.query.code)));"), 'server/other.js': "exports.grant = 'authorization_code';\n" } },
    { name: 'a nonce alone, if that is allowed', options: { nonce: false }, files: spa('export function login(config: any, nonce: string) {', '  window.location.href = `${config.authorizationUrl}&nonce=${nonce}`;', '}') },
    { name: 'a test', files: { 'test/login.ts': 'export const login = () => location.assign(`https://github.com/login/oauth/authorize?client_id=${ID}&scope=user`);\n' } },
  ],
});
