import { describe, expect, test } from 'vitest';
import { accessOf } from '../harness/map.ts';

/** An application with one route behind one guard. */
const behind = (guard: string, extra = ''): Record<string, string> => ({
  'app.js': `
    import express from 'express';
    import jwt from 'jsonwebtoken';
    import crypto from 'node:crypto';
    ${extra}
    const app = express();
    const guard = ${guard};
    app.post('/x', guard, (req, res) => res.json([]));
  `,
});

describe('a guard is judged by its body', () => {
  test.each([
    ['verifies a token', '(req, res, next) => { try { req.user = jwt.verify(req.headers.authorization, process.env.KEY); next(); } catch { res.sendStatus(401); } }', 'authenticated'],
    ['verifies with a callback', '(req, res, next) => jwt.verify(req.cookies.t, process.env.KEY, (err, user) => { if (err) return res.sendStatus(403); req.user = user; next(); })', 'authenticated'],
    ['asks for a user in the session', '(req, res, next) => { if (!req.session.userId) return res.redirect("/login"); next(); }', 'authenticated'],
    ['asks a database for the token', '(req, res, next) => { tokens.findOne({ token: req.get("x-api-key") }).then((t) => { if (!t) return next(new Error("no")); next(); }) }', 'authenticated', 'import { tokens } from "database";'],
    ['compares a header with a secret of the installation', '(req, res, next) => (req.get("x-cron") === process.env.CRON_SECRET ? next() : res.sendStatus(401))', 'authenticated'],
    ['refuses everyone', '(req, res) => res.sendStatus(403)', 'authorized'],
    ['asks for a role', '(req, res, next) => { if (req.user?.role !== "admin") return res.sendStatus(403); next(); }', 'authorized [admin]'],
    ['only looks whether a header is there', '(req, res, next) => { if (!req.headers.authorization) return res.sendStatus(401); next(); }', 'public'],
    ['decodes without verifying', '(req, res, next) => { const user = jwt.decode(req.headers.authorization); if (!user) return res.sendStatus(401); next(); }', 'public'],
    ['trusts a flag in the query', '(req, res, next) => { if (req.query.admin !== "true") return res.sendStatus(403); next(); }', 'public'],
    ['only populates', '(req, res, next) => { try { req.user = jwt.verify(req.cookies.t, process.env.KEY); } catch {} next(); }', 'public'],
    ['goes on after refusing', '(req, res, next) => { if (!req.user) res.sendStatus(401); next(); }', 'public'],
    ['does not wait for its check', '(req, res, next) => { if (!check(req)) return res.sendStatus(401); next(); }', 'public', 'const check = async (req) => { if (!req.user) return false; return true; };'],
    ['waits for its check', 'async (req, res, next) => { if (!(await check(req))) return res.sendStatus(401); next(); }', 'authenticated', 'const check = async (req) => { if (!req.user) return false; return true; };'],
    ['answers 401 for a wrong captcha', '(req, res, next) => { captchas.findOne({ id: req.body.id }).then((c) => { if (c.answer !== req.body.answer) return res.sendStatus(401); next(); }); }', 'public', 'import { captchas } from "database";'],
    ['refuses only where something that nobody is seen to set says so', '(req, res, next) => { if (res.isPrivate && !req.session.user) return res.sendStatus(403); next(); }', 'public'],
    ['refuses through a helper on the response', '(req, res, next) => { if (!req.user) return res.unauthorized(); next(); }', 'authenticated'],
    ['names the status by a constant of a package', '(req, res, next) => { if (req.query.open) return next(); if (!req.get("x")) return res.status(StatusCodes.BAD_REQUEST).end(); if (!req.user) return res.status(StatusCodes.UNAUTHORIZED).end(); next(); }', 'public', 'import { StatusCodes } from "http-status-codes";'],
    ['throws an error with such a status', 'async (req, res, next) => { if (!(await known.has(req.get("x-api-key")))) throw new ApiError(status.FORBIDDEN); next(); }', 'authenticated', 'import status from "http-status"; import { known } from "elsewhere"; class ApiError extends Error { constructor(code) { super("no"); this.statusCode = code; } }'],
    ['is switched off outside production', '(req, res, next) => { if (process.env.NODE_ENV !== "production") return next(); if (!req.user) return res.sendStatus(401); next(); }', 'authenticated'],
    ['checks an HMAC over the body', '(req, res, next) => { const mac = crypto.createHmac("sha256", process.env.KEY).update(req.body).digest("hex"); if (!crypto.timingSafeEqual(Buffer.from(mac), Buffer.from(req.get("x-signature")))) return res.sendStatus(400); next(); }', 'authenticated'],
  ])('%s', (_name, guard, access, extra = '') => {
    expect(accessOf(behind(guard, extra))).toEqual({ 'POST /x': access });
  });
});

test('a role looked up in a table of permissions is a role', () => {
  const guard = '(req, res, next) => { const granted = rights.get(req.user.role); if (!["manage"].every((one) => granted.includes(one))) return res.sendStatus(403); next(); }';
  const files = behind(`[(req, res, next) => { if (!req.user) return res.sendStatus(401); next(); }, ${guard}]`, 'const rights = new Map(Object.entries({ user: [], admin: ["manage"] }));');
  expect(accessOf(files)).toEqual({ 'POST /x': 'authorized [manage]' });
});

test('a token compared with the one that is kept does not make the object someone\'s own', () => {
  const guard = 'async (req, res, next) => { let user; try { user = await users.findById(jwt.verify(req.body.refreshToken, process.env.KEY).id); } catch { return res.sendStatus(401); } if (user.refreshToken !== req.body.refreshToken) return res.sendStatus(401); next(); }';
  expect(accessOf(behind(guard, 'import { users } from "database";'))).toEqual({ 'POST /x': 'authenticated' });
});
