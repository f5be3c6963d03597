import type { LibraryGuard } from './types.ts';

/** Plugins of Elysia whose names say that they are about who is calling (elysiajs.com, "Plugins"). */
export const elysia: LibraryGuard[] = [
  { package: 'elysia', names: ['*'], proves: 'nothing' },
  { package: '@elysiajs/jwt', names: ['*'], proves: 'nothing', populates: true },
  { package: '@elysiajs/bearer', names: ['*'], proves: 'nothing', populates: true },
  { package: 'elysia-clerk', names: ['*'], proves: 'nothing', populates: true },
  { package: 'elysia-oauth2', names: ['*'], proves: 'nothing' },
  { package: 'elysia-rate-limit', names: ['*'], proves: 'rate-limit' },
  { package: 'elysia-basic-auth', names: ['*'], proves: 'authentication' },
  { package: '@eelkevdbos/elysia-basic-auth', names: ['*'], proves: 'authentication' },
];
