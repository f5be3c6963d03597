import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const app = (body: string, components = ''): Record<string, string> => ({
  'src/application.ts': `import { RestApplication } from '@loopback/rest'; ${components} export class App extends RestApplication {}`,
  'src/controller.ts': `
    import { get, post, del, param, api, requestBody, HttpErrors } from '@loopback/rest';
    import { authenticate } from '@loopback/authentication'; import { authorize } from '@loopback/authorization';
    ${body}`,
});
const BOTH = "import { AuthenticationComponent } from '@loopback/authentication'; import { AuthorizationComponent } from '@loopback/authorization'; import { JWTAuthenticationComponent } from '@loopback/authentication-jwt';";

test('decorators of methods and classes', () => {
  expect(accessOf(app("export class A { @get('/a') a() { return 1; } @authenticate('jwt') @get('/b/{id}') b(@param.path.string('id') id: string) { return id; } } @authenticate('jwt') export class B { @get('/c') c() { return 1; } @authenticate.skip() @post('/d') d() { return 1; } }", BOTH)))
    .toEqual({ 'GET /a': 'public', 'GET /b/:id': 'authenticated', 'GET /c': 'authenticated', 'POST /d': 'public' });
});

test('roles', () => {
  expect(accessOf(app("@api({ basePath: '/v1' }) @authenticate('jwt') export class A { @authorize({ allowedRoles: ['admin'] }) @del('/a') a() { return 1; } }", BOTH))).toEqual({ 'DELETE /v1/a': 'authorized [admin]' });
});

test('without their components the decorators have no effect', () => {
  expect(accessOf(app("@authenticate('jwt') export class A { @authorize({ allowedRoles: ['admin'] }) @get('/a') a() { return 1; } }"))).toEqual({ 'GET /a': 'public' });
});

test('a sequence that never authenticates', () => {
  const files = { ...app("@authenticate('jwt') export class A { @get('/a') a() { return 1; } }", BOTH), 'src/sequence.ts': "import { SequenceHandler } from '@loopback/rest'; export class MySequence implements SequenceHandler { async handle(context: any) {} }" };
  expect(accessOf(files)).toEqual({ 'GET /a': 'public' });
});

test('a strategy of the project is judged by what it does', () => {
  const strategies = "import { HttpErrors } from '@loopback/rest'; import jwt from 'jsonwebtoken'; export class Jwt { name = 'jwt'; async authenticate(request: any) { if (!request.headers.authorization) throw new HttpErrors.Unauthorized('no'); return jwt.verify(request.headers.authorization, 'key'); } } export class Open { name = 'open'; async authenticate(request: any) { return { name: 'x' }; } }";
  const files = { ...app("export class A { @authenticate('jwt') @get('/a') a() { return 1; } @authenticate('open') @get('/b') b() { return 1; } }", "import { AuthenticationComponent } from '@loopback/authentication';"), 'src/strategies.ts': strategies };
  expect(accessOf(files)).toEqual({ 'GET /a': 'authenticated', 'GET /b': 'public' });
});

test('who is calling is injected into the method or the controller', () => {
  expect(accessOf(app(`import { inject } from '@loopback/core'; import { SecurityBindings } from '@loopback/security'; import { RestBindings } from '@loopback/rest'; import jwt from 'jsonwebtoken';
    export class A {
      constructor(@inject(SecurityBindings.USER, { optional: true }) private user: any) {}
      @inject(RestBindings.Http.REQUEST) private req: any;
      @get('/a') a() { if (!this.user) throw new HttpErrors.Unauthorized(); return 1; }
      @get('/b') b(@inject(SecurityBindings.USER, { optional: true }) user: any) { if (user?.role !== 'admin') throw new HttpErrors.Forbidden(); return 1; }
      @get('/c') c() { return jwt.verify(this.req.headers.authorization, 'key'); }
      @get('/d') d() { return this.user?.id; }
    }`, BOTH))).toEqual({ 'GET /a': 'authenticated in the handler', 'GET /b': 'authorized [admin] in the handler', 'GET /c': 'authenticated in the handler', 'GET /d': 'public' });
});
