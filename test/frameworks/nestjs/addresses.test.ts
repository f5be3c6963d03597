import { expect, test } from 'vitest';
import { accessIn, moduleWith } from './app.ts';

const controller = `@Controller('cats') class AppController { @Get() list() { return []; } @Get([':id', 'by/:name']) one() { return {}; } @All('any') any() {} }`;

test('a controller\'s path stands before those of its methods, of which there may be several', () => {
  expect(accessIn({ 'src/app.module.ts': moduleWith(controller) })).toEqual({ 'GET /cats': 'public', 'GET /cats/:id': 'public', 'GET /cats/by/:name': 'public', 'ALL /cats/any': 'public' });
});

test('the prefix is left out for the routes that are excluded, of the method that is named', () => {
  const setup = `app.setGlobalPrefix('api', { exclude: ['cats/any', { path: 'cats', method: RequestMethod.POST }, { path: 'cats/:id', method: RequestMethod.GET }] });`;
  expect(Object.keys(accessIn({ 'src/app.module.ts': moduleWith(controller) }, setup))).toEqual(['GET /api/cats', 'GET /cats/:id', 'GET /api/cats/by/:name', 'ALL /cats/any']);
});

test('a prefix that only the configuration knows is looked up there', () => {
  const imports = `import { ConfigModule } from '@nestjs/config'; import appConfig from './app.config';`;
  const files = {
    'src/app.config.ts': `import { registerAs } from '@nestjs/config'; export default registerAs('app', () => ({ prefix: process.env.API_PREFIX || 'v0' }));`,
    'src/app.module.ts': moduleWith(`@Controller() class AppController { @Get('a') a() {} }`, { imports, extra: 'imports: [ConfigModule.forRoot({ load: [appConfig] })]' }),
  };
  expect(accessIn(files, `const { ConfigService } = await import('@nestjs/config'); app.setGlobalPrefix(app.get(ConfigService).get('app.prefix'));`)).toEqual({ 'GET /v0/a': 'public' });
});

const versions = `@Controller({ path: 'cats', version: ['1', '2'] }) class AppController { @Get() list() {} @Version('3') @Get('new') fresh() {} @Version(VERSION_NEUTRAL) @Get('old') old() {} }`;

test('versions of the URI type are part of the path', () => {
  expect(Object.keys(accessIn({ 'src/app.module.ts': moduleWith(versions) }, `app.enableVersioning({ type: VersioningType.URI, prefix: 'version' });`))).toEqual(['GET /version1/cats', 'GET /version2/cats', 'GET /version3/cats/new', 'GET /cats/old']);
});

test('versions of another type are not', () => {
  expect(Object.keys(accessIn({ 'src/app.module.ts': moduleWith(versions) }, `app.enableVersioning({ type: VersioningType.HEADER, header: 'x-version' });`))).toEqual(['GET /cats', 'GET /cats/new', 'GET /cats/old']);
});

test('the default version holds for controllers that name none', () => {
  expect(Object.keys(accessIn({ 'src/app.module.ts': moduleWith(`@Controller('a') class AppController { @Get() a() {} }`) }, `app.enableVersioning({ defaultVersion: '7' });`))).toEqual(['GET /v7/a']);
});

test('modules have paths below those of the modules they are children of', () => {
  const extra = `imports: [RouterModule.register([{ path: 'shop', module: AppModule, children: [{ path: 'inner', module: Inner }] }]), Inner]`;
  const code = `@Controller('b') class InnerController { @Get() b() {} } @Module({ controllers: [InnerController] }) class Inner {}`;
  expect(Object.keys(accessIn({ 'src/app.module.ts': moduleWith(`@Controller('a') class AppController { @Get() a() {} }`, { extra, code }) }))).toEqual(['GET /shop/a', 'GET /shop/inner/b']);
});

test('an application that never listens says nothing of one that does', () => {
  const files = {
    'src/app.module.ts': moduleWith(`@Controller('a') class AppController { @Get() a() {} }`),
    'src/openapi.ts': `import { NestFactory } from '@nestjs/core'; import { AppModule } from './app.module'; async function write() { const app = await NestFactory.create(AppModule); await app.close(); } write();`,
  };
  expect(accessIn(files, `app.setGlobalPrefix('api'); app.useGlobalGuards(new TokenGuard());`)).toEqual({ 'GET /api/a': 'authenticated' });
});

test('a controller that no module holds serves nothing', () => {
  expect(accessIn({ 'src/app.module.ts': moduleWith(`@Controller('a') class AppController { @Get() a() {} } @Controller('b') class Forgotten { @Get() b() {} }`) })).toEqual({ 'GET /a': 'public' });
});
