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
    ['looks for the caller among those with a role, and fails without', 'async (req, res, next) => { if (!req.user) return res.sendStatus(401); try { await prisma.user.findFirstOrThrow({ where: { id: req.user.id, roles: { some: { name: "ADMIN" } } } }); next(); } catch { res.sendStatus(403); } }', 'authorized [ADMIN]', 'import { prisma } from "database";'],
    ['asks what the caller is able to do', '(req, res, next) => { if (!req.user) return res.sendStatus(401); const ability = abilities.forUser(req.user); if (ability.cannot("manage", Subject.Group)) throw new ForbiddenError(); next(); }', 'authorized [manage Group]', 'import { abilities, Subject } from "elsewhere"; class ForbiddenError extends Error {}'],
    ['asks it the other way round', '(req, res, next) => { if (!req.user) return res.sendStatus(401); if (!abilities.forUser(req.user).ability.can("delete", "Group")) return res.sendStatus(403); next(); }', 'authorized [delete Group]', 'import { abilities } from "elsewhere";'],
    ['asks what anyone can do', '(req, res, next) => { if (!req.user) return res.sendStatus(401); if (browser.can("stream", "video")) res.stream = true; next(); }', 'authenticated', 'import { browser } from "elsewhere";'],
    ['looks for a digest of the token, and asks for the role of whose it is', 'async (req, res, next) => { const id = encodeHexLowerCase(sha256(new TextEncoder().encode(req.cookies.session))); const found = await prisma.session.findUnique({ where: { id }, include: { user: true } }); if (!found) return res.sendStatus(401); const { user, ...session } = found; if (user.role !== "admin") return res.sendStatus(403); next(); }', 'authorized [admin]', 'import { prisma } from "database"; import { sha256 } from "@oslojs/crypto/sha2"; import { encodeHexLowerCase } from "@oslojs/encoding";'],
    ['asks a method of the caller for the mode of administrators', '(req, res, next) => { if (!req.user) return res.sendStatus(401); if (!req.user.hasMode("admin")) return res.sendStatus(403); next(); }', 'authorized [admin]'],
    ['asks a method of the caller for a mode', '(req, res, next) => { if (!req.user) return res.sendStatus(401); if (!req.user.hasMode("dark")) return res.sendStatus(403); next(); }', 'authenticated'],
    ['makes rights of each role, of which there are no others', '(req, res, next) => { if (!req.user) return res.sendStatus(401); const ability = forRole(req.user.role); if (ability.cannot("manage", "Group")) return res.sendStatus(403); next(); }', 'authorized [manage Group]', 'import { build } from "rights"; function forRole(role) { switch (role) { case "owner": return build(3); case "member": return build(1); default: throw new NotFoundError("no such role"); } } class NotFoundError extends Error { status = 404; }'],
    ['lets some roles past and refuses the others', '(req, res, next) => { if (!req.user) return res.sendStatus(401); switch (req.user.role) { case "owner": case "admin": return next(); default: throw new ForbiddenError("no"); } }', 'authorized', 'class ForbiddenError extends Error {}'],
    ['takes a header of cookies apart, and asks for a flag of whose session it is', 'async (req, res, next) => { const header = req.headers.cookie; if (!header) return res.sendStatus(401); const session = await cache.get(parse(header)["shop-token"]); if (!session) return res.sendStatus(401); const user = await prisma.user.findUnique({ where: { id: session.userId } }); if (!user?.admin) return res.sendStatus(403); next(); }', 'authorized [admin]', 'import { cache, prisma } from "database"; import { parse } from "cookie-es";'],
    ['asks whether what was asked for is among the permissions that the caller has', 'async (req, res, next) => { if (!req.user) return res.sendStatus(401); const ownPermissions = await rights.load(store.get("user")); if (ownPermissions.includes("view|update")) return next(); throw new ForbiddenError("no"); }', 'authorized [view|update]', 'import { rights, store } from "elsewhere"; class ForbiddenError extends Error {}'],
    ['answers that the client has gone', '(req, res, next) => { if (req.query.gone) return res.status(499).end(); next(); }', 'public'],
    ['asks for a basket that a cookie names', 'async (req, res, next) => { const id = req.cookies.shop_cart_id; if (!id) throw new Error("no basket"); const cart = await carts.fetch(id); if (!cart) throw new Error("no basket"); next(); }', 'public', 'import { carts } from "shop";'],
    ['lets administrators act for others', '(req, res, next) => { try { const user = jwt.verify(req.headers.authorization, process.env.KEY); if (!user.id) return res.sendStatus(403); const other = req.cookies.actfor; if (user?.isSuperAdmin && other) { req.user = users.get(other); return next(); } const groups = groupsOf(user.id).filter((one) => !one.members[0].disabled); const group = groups.find((one) => one.id === req.headers.group) || groups[0]; if (!groups) throw new Error("no group"); if (!group.key) make(group.id); req.user = user; next(); } catch { return res.sendStatus(403); } }', 'authenticated', 'import { groupsOf, make, users } from "database";'],
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

test('what is out of sight and called like a store of sessions refuses nobody', () => {
  const files = (name: string): Record<string, string> => ({ 'app.js': `import express from 'express'; import { ${name} } from './missing.js'; const app = express(); app.use(${name}); app.post('/x', (req, res) => res.json([]));` });
  expect(accessOf(files('sessionMiddleware'))).toEqual({ 'POST /x': 'public' });
  expect(accessOf(files('requireSession'))).toEqual({ 'POST /x': 'authenticated' });
});
