import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (body: string, bind = '', more = ''): Record<string, string> => ({
  'app.ts': `
    import { Container, injectable, inject, ContainerModule } from 'inversify';
    import { InversifyExpressServer, controller, httpGet, httpPost, httpDelete, BaseMiddleware, BaseHttpController, requestHeaders, request } from 'inversify-express-utils';
    import jwt from 'jsonwebtoken';
    const TYPES = { Auth: Symbol.for('Auth'), Noop: Symbol.for('Noop'), Verifier: Symbol.for('Verifier') };
    const guard = (req, res, next) => { if (!req.user) return res.sendStatus(401); next(); };
    @injectable() class Verifier { ok(token: string) { return jwt.verify(token, 'key'); } }
    @injectable() class Auth extends BaseMiddleware {
      constructor(@inject(TYPES.Verifier) private verifier: any) { super(); }
      handler(req: any, res: any, next: any) { try { this.verifier.ok(req.headers.authorization); next(); } catch { res.status(401).end(); } }
    }
    @injectable() class Noop extends BaseMiddleware { handler(req: any, res: any, next: any) { next(); } }
    ${body}
    const container = new Container();
    container.bind(TYPES.Auth).to(Auth); container.bind(TYPES.Noop).to(Noop); container.bind(TYPES.Verifier).to(Verifier);
    ${bind}
    const server = new InversifyExpressServer(container, null, { rootPath: '/api' });
    ${more}
    server.build().listen(1);
  `,
});

test('identifiers of middleware are looked up in the container', () => {
  expect(accessOf(app("@controller('/books') class Books { @httpGet('/') all() { return []; } @httpPost('/', TYPES.Auth) add() { return {}; } @httpDelete('/:id', TYPES.Noop) del() { return {}; } }")))
    .toEqual({ 'GET /api/books': 'public', 'POST /api/books': 'authenticated', 'DELETE /api/books/:id': 'public' });
});

test('middleware of the controller stands before all its methods, classes and functions alike', () => {
  expect(accessOf(app("@controller('/a', Auth) class A { @httpGet('/') all() { return []; } } @controller('/b', guard) class B { @httpGet('/x') all() { return []; } }")))
    .toEqual({ 'GET /api/a': 'authenticated', 'GET /api/b/x': 'authenticated' });
});

test('what the configuration of the server uses stands before the controllers', () => {
  expect(accessOf(app("@controller('/a') class A { @httpGet('/') all() { return []; } }", '', 'server.setConfig((app) => { app.use(guard); });'))).toEqual({ 'GET /api/a': 'authenticated' });
});

test('what a container module binds is found', () => {
  expect(accessOf(app("@controller('/a', 'key') class A { @httpGet('/') all() { return []; } }", "container.load(new ContainerModule((bind) => { bind('key').toConstantValue(guard); }));"))).toEqual({ 'GET /api/a': 'authenticated' });
});

test('the principal says who is there', () => {
  expect(accessOf(app(`@controller('/a') class A extends BaseHttpController {
    @httpGet('/in') async a() { if (await this.httpContext.user.isAuthenticated()) return this.ok('x'); return this.statusCode(401); }
    @httpGet('/throws') async b() { if (!(await this.httpContext.user.isAuthenticated())) throw new Unauthorized(); return 1; } }
    class Unauthorized extends Error {}`)))
    .toEqual({ 'GET /api/a/in': 'authenticated in the handler', 'GET /api/a/throws': 'authenticated in the handler' });
});

test('what the methods of a controller make says the status', () => {
  expect(accessOf(app(`@controller('/a') class A extends BaseHttpController {
    @httpGet('/json') async a() { return (await this.httpContext.user.isInRole('admin')) ? this.json([]) : this.json({ error: 'no' }, 403); }
    @httpGet('/soft') async b() { return (await this.httpContext.user.isAuthenticated()) ? this.json([]) : this.ok('sign in for more'); } }`)))
    .toEqual({ 'GET /api/a/json': 'authorized [admin] in the handler', 'GET /api/a/soft': 'public' });
});

test('guards of InversifyJS 7', () => {
  expect(accessOf({ 'a.ts': `
    import { Controller, Get, UseGuard } from '@inversifyjs/http-core';
    import { InversifyExpressHttpAdapter } from '@inversifyjs/http-express';
    import { Container } from 'inversify';
    class Gate { activate(request: any): boolean { return request.user !== undefined; } }
    class Open { activate() { return true; } }
    @Controller('/a') class A { @Get('/x') @UseGuard(Gate) x() { return 1; } @Get('/y') @UseGuard(Open) y() { return 1; } }
    new InversifyExpressHttpAdapter(new Container()).build();` })).toEqual({ 'GET /a/x': 'authenticated', 'GET /a/y': 'public' });
});
