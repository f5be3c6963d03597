import { expect } from 'vitest';
import { ruleCases } from '../harness/cases.ts';

const server = (...lines: string[]): Record<string, string> => ({ 'server/auth.js': ["const express = require('express');", ...lines, ''].join('\n') });
const at = (line: number, messageId = 'missing') => ({ file: 'server/auth.js', line: line + 1, messageId });
const login = (call: string): Record<string, string> => server(`exports.login = async (req, res) => { ${call} };`);
const FLAGS: Record<string, string> = { httpOnly: 'httpOnly: true', secure: 'secure: true', sameSite: "sameSite: 'lax'" };
const suggests = (code: string, flags = ['httpOnly', 'secure', 'sameSite']) => [
  { message: `Set the flags: ${flags.map((flag) => FLAGS[flag]).join(', ')}`, output: expect.stringContaining(code) as string },
];

ruleCases('require-secure-cookie', {
  flagged: [
    { name: 'a token without options', files: login("res.cookie('token', token);"), findings: [at(1)] },
    { name: 'a token without Secure', files: login("res.cookie('access_token', token, { httpOnly: true, sameSite: 'lax' });"), findings: [at(1)] },
    { name: 'a token that scripts can read', files: login("res.status(200).cookie('jwt', jwt, { httpOnly: false, secure: true });"), findings: [at(1)] },
    { name: 'options in another file', files: { ...server("const { COOKIE } = require('./options');", "exports.login = (req, res) => res.cookie('session', id, COOKIE);"), 'server/options.js': 'exports.COOKIE = { httpOnly: true, secure: false };' }, findings: [at(2)] },
    { name: 'a value that is a signed token, under a name of its own', files: server("const { sign } = require('jsonwebtoken');", "exports.login = (req, res) => { const accessToken = sign({}, process.env.KEY); res.cookie('app', accessToken); };"), findings: [at(2)] },
    { name: 'Fastify', files: { 'server/auth.ts': "import type { FastifyReply } from 'fastify';\nexport const login = (reply: FastifyReply, token: string) => reply.setCookie('refreshToken', token, { path: '/' });" }, findings: [{ file: 'server/auth.ts', line: 2, messageId: 'missing' }] },
    { name: 'Hono', files: { 'server/auth.ts': "import { setCookie } from 'hono/cookie';\nexport const login = (c: any, token: string) => { setCookie(c, 'auth_token', token); };" }, findings: [{ file: 'server/auth.ts', line: 2, messageId: 'missing' }] },
    { name: 'Next.js, in the form of an object', files: { 'app/api/login/route.ts': "import { cookies } from 'next/headers';\nexport async function POST() {\n  (await cookies()).set({ name: 'session', value: await create(), httpOnly: true });\n  return Response.json({});\n}" }, findings: [{ file: 'app/api/login/route.ts', line: 3, messageId: 'missing' }] },
    { name: 'a Set-Cookie header', files: login("res.setHeader('Set-Cookie', `token=${token}; Path=/`);"), findings: [at(1)] },
    { name: 'a session whose cookie is not Secure', files: server("const session = require('express-session');", "express().use(session({ secret: process.env.S, cookie: { maxAge: 1000 } }));"), findings: [at(2, 'session')] },
    { name: 'a session with Secure off', files: server("const session = require('express-session');", "express().use(session({ secret: process.env.S, cookie: { secure: false, sameSite: 'lax' } }));"), findings: [at(2, 'session')] },
    { name: 'a prefix that asks for more', files: login("res.cookie('__Host-session', id, { httpOnly: true, secure: true, path: '/app' });"), findings: [at(1, 'prefix')] },
    { name: 'SameSite None without Secure', files: login("res.cookie('theme', 'dark', { sameSite: 'none' });"), findings: [at(1, 'noneInsecure')] },
    {
      name: 'flags are set in a new object', files: { 'server/auth.js': 'const express = require("express");\nexports.login = (req, res) => { res.cookie("token", token); };\n' },
      findings: [{ ...at(1), suggestions: suggests('res.cookie("token", token, { httpOnly: true, secure: true, sameSite: "lax" });') }],
    },
    {
      name: 'flags are set in the object that is there', files: login("res.cookie('token', token, { maxAge: 5, httpOnly: false });"),
      findings: [{ ...at(1), suggestions: suggests("res.cookie('token', token, { secure: true, sameSite: 'lax', maxAge: 5, httpOnly: true });") }],
    },
    {
      name: 'flags are set in a constant, on lines of their own', files: server('const OPTIONS = {', '\tmaxAge: 5,', '};', "exports.login = (req, res) => res.cookie('token', token, OPTIONS);"),
      findings: [{ ...at(4), suggestions: suggests("const OPTIONS = {\n\thttpOnly: true,\n\tsecure: true,\n\tsameSite: 'lax',\n\tmaxAge: 5,\n};") }],
    },
    {
      name: 'flags are set behind what is spread', files: server("exports.login = (req, res) => res.cookie('token', token, { ...{ path: '/' }, httpOnly: true });"),
      findings: [{ ...at(1), suggestions: suggests("{ ...{ path: '/' }, httpOnly: true, secure: true, sameSite: 'lax' }", ['secure', 'sameSite']) }],
    },
    {
      name: 'no flag is set where a spread would take it back', files: server("exports.login = (req, res) => res.cookie('token', token, { secure: false, ...{ path: '/' } });"),
      findings: [{ ...at(1), suggestions: [] }],
    },
    {
      name: 'flags are set for a session', files: server("const session = require('express-session');", 'express().use(session({ secret: process.env.S }));'),
      findings: [{ ...at(2, 'session'), suggestions: suggests("session({ cookie: { secure: true, sameSite: 'lax' }, secret: process.env.S })", ['secure', 'sameSite']) }],
    },
    {
      name: 'attributes are added to a header', files: login("res.setHeader('Set-Cookie', `token=${token}; Path=/`);"),
      findings: [{ ...at(1), suggestions: [{ message: 'Add to the header: HttpOnly; Secure; SameSite=Lax', output: expect.stringContaining('`token=${token}; Path=/; HttpOnly; Secure; SameSite=Lax`') as string }] }],
    },
  ],
  quiet: [
    { name: 'all flags', files: login("res.cookie('token', token, { httpOnly: true, secure: true, sameSite: 'strict' });") },
    { name: 'Secure in production', files: login("res.cookie('token', token, { httpOnly: true, secure: process.env.NODE_ENV === 'production', sameSite: 'lax' });") },
    { name: 'SameSite alone is missing: browsers take Lax', files: login("res.cookie('token', token, { httpOnly: true, secure: true });") },
    { name: 'options that are not known', files: server("const { cookieOptions } = require('@acme/cookies');", "exports.login = (req, res) => res.cookie('token', token, cookieOptions());") },
    { name: 'options with something unknown in them', files: server("const base = require('@acme/cookies');", "exports.login = (req, res) => res.cookie('token', token, { ...base, maxAge: 1 });") },
    { name: 'a cookie that is no credential', files: login("res.cookie('theme', 'dark'); res.cookie('csrfToken', csrf); res.cookie('session_expires', when);") },
    { name: 'taking the cookie away', files: login("res.cookie('token', '', { maxAge: 0 }); res.clearCookie('token');") },
    { name: 'SvelteKit has them on', files: { 'src/routes/login/+page.server.ts': "import { redirect } from '@sveltejs/kit';\nexport const actions = { default: async ({ cookies }: any) => { cookies.set('session', 'x', { path: '/' }); redirect(303, '/'); } };" } },
    { name: 'Koa has HttpOnly on, and Secure by the connection', files: { 'server/auth.js': "const Koa = require('koa');\nnew Koa().use((ctx) => { ctx.cookies.set('session', 'x'); });" } },
    { name: 'cookie-session has them on', files: server("const session = require('cookie-session');", "express().use(session({ keys: [process.env.S] }));") },
    { name: 'express-session with Secure', files: server("const session = require('express-session');", "express().use(session({ secret: process.env.S, cookie: { secure: 'auto', sameSite: 'lax' } }));") },
    { name: 'a map', files: server("exports.keep = (tokens, cookies) => { tokens.set('token', 1); };") },
    { name: 'a Set-Cookie header with its flags', files: login("res.setHeader('Set-Cookie', `token=${token}; Path=/; HttpOnly; Secure; SameSite=Lax`);") },
    { name: 'only the flags that are asked for', options: { flags: ['httpOnly'] }, files: login("res.cookie('token', token, { httpOnly: true });") },
  ],
});
