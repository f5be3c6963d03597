import { expect, test } from 'vitest';
import { accessIn, moduleWith } from './app.ts';

const one = (decorators: string): string => `@Controller() class AppController { ${decorators} @Get('a') a() {} }`;

test.each([
  ['a strategy that checks', `@UseGuards(AuthGuard('jwt'))`, '', 'authenticated'],
  ['one that starts a login', `@UseGuards(AuthGuard('google'))`, '', 'public'],
  ['one that lets everyone in besides', `@UseGuards(AuthGuard(['jwt', 'anonymous']))`, '', 'public'],
  ['one that nobody knows', `@UseGuards(AuthGuard('frob'))`, '', 'unknown'],
  ['one of the project\'s own, by its package', `@UseGuards(AuthGuard('frob'))`, `import { Strategy } from 'passport-jwt'; import { PassportStrategy } from '@nestjs/passport'; class Frob extends PassportStrategy(Strategy, 'frob') {}`, 'authenticated'],
  ['one that leaves the check to the project', `@UseGuards(AuthGuard('frob'))`, `import { Strategy } from 'passport-custom'; import { PassportStrategy } from '@nestjs/passport'; class Frob extends PassportStrategy(Strategy, 'frob') { async validate(request: any) { return request.headers['x-api-key'] === process.env.API_KEY ? { id: 1 } : null; } }`, 'authenticated'],
  ['one whose check is none', `@UseGuards(AuthGuard('frob'))`, `import { Strategy } from 'passport-custom'; import { PassportStrategy } from '@nestjs/passport'; class Frob extends PassportStrategy(Strategy, 'frob') { async validate(request: any) { return { id: request.query.id }; } }`, 'public'],
  ['the module\'s default', `@UseGuards(AuthGuard())`, '', 'authenticated'],
])('AuthGuard of passport with %s', (_name, decorators, imports, access) => {
  const extra = `imports: [PassportModule.register({ defaultStrategy: 'jwt' })]`;
  expect(accessIn({ 'src/app.module.ts': moduleWith(one(decorators), { imports: `import { AuthGuard, PassportModule } from '@nestjs/passport'; ${imports}`, extra }) })).toEqual({ 'GET /a': access });
});

test('a limit of requests and a guard that extends it prove nothing', () => {
  const imports = `import { ThrottlerGuard } from '@nestjs/throttler';`;
  const code = `class ProxyThrottler extends ThrottlerGuard { protected async getTracker(request: any) { return request.ips[0]; } }`;
  expect(accessIn({ 'src/app.module.ts': moduleWith(`@UseGuards(ProxyThrottler) @Controller() class AppController { @UseGuards(ThrottlerGuard) @Get('a') a() {} }`, { imports, code }) })).toEqual({ 'GET /a': 'public' });
});

test('guards of nest-keycloak-connect ask the decorators of the same package', () => {
  const imports = `import { AuthGuard, Public, RoleGuard, Roles } from 'nest-keycloak-connect';`;
  const extra = `providers: [{ provide: APP_GUARD, useClass: AuthGuard }, { provide: APP_GUARD, useClass: RoleGuard }]`;
  const controller = `@Controller() class AppController { @Get('a') a() {} @Public() @Get('b') b() {} @Roles({ roles: ['realm:admin'] }) @Get('c') c() {} }`;
  expect(accessIn({ 'src/app.module.ts': moduleWith(controller, { imports, extra }) })).toEqual({ 'GET /a': 'authenticated', 'GET /b': 'public', 'GET /c': 'authorized [admin]' });
});

test('the module of better-auth brings a guard with it, unless it is told not to', () => {
  const imports = `import { AllowAnonymous, AuthModule } from '@thallesp/nestjs-better-auth'; import { auth } from './auth';`;
  const controller = `@Controller() class AppController { @Get('a') a() {} @AllowAnonymous() @Get('b') b() {} }`;
  const files = (options: string): Record<string, string> => ({ 'src/auth.ts': 'export const auth = {};', 'src/app.module.ts': moduleWith(controller, { imports, extra: `imports: [AuthModule.forRoot(${options})]` }) });
  expect(accessIn(files('{ auth }'))).toEqual({ 'GET /a': 'authenticated', 'GET /b': 'public' });
  expect(accessIn(files('{ auth, disableGlobalAuthGuard: true }'))).toEqual({ 'GET /a': 'public', 'GET /b': 'public' });
});

test('decorators of a package that are guards themselves', () => {
  const imports = `import { Authentication, Authorization } from '@nestjs-cognito/auth';`;
  expect(accessIn({ 'src/app.module.ts': moduleWith(`@Controller() class AppController { @Authentication() @Get('a') a() {} @Authorization(['admin']) @Get('b') b() {} @Get('c') c() {} }`, { imports }) })).toEqual({ 'GET /a': 'authenticated', 'GET /b': 'authorized [admin]', 'GET /c': 'public' });
});
