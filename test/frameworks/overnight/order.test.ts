import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (body: string, setup = 'this.addControllers([new Books()]);'): Record<string, string> => ({
  'app.ts': `
    import { Server, Controller, Get, Post, Middleware, ClassMiddleware, ChildControllers, Delete } from '@overnightjs/core';
    const guard = (req, res, next) => { if (!req.user) return res.sendStatus(401); next(); };
    const admin = (req, res, next) => { if (req.user.role !== 'admin') return res.sendStatus(403); next(); };
    const open = (req, res, next) => next();
    ${body}
    class App extends Server { constructor() { super(); ${setup} } }
    new App();
  `,
});

test('middleware of a method stands before it alone', () => {
  expect(accessOf(app("@Controller('api/books') class Books { @Get() private all(req, res) { res.json([]); } @Post(':id') @Middleware([guard, admin]) private set(req, res) { res.json([]); } @Get('open') @Middleware(open) o(req, res) { res.json([]); } }")))
    .toEqual({ 'GET /api/books': 'public', 'POST /api/books/:id': 'authorized [admin]', 'GET /api/books/open': 'public' });
});

test('middleware of the class stands before all of its methods', () => {
  expect(accessOf(app("@Controller('b') @ClassMiddleware([guard]) class Books { @Get() all(req, res) { res.json([]); } @Delete(':id') d(req, res) { res.json([]); } }")))
    .toEqual({ 'GET /b': 'authenticated', 'DELETE /b/:id': 'authenticated' });
});

test('what the application uses before the controllers stands before them, and what it uses later does not', () => {
  const books = "@Controller('b') class Books { @Get() all(req, res) { res.json([]); } }";
  expect(accessOf(app(books, 'this.app.use(guard); this.addControllers([new Books()]);'))).toEqual({ 'GET /b': 'authenticated' });
  expect(accessOf(app(books, 'this.addControllers([new Books()]); this.app.use(guard);'))).toEqual({ 'GET /b': 'public' });
});

test('controllers in controllers have the path and the middleware of those around them', () => {
  expect(accessOf(app("@Controller('child') class Child { @Get('x') x(req, res) { res.json([]); } } @Controller('b') @ClassMiddleware(guard) @ChildControllers([new Child()]) class Books { @Get() all(req, res) { res.json([]); } }")))
    .toEqual({ 'GET /b/child/x': 'authenticated', 'GET /b': 'authenticated' });
});

test('controllers that are taken up by several calls stand behind what was used before theirs', () => {
  const two = "@Controller('a') class A { @Get() all(req, res) { res.json([]); } } @Controller('b') class B { @Get() all(req, res) { res.json([]); } } @Controller('c') class C { @Get() all(req, res) { res.json([]); } }";
  expect(accessOf(app(two, 'this.addControllers([new A()]); this.app.use(guard); this.addControllers(new B());'))).toEqual({ 'GET /a': 'public', 'GET /b': 'authenticated', 'GET /c': 'unknown' });
});
