import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (body: string): Record<string, string> => ({
  'tsoa.json': '{ "entryFile": "app.ts", "routes": { "routesDir": "build", "basePath": "/v1", "authenticationModule": "./src/authentication.ts" } }',
  'src/authentication.ts': `
    import jwt from 'jsonwebtoken';
    export function expressAuthentication(request: any, securityName: string, scopes?: string[]): Promise<any> {
      if (securityName === 'api_key') return request.query.access_token === process.env.KEY ? Promise.resolve({ id: 1 }) : Promise.reject({});
      if (securityName === 'jwt') {
        const token = request.headers['x-access-token'];
        return new Promise((resolve, reject) => {
          if (!token) reject(new Error('No token provided'));
          jwt.verify(token, 'secret', function (err: any, decoded: any) {
            if (err) reject(err);
            else { for (const scope of scopes!) { if (!decoded.scopes.includes(scope)) reject(new Error('JWT does not contain required scope.')); } resolve(decoded); }
          });
        });
      }
      return Promise.resolve({});
    }
  `,
  'src/controllers.ts': `import { Controller, Get, Post, Route, Security, NoSecurity, Path, Middlewares, Delete } from 'tsoa';\n${body}`,
});

test('the authentication module is asked about each scheme', () => {
  expect(accessOf(app("@Route('books') export class Books extends Controller { @Get() all() { return []; } @Get('{id}') @Security('jwt') one(@Path() id: string) { return id; } @Post() @Security('anything') add() { return 1; } }")))
    .toEqual({ 'GET /v1/books': 'public', 'GET /v1/books/:id': 'authenticated', 'POST /v1/books': 'public' });
});

test('scopes are what the module makes of them', () => {
  expect(accessOf(app("@Route('books') export class Books extends Controller { @Delete('{id}') @Security('jwt', ['admin']) del() { return 1; } }"))).toEqual({ 'DELETE /v1/books/:id': 'authorized [admin]' });
});

test('security of the class holds for its methods, unless they say otherwise', () => {
  expect(accessOf(app("@Security('jwt') @Route('a') export class A { @Get('x') x() { return 1; } @NoSecurity() @Get('y') y() { return 1; } @Security('anything') @Get('z') z() { return 1; } }")))
    .toEqual({ 'GET /v1/a/x': 'authenticated', 'GET /v1/a/y': 'public', 'GET /v1/a/z': 'public' });
});

test('middleware stands before the method', () => {
  expect(accessOf(app("const guard = (req, res, next) => { if (!req.user) return res.sendStatus(401); next(); }; @Route('a') export class A { @Get('x') @Middlewares(guard) x() { return 1; } }"))).toEqual({ 'GET /v1/a/x': 'authenticated' });
});

test('without the module it is not known what security means', () => {
  expect(accessOf({ 'a.ts': "import { Route, Get, Security } from 'tsoa'; @Route('a') export class A { @Get() @Security('jwt') x() { return 1; } }" })).toEqual({ 'GET /a': 'unknown' });
});
