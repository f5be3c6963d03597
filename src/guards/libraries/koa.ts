import type { LibraryGuard } from './types.ts';

const packages = (...names: string[]): LibraryGuard[] => names.map((name) => ({ package: name, names: ['*'], proves: 'nothing' }));

/** Middleware for Koa whose name sounds like a check of who is calling, and is none. */
export const koa: LibraryGuard[] = [
  { package: 'koa-bearer-token', names: ['', 'bearerToken'], proves: 'nothing', populates: true },
  ...packages('@koa/router', 'koa-router', 'koa', 'koa-session', 'koa-session2', 'koa-session-minimal', 'koa-generic-session', 'koa-session-local', 'koa-session-getter', 'koa-redis', 'oidc-provider'),
];
