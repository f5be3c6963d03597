import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (body: string, options = ''): Record<string, string> => ({
  'package.json': '{ "dependencies": { "routing-controllers": "^0.11.0" } }',
  'app.ts': `
    import { createExpressServer, JsonController, Controller, Get, Post, Delete, Authorized, UseBefore, CurrentUser, Middleware, Body, Req, Res, HeaderParam, UnauthorizedError } from 'routing-controllers';
    import jwt from 'jsonwebtoken';
    const guard = (req, res, next) => { if (!req.user) return res.sendStatus(401); next(); };
    class Signed { use(req: any, res: any, next: any) { try { jwt.verify(req.headers.authorization, 'key'); next(); } catch { res.status(401).end(); } } }
    ${body}
    export const server = createExpressServer({
      authorizationChecker: async (action, roles) => {
        const token = action.request.headers['authorization'];
        if (!token) return false;
        const user: any = jwt.verify(token, process.env.SECRET!);
        if (roles.length && !roles.includes(user.role)) return false;
        return true;
      },
      currentUserChecker: async (action) => (action.request.headers.authorization ? jwt.verify(action.request.headers.authorization, process.env.SECRET!) : undefined),
      ${options}
    });
  `,
});

test('the checker decides about what is authorized, with the roles that are asked for', () => {
  expect(accessOf(app(`
    @JsonController('/books') class Books {
      @Get() all() { return []; }
      @Get('/mine') @Authorized() mine() { return []; }
      @Delete('/:id') @Authorized(['admin']) remove() { return {}; }
    }`, "routePrefix: '/api', controllers: [Books],"))).toEqual({ 'GET /api/books': 'public', 'GET /api/books/mine': 'authenticated', 'DELETE /api/books/:id': 'authorized [admin]' });
});

test('a decorator of the controller holds for all its methods', () => {
  expect(accessOf(app(`
    @Authorized() @JsonController('/a') class A { @Get('/x') x() { return 1; } @Authorized('owner') @Get('/y') y() { return 1; } }
    @UseBefore(guard) @Controller() class B { @Get('/b') b() { return 1; } }`)))
    .toEqual({ 'GET /a/x': 'authenticated', 'GET /a/y': 'authorized [owner]', 'GET /b': 'authenticated' });
});

test('middleware is a function or a class with `use`', () => {
  expect(accessOf(app(`
    @JsonController() class A {
      @Get('/fn') @UseBefore(guard) fn() { return 1; }
      @Get('/cls') @UseBefore(Signed) cls() { return 1; }
      @Get('/none') @UseBefore((req, res, next) => next()) none() { return 1; }
    }`))).toEqual({ 'GET /fn': 'authenticated', 'GET /cls': 'authenticated', 'GET /none': 'public' });
});

test('a user that is required has to be there, another need not', () => {
  expect(accessOf(app(`
    @JsonController() class A {
      @Get('/must') must(@CurrentUser({ required: true }) user: any) { return user; }
      @Get('/may') may(@CurrentUser() user: any) { return user; }
    }`))).toEqual({ 'GET /must': 'authenticated', 'GET /may': 'public' });
});

test('checks in the handler count', () => {
  expect(accessOf(app(`
    @JsonController() class A {
      @Post('/x') x(@HeaderParam('authorization') token: string) { if (!token) throw new UnauthorizedError('no'); jwt.verify(token, 'key'); return 1; }
      @Post('/y') y(@Body() body: any) { return body; }
    }`))).toEqual({ 'POST /x': 'authenticated in the handler', 'POST /y': 'public' });
});

test('controllers that no application lists are not served, and its middleware stands before all', () => {
  expect(accessOf(app(`
    @JsonController('/in') class In { @Get() x() { return 1; } }
    @JsonController('/out') class Out { @Get() x() { return 1; } }
    @Middleware({ type: 'before' }) class Gate { use(req: any, res: any, next: any) { if (!req.user) return res.sendStatus(401); next(); } }`, 'controllers: [In], middlewares: [Gate],')))
    .toEqual({ 'GET /in': 'authenticated' });
});

test('without a checker it is not known what `Authorized` does', () => {
  const files = { 'a.ts': "import { createExpressServer, JsonController, Get, Authorized } from 'routing-controllers'; @JsonController() class A { @Authorized() @Get('/x') x() { return 1; } } createExpressServer({ controllers: [A] });" };
  expect(accessOf(files)).toEqual({ 'GET /x': 'unknown' });
});
