import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (routes: string): Record<string, string> => ({
  'package.json': '{ "type": "module", "dependencies": { "@adonisjs/core": "^6.0.0" }, "imports": { "#controllers/*": "./app/controllers/*.js", "#middleware/*": "./app/middleware/*.js", "#start/*": "./start/*.js" } }',
  'app/middleware/auth_middleware.ts': `
    export default class AuthMiddleware {
      redirectTo = '/login';
      async handle(ctx: any, next: any, options: any = {}) { await ctx.auth.authenticateUsing(options.guards, { loginRoute: this.redirectTo }); return next(); }
    }`,
  'app/middleware/silent_middleware.ts': 'export default class SilentMiddleware { async handle(ctx: any, next: any) { await ctx.auth.check(); return next(); } }',
  'app/middleware/role_middleware.ts': "export default class RoleMiddleware { async handle({ auth, response }: any, next: any, options: any) { if (auth.user.role !== options.role) return response.forbidden('no'); return next(); } }",
  'app/controllers/books_controller.ts': `
    export default class BooksController {
      async index() { return []; } async store({ request }: any) { return request.all(); } async show({ params }: any) { return params.id; } async destroy({ bouncer }: any) { await bouncer.authorize('remove'); return {}; }
      async update({ auth }: any) { const user = auth.getUserOrFail(); return user; } async create() {} async edit() {}
    }`,
  'start/kernel.ts': `
    import router from '@adonisjs/core/services/router';
    import server from '@adonisjs/core/services/server';
    server.use([() => import('#middleware/silent_middleware')]);
    router.use([]);
    export const middleware = router.named({ auth: () => import('#middleware/auth_middleware'), role: () => import('#middleware/role_middleware'), silent: () => import('#middleware/silent_middleware') });`,
  'start/routes.ts': `
    import router from '@adonisjs/core/services/router';
    import { middleware } from './kernel.js';
    const BooksController = () => import('#controllers/books_controller');
    ${routes}`,
});

test('middleware by name', () => {
  expect(accessOf(app("router.get('/a', [BooksController, 'index']); router.get('/b', [BooksController, 'index']).use(middleware.auth()); router.get('/c', [BooksController, 'index']).use(middleware.silent()); router.post('/d', () => 1).use([middleware.auth(), middleware.role({ role: 'admin' })]);")))
    .toEqual({ 'GET /a': 'public', 'GET /b': 'authenticated', 'GET /c': 'public', 'POST /d': 'authorized [admin]' });
});

test('groups give prefix and middleware to what is in them, and to nothing else', () => {
  expect(accessOf(app("router.group(() => { router.get('/x', [BooksController, 'index']); router.group(() => { router.get('/y', () => 1); }).prefix('/in'); }).prefix('/api').use(middleware.auth()); router.get('/z', () => 1);")))
    .toEqual({ 'GET /api/x': 'authenticated', 'GET /api/in/y': 'authenticated', 'GET /z': 'public' });
});

test('resources', () => {
  expect(accessOf(app("router.resource('books', BooksController).apiOnly().use(['store'], middleware.auth());")))
    .toEqual({ 'GET /books': 'public', 'POST /books': 'authenticated', 'GET /books/:id': 'public', 'PUT /books/:id': 'authenticated in the handler', 'PATCH /books/:id': 'authenticated in the handler', 'DELETE /books/:id': expect.stringMatching(/in the handler$/) });
});

test('checks in closures', () => {
  expect(accessOf(app("router.get('/me', async ({ auth, response }) => { if (!(await auth.check())) return response.unauthorized(); return auth.user; }); router.get('/open', async ({ auth }) => auth.user);")))
    .toEqual({ 'GET /me': 'authenticated in the handler', 'GET /open': 'public' });
});

test('version 5: names as texts', () => {
  expect(accessOf({
    'package.json': '{ "dependencies": { "@adonisjs/core": "^5.0.0" } }',
    'app/Controllers/Http/BooksController.ts': 'export default class BooksController { public async index() { return []; } }',
    'app/Middleware/Auth.ts': 'export default class AuthMiddleware { public async handle({ auth }: any, next: any, guards: string[]) { await auth.use(guards[0]).authenticate(); await next(); } }',
    'start/kernel.ts': "import Server from '@ioc:Adonis/Core/Server'; import Auth from '../app/Middleware/Auth'; Server.middleware.registerNamed({ auth: Auth });",
    'start/routes.ts': "import Route from '@ioc:Adonis/Core/Route'; Route.get('/a', 'BooksController.index'); Route.group(() => { Route.get('/b', 'BooksController.index'); }).prefix('v1').middleware('auth:api'); Route.get('/c', 'BooksController.index').middleware('what');",
  })).toEqual({ 'GET /a': 'public', 'GET /v1/b': 'authenticated', 'GET /c': 'unknown' });
});

test('the request of Node.js, and what the application gave to requests, is there for everyone', () => {
  expect(accessOf(app("import jwt from 'jsonwebtoken'; router.get('/a', async ({ request, response }) => { request.request.headers.accept = 'application/json'; if (request.ajax() || request.wantsFeed()) return response.noContent(); return request.completeUrl(); }); router.get('/b', async ({ request, response }) => { if (!request.request.headers.authorization) return response.unauthorized(); return jwt.verify(request.request.headers.authorization, 'key'); });")))
    .toEqual({ 'GET /a': 'public', 'GET /b': 'authenticated in the handler' });
});
