import { expect, test } from 'vitest';
import { accessIn } from './app.ts';

const files = (configure: string): Record<string, string> => ({
  'src/app.module.ts': `
    import { Controller, Get, MiddlewareConsumer, Module, Post, RequestMethod } from '@nestjs/common';
    import { verify } from 'jsonwebtoken';
    export class TokenMiddleware { use(req: any, res: any, next: () => void) { try { req.user = verify(req.headers.authorization, process.env.JWT_SECRET); } catch { return res.status(401).end(); } next(); } }
    @Controller('cats') class CatsController { @Get() list() {} @Post() add() {} @Get(':id') one() {} }
    @Controller('dogs') class DogsController { @Get() list() {} }
    @Module({ controllers: [CatsController, DogsController] })
    export class AppModule { configure(consumer: MiddlewareConsumer) { ${configure} } }`,
});
const guarded = (access: Record<string, string>): string[] => Object.keys(access).filter((route) => access[route] === 'authenticated');

test.each([
  ['everything', `forRoutes('*')`, ['GET /cats', 'POST /cats', 'GET /cats/:id', 'GET /dogs']],
  ['a controller', `forRoutes(DogsController)`, ['GET /dogs']],
  ['a path and what is below it', `forRoutes('cats')`, ['GET /cats', 'POST /cats', 'GET /cats/:id']],
  ['a path and a method', `forRoutes({ path: 'cats', method: RequestMethod.POST })`, ['POST /cats']],
  ['all but some', `exclude('dogs', { path: 'cats', method: RequestMethod.GET }).forRoutes('*')`, ['POST /cats', 'GET /cats/:id']],
  ['nothing, where no route is named', `exclude('dogs')`, []],
])('middleware stands before %s', (_name, routes, expected) => {
  expect(guarded(accessIn(files(`consumer.apply(TokenMiddleware).${routes};`)))).toEqual(expected);
});

test('paths of middleware have the prefix of the application', () => {
  expect(guarded(accessIn(files(`consumer.apply(TokenMiddleware).exclude('cats/:id').forRoutes('cats');`), `app.setGlobalPrefix('api');`))).toEqual(['GET /api/cats', 'POST /api/cats']);
});

test('a path without a version is not that of a versioned route before Nest 12', () => {
  const versioned = (version: string): string[] => guarded(accessIn(files(`consumer.apply(TokenMiddleware).forRoutes('dogs');`), `app.enableVersioning({ defaultVersion: '1' });`, version));
  expect([versioned('^10.0.0'), versioned('^12.0.0')]).toEqual([[], ['GET /v1/dogs']]);
});

test('middleware that the application itself uses stands before everything, or below a path', () => {
  const code = `const { TokenMiddleware } = await import('./app.module'); const check = new TokenMiddleware(); app.use('/dogs', check.use.bind(check));`;
  expect(guarded(accessIn(files(''), code))).toEqual(['GET /dogs']);
});
