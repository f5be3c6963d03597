import { expect, test } from 'vitest';
import { accessIn, moduleWith } from './app.ts';

/** A module of the project's own that extends what `ConfigurableModuleBuilder` builds, or a class of the project (docs.nestjs.com, "Dynamic modules"). */
const files = (base: string, register: string, extra = ''): Record<string, string> => ({
  'src/cache.module.ts': `
    import { ConfigurableModuleBuilder, Controller, Get, Module } from '@nestjs/common'; import { APP_GUARD } from '@nestjs/core'; import { TokenGuard } from './token.guard';
    @Controller('cache') class CacheController { @Get() read() {} }
    ${base}
    @Module({ controllers: [CacheController]${extra} })
    export class CacheModule extends Base { ${register} }`,
  'src/app.module.ts': moduleWith(`@Controller() class AppController { @Get('a') a() {} }`, { imports: `import { CacheModule } from './cache.module';`, extra: 'imports: [CacheModule.register({ global: true })]' }),
});

const BUILT = 'const { ConfigurableModuleClass: Base } = new ConfigurableModuleBuilder().build();';
const SPREAD = 'static register(options) { return { global: options.global, ...super.register(options) }; }';

test('what the builder makes, spread into a dynamic module, is a module of the class that extends it', () => {
  expect(accessIn(files(BUILT, SPREAD))).toEqual({ 'GET /a': 'public', 'GET /cache': 'public' });
  expect(accessIn(files(BUILT, SPREAD, ', providers: [{ provide: APP_GUARD, useClass: TokenGuard }]'))).toEqual({ 'GET /a': 'authenticated', 'GET /cache': 'authenticated' });
});

test('a static method of a class of the project, called by `super`', () => {
  const base = 'class Base { static register() { return { module: this, providers: [{ provide: APP_GUARD, useClass: TokenGuard }] }; } register() { return {}; } }';
  expect(accessIn(files(base, 'static register() { return super.register(); }'))).toEqual({ 'GET /a': 'authenticated', 'GET /cache': 'authenticated' });
});

test('modules of another edition, which this one does without', () => {
  const app = (load: string): Record<string, string> => ({ 'src/app.module.ts': moduleWith(`@Controller() class AppController { @Get('a') a() {} }`, { imports: `const more = []; ${load}`, extra: 'imports: [...more]' }) });
  expect(accessIn(app(`try { if (require('./ee/ee.module')?.EeModule) more.push(require('./ee/ee.module')?.EeModule); } catch (error) { if (process.env.CLOUD === 'true') process.exit(1); }`))).toEqual({ 'GET /a': 'public' });
  expect(accessIn(app(`more.push(require('./generated/guards.module').GuardsModule);`))).toEqual({ 'GET /a': 'unknown' });
});
