import { ruleCases } from '../harness/cases.ts';

const app = (...lines: string[]): Record<string, string> => ({ 'server.js': `const express = require('express');\nconst app = express();\n${lines.join('\n')}\n` });
const at = (line: number) => ({ file: 'server.js', line: line + 2, messageId: 'open' });

ruleCases('no-open-redirect-after-login', {
  flagged: [
    { name: 'Express', files: app("app.post('/login', passport.authenticate('local'), (req, res) => res.redirect(req.query.next));"), findings: [at(1)] },
    { name: 'with a default', files: app("app.post('/login', passport.authenticate('local'), (req, res) => {", "  res.redirect(req.query.returnTo || '/');", '});'), findings: [{ ...at(2), column: 16, endColumn: 41 }] },
    { name: 'through a name', files: app("app.get('/logout', (req, res) => {", '  const { redirect_uri } = req.query;', '  req.session.destroy(() => res.redirect(redirect_uri));', '});'), findings: [at(3)] },
    { name: 'with a status', files: app("app.get('/auth/callback', (req, res) => res.redirect(302, decodeURIComponent(req.query.continue)));"), findings: [at(1)] },
    { name: 'a token added to the address', files: app("app.get('/sso/done', (req, res) => { const url = req.query.redirectUrl; res.redirect(`${url}?token=${issue(req.user)}`); });"), findings: [at(1)] },
    { name: 'in the browser', files: { 'src/pages/Login.ts': "export function afterLogin() {\n  const params = new URLSearchParams(window.location.search);\n  window.location.href = params.get('redirect') ?? '/';\n}\n" }, findings: [{ file: 'src/pages/Login.ts', line: 3, messageId: 'open' }] },
    { name: 'Hono', files: { 'src/auth.ts': "import { Hono } from 'hono';\nexport const app = new Hono();\napp.get('/login', (c) => c.redirect(c.req.query('next') ?? '/'));\n" }, findings: [{ file: 'src/auth.ts', line: 3, messageId: 'open' }] },
    { name: 'Next.js', files: { 'app/login/route.ts': "import { redirect } from 'next/navigation';\nexport async function GET(request: any) {\n  redirect(request.nextUrl.searchParams.get('next') ?? '/');\n}\n" }, findings: [{ file: 'app/login/route.ts', line: 3, messageId: 'open' }] },
    { name: 'anywhere, if asked for', options: { everywhere: true }, files: app("app.get('/out', (req, res) => res.redirect(req.query.url));"), findings: [at(1)] },
  ],
  quiet: [
    { name: 'a path of this site', files: app("app.post('/login', (req, res) => { const next = req.query.next; res.redirect(next.startsWith('/') && !next.startsWith('//') ? next : '/'); });") },
    { name: 'a check of its own', files: app("app.post('/login', (req, res) => res.redirect(safeRedirect(req.query.next)));") },
    { name: 'a check in front', files: app("app.post('/login', (req, res) => {", '  if (!isAllowed(req.query.next)) return res.sendStatus(400);', '  res.redirect(req.query.next);', '});') },
    { name: 'something in front of it', files: app("app.get('/login', (req, res) => res.redirect(`/welcome?next=${req.query.next}`));", "app.get('/logout', (req, res) => res.redirect(SITE + req.query.next));") },
    { name: 'another parameter', files: app("app.get('/login', (req, res) => res.redirect(req.query.page));") },
    { name: 'a route of the application', files: { 'src/pages/Login.ts': "export function afterLogin(router: any, route: any) { router.push(route.query.redirect ?? '/'); }\n" } },
    { name: 'elsewhere than at the login', files: app("app.get('/out', (req, res) => res.redirect(req.query.url));") },
    { name: 'the same origin', files: app("app.get('/login', (req, res) => { const to = new URL(req.query.next, SITE); res.redirect(to.origin === SITE ? req.query.next : '/'); });") },
    { name: 'a test', files: { 'test/login.js': "exports.login = (req, res) => res.redirect(req.query.next);\n" } },
  ],
});
