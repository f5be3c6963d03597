import { accessOf } from '../../harness/map.ts';

/** A guard that checks a bearer token, and what it takes to put it in front of something. */
export const GUARD = `
  import { CanActivate, ExecutionContext, Injectable, UnauthorizedException } from '@nestjs/common';
  import { verify } from 'jsonwebtoken';
  @Injectable()
  export class TokenGuard implements CanActivate {
    canActivate(context: ExecutionContext) {
      const request = context.switchToHttp().getRequest();
      try { request.user = verify(request.headers.authorization?.split(' ')[1], process.env.JWT_SECRET); } catch { throw new UnauthorizedException(); }
      return true;
    }
  }`;

/** Access of every entry point of an application whose root module is in \`src/app.module.ts\`. @param setup what is done to \`app\` */
export function accessIn(files: Record<string, string>, setup = '', version = '^10.0.0'): Record<string, string> {
  return accessOf({
    'package.json': JSON.stringify({ name: 'app', dependencies: { '@nestjs/core': version } }),
    'src/token.guard.ts': GUARD,
    'src/main.ts': `
      import { NestFactory, Reflector } from '@nestjs/core';
      import { RequestMethod, VersioningType, VERSION_NEUTRAL } from '@nestjs/common';
      import { AppModule } from './app.module';
      import { TokenGuard } from './token.guard';
      async function bootstrap() {
        const app = await NestFactory.create(AppModule);
        ${setup}
        await app.listen(3000);
      }
      bootstrap();`,
    ...files,
  });
}

/** A module with one controller. */
export function moduleWith(controller: string, options: { imports?: string; extra?: string; code?: string } = {}): string {
  return `
    import { All, Body, CanActivate, Controller, createParamDecorator, ExecutionContext, Get, Headers, Module, Param, Post, Query, Req, SetMetadata, UseGuards, Version, VERSION_NEUTRAL } from '@nestjs/common';
    import { APP_GUARD, Reflector, RouterModule } from '@nestjs/core';
    import { TokenGuard } from './token.guard';
    ${options.imports ?? ''}
    ${options.code ?? ''}
    ${controller}
    @Module({ controllers: [AppController], ${options.extra ?? ''} })
    export class AppModule {}`;
}
