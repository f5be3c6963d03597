import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (files: Record<string, string>): Record<string, string> => ({ 'package.json': '{ "dependencies": { "@medusajs/medusa": "2.0.0", "@medusajs/framework": "2.0.0" } }', ...files });
const GET = 'export const GET = async (req, res) => { res.json({}); };';

test('what is below `/admin` asks for a user, what is below `/store` for nobody', () => {
  expect(accessOf(app({ 'src/api/admin/books/[id]/route.ts': GET, 'src/api/store/books/route.ts': GET, 'src/api/store/customers/me/books/route.ts': GET, 'src/api/custom/route.ts': `${GET} export const POST = GET;` })))
    .toEqual({ 'GET /admin/books/:id': 'authenticated', 'GET /store/books': 'public', 'GET /store/customers/me/books': 'authenticated', 'GET /custom': 'public', 'POST /custom': 'public' });
});

test('a file opts out', () => {
  expect(accessOf(app({ 'src/api/admin/books/route.ts': `export const AUTHENTICATE = false; ${GET}` }))).toEqual({ 'GET /admin/books': 'public' });
});

test('middleware by matcher and method', () => {
  const middlewares = `
    import { defineMiddlewares, authenticate } from '@medusajs/framework/http';
    export default defineMiddlewares({ routes: [
      { matcher: '/custom*', methods: ['POST'], middlewares: [authenticate('user', ['session', 'bearer'])] },
      { matcher: '/maybe', middlewares: [authenticate('customer', ['bearer'], { allowUnauthenticated: true })] },
      { matcher: '/own', middlewares: [(req, res, next) => { if (!req.auth_context) return res.status(401).end(); next(); }] },
    ] });`;
  expect(accessOf(app({ 'src/api/middlewares.ts': middlewares, 'src/api/custom/route.ts': `${GET} export const POST = GET;`, 'src/api/maybe/route.ts': GET, 'src/api/own/route.ts': GET, 'src/api/custom/x/route.ts': 'export const POST = async (req, res) => { res.json({}); };' })))
    .toEqual({ 'GET /custom': 'public', 'POST /custom': 'authenticated', 'POST /custom/x': 'authenticated', 'GET /maybe': 'public', 'GET /own': 'authenticated' });
});

test('a check in the handler', () => {
  expect(accessOf(app({ 'src/api/custom/route.ts': 'export async function GET(req, res) { if (!req.auth_context?.actor_id) { return res.status(401).json({}); } res.json({}); }' }))).toEqual({ 'GET /custom': 'authenticated in the handler' });
});

test('an entry with methods is for its path alone, one without for what is below as well', () => {
  const middlewares = "import { defineMiddlewares, authenticate } from '@medusajs/framework/http'; export default defineMiddlewares([{ matcher: '/a', method: ['GET'], middlewares: [authenticate('user', ['bearer'])] }, { matcher: '/b', middlewares: [authenticate('user', ['bearer'])] }]);";
  expect(accessOf(app({ 'src/api/middlewares.ts': middlewares, 'src/api/a/route.ts': GET, 'src/api/a/x/route.ts': GET, 'src/api/b/x/route.ts': GET })))
    .toEqual({ 'GET /a': 'authenticated', 'GET /a/x': 'public', 'GET /b/x': 'authenticated' });
});
