import { expect, test } from 'vitest';
import { accessIn, moduleWith } from './app.ts';

test('guards of methods and of classes hold, and Swagger\'s decorators do not', () => {
  const controller = `
    @ApiBearerAuth() @Controller('a') class AppController {
      @Get('open') @ApiUnauthorizedResponse() open() {}
      @UseGuards(TokenGuard) @Get('closed') closed() {}
    }`;
  expect(accessIn({ 'src/app.module.ts': moduleWith(controller, { imports: `import { ApiBearerAuth, ApiUnauthorizedResponse } from '@nestjs/swagger';` }) })).toEqual({ 'GET /a/open': 'public', 'GET /a/closed': 'authenticated' });
});

test.each([
  ['useClass', '{ provide: APP_GUARD, useClass: TokenGuard }'],
  ['useExisting', 'TokenGuard, { provide: APP_GUARD, useExisting: TokenGuard }'],
  ['useFactory', '{ provide: APP_GUARD, useFactory: (reflector: Reflector) => new TokenGuard(), inject: [Reflector] }'],
  ['useValue', '{ provide: APP_GUARD, useValue: new TokenGuard() }'],
])('a global guard may be provided by %s', (_name, provider) => {
  expect(accessIn({ 'src/app.module.ts': moduleWith(`@Controller() class AppController { @Get('a') a() {} }`, { extra: `providers: [${provider}]` }) })).toEqual({ 'GET /a': 'authenticated' });
});

test('a global guard of a module that is not imported does not hold', () => {
  const code = `@Module({ providers: [{ provide: APP_GUARD, useClass: TokenGuard }] }) class Unused {}`;
  expect(accessIn({ 'src/app.module.ts': moduleWith(`@Controller() class AppController { @Get('a') a() {} }`, { code }) })).toEqual({ 'GET /a': 'public' });
});

test('a global guard that is there only in some installations leaves open what stands in front', () => {
  const extra = `providers: [...(process.env.AUTH ? [{ provide: APP_GUARD, useClass: TokenGuard }] : [])]`;
  expect(accessIn({ 'src/app.module.ts': moduleWith(`@Controller() class AppController { @Get('a') a() {} }`, { extra }) })).toEqual({ 'GET /a': 'unknown' });
});

const METADATA = `
  class MetaGuard implements CanActivate {
    constructor(private readonly reflector: Reflector) {}
    canActivate(context: ExecutionContext) {
      const wanted = this.reflector.METHOD('wanted', TARGETS);
      if (!wanted || wanted.length === 0) return true;
      const { user } = context.switchToHttp().getRequest();
      return wanted.some((one) => user?.roles?.includes(one));
    }
  }`;
const routes = `
  @SetMetadata('wanted', ['member']) @UseGuards(TokenGuard, MetaGuard) @Controller() class AppController {
    @Get('plain') plain() {}
    @SetMetadata('wanted', ['admin']) @Get('admin') admin() {}
    @SetMetadata('wanted', []) @Get('free') free() {}
  }`;

test.each([
  ['get', 'context.getHandler()', ['authenticated', 'authorized [admin]', 'authenticated']],
  ['get', 'context.getClass()', ['authorized [member]', 'authorized [member]', 'authorized [member]']],
  ['getAllAndOverride', '[context.getHandler(), context.getClass()]', ['authorized [member]', 'authorized [admin]', 'authenticated']],
  ['getAllAndMerge', '[context.getHandler(), context.getClass()]', ['authorized [member]', 'authorized [admin,member]', 'authorized [member]']],
])('metadata is read with %s of %s', (method, targets, [plain, admin, free]) => {
  const code = METADATA.replace('METHOD', method).replace('TARGETS', targets);
  expect(accessIn({ 'src/app.module.ts': moduleWith(routes, { code }) })).toEqual({ 'GET /plain': plain, 'GET /admin': admin, 'GET /free': free });
});

test('what is injected under a token or in place of an abstract class is looked into', () => {
  const code = `
    abstract class Sessions { abstract find(token: string): unknown; }
    class MemorySessions extends Sessions { find(token: string) { return undefined as unknown; } private seen = new Map(); }
    class OpenSessions extends Sessions { find(token: string) { return { id: 'anyone' }; } }
    @Injectable() class A implements CanActivate { constructor(private readonly sessions: Sessions) {} canActivate(context: ExecutionContext) { return this.sessions.find(context.switchToHttp().getRequest().headers.authorization) !== undefined; } }
    @Injectable() class B implements CanActivate { constructor(@Inject('SESSIONS') private readonly sessions: unknown) {} canActivate(context: ExecutionContext) { return (this.sessions as Sessions).find(context.switchToHttp().getRequest().headers.authorization) !== undefined; } }`;
  const controller = `@Controller() class AppController { @UseGuards(A) @Get('a') a() {} @UseGuards(B) @Get('b') b() {} }`;
  const extra = `providers: [{ provide: Sessions, useClass: OpenSessions }, { provide: 'SESSIONS', useClass: OpenSessions }]`;
  expect(accessIn({ 'src/app.module.ts': moduleWith(controller, { code, extra, imports: `import { Inject, Injectable } from '@nestjs/common';` }) })).toEqual({ 'GET /a': 'public', 'GET /b': 'public' });
});

test('a decorator that replaces the method with a check is the check', () => {
  const code = `
    function LoggedIn() { return (target: object, key: string, descriptor: PropertyDescriptor) => { const original = descriptor.value; descriptor.value = function (request: any) { if (!request.user) throw new UnauthorizedException(); return original.apply(this, [request]); }; }; }`;
  const controller = `@Controller() class AppController { @Get('a') @LoggedIn() a(@Req() request: any) { return 'a'; } }`;
  expect(accessIn({ 'src/app.module.ts': moduleWith(controller, { code, imports: `import { UnauthorizedException } from '@nestjs/common';` }) })).toEqual({ 'GET /a': 'authenticated in the handler' });
});

test('an instance of a guard keeps what it was made with', () => {
  const code = `class ScopeGuard implements CanActivate { constructor(private readonly scope: string) {} canActivate(context: ExecutionContext) { return context.switchToHttp().getRequest().user.scopes.includes(this.scope); } }`;
  const controller = `@UseGuards(TokenGuard) @Controller() class AppController { @UseGuards(new ScopeGuard('read')) @Get('a') a() {} @UseGuards(new ScopeGuard('write')) @Get('b') b() {} }`;
  expect(accessIn({ 'src/app.module.ts': moduleWith(controller, { code }) })).toEqual({ 'GET /a': 'authorized [read]', 'GET /b': 'authorized [write]' });
});

test('the request that is injected is looked at like one that is given', () => {
  const controller = `
    @UseGuards(TokenGuard) @Controller() class AppController {
      constructor(@Inject(REQUEST) private readonly request: any) {}
      @Get('a') a() { if (!this.request.user.permissions.includes('read')) throw new ForbiddenException(); return []; }
      @Get('b') b() { this.check('write'); return []; }
      private check(permission: string) { if (!this.request.user.permissions.includes(permission)) throw new ForbiddenException(); }
    }`;
  const imports = `import { ForbiddenException, Inject } from '@nestjs/common'; import { REQUEST } from '@nestjs/core';`;
  expect(accessIn({ 'src/app.module.ts': moduleWith(controller, { imports }) })).toEqual({ 'GET /a': 'authorized [read] in the handler', 'GET /b': 'authorized [write] in the handler' });
});

test('a token that came by mail is no credential of a caller', () => {
  const controller = `
    @Controller('auth') class AppController {
      @Post('reset/password') reset(@Body('token') token: string) { const { email } = verify(token, process.env.RESET_SECRET); return { email }; }
      @Post('sessions/refresh') refresh(@Body('token') token: string) { const { id } = verify(token, process.env.REFRESH_SECRET); return { id }; }
    }`;
  expect(accessIn({ 'src/app.module.ts': moduleWith(controller, { imports: `import { verify } from 'jsonwebtoken';` }) })).toEqual({ 'POST /auth/reset/password': 'public', 'POST /auth/sessions/refresh': 'authenticated in the handler' });
});
