import { expect, test } from 'vitest';
import { accessOf, authMapOf } from '../../harness/map.ts';
import { app } from './project.ts';

const open = 'export const GET = () => Response.json({});';
const ROUTES = { 'app/api/items/[id]/route.ts': open, 'app/api/public/route.ts': open, 'app/health/route.ts': open };
const CHECK = "import { NextResponse } from 'next/server';\nimport { getToken } from 'next-auth/jwt';\nexport async function middleware(req) { if (!(await getToken({ req }))) return NextResponse.redirect(new URL('/login', req.url)); return NextResponse.next(); }\n";
const config = (matcher: string): string => `export const config = { matcher: ${matcher} };`;
const found = (middleware: string, ...dependencies: string[]): Record<string, string> => accessOf(app({ ...ROUTES, 'middleware.ts': middleware }, ...dependencies));

test.each([
  ['no matcher: everything', '', ['authenticated', 'authenticated', 'authenticated']],
  ['one pattern', config("'/api/:path*'"), ['authenticated', 'authenticated', 'public']],
  ['several', config("['/health', '/api/items/:path+']"), ['authenticated', 'public', 'authenticated']],
  ['a negative lookahead', config("['/((?!api/public|health|_next/static).*)']"), ['authenticated', 'public', 'public']],
  ['an object', config("[{ source: '/api/(.*)' }]"), ['authenticated', 'authenticated', 'public']],
  ['a condition that the caller can meet', config("[{ source: '/api/(.*)', missing: [{ type: 'header', key: 'purpose', value: 'prefetch' }] }]"), ['public', 'public', 'public']],
])('matcher: %s', (_name, matcher, [items, open, health]) => {
  expect(found(CHECK + matcher)).toEqual({ 'GET /api/items/:id': items, 'GET /api/public': open, 'GET /health': health });
});

test('paths that its body lets through', () => {
  const body = "import { NextResponse } from 'next/server';\nconst OPEN = ['/health', '/api/public'];\nexport default async function proxy(req) { if (OPEN.some((path) => req.nextUrl.pathname.startsWith(path))) return NextResponse.next(); if (req.headers.get('x-api-key') !== process.env.API_KEY) return NextResponse.json({}, { status: 401 }); }";
  expect(accessOf(app({ ...ROUTES, 'src/proxy.ts': body }))).toEqual({ 'GET /api/items/:id': 'authenticated', 'GET /api/public': 'public', 'GET /health': 'public' });
});

test('the verdict says when it rests on the middleware alone', () => {
  const guarded = "import { auth } from '@clerk/nextjs/server';\nexport async function GET() { await auth.protect(); return Response.json({}); }";
  const { routes } = authMapOf(app({ 'app/api/alone/route.ts': open, 'app/api/twice/route.ts': guarded, 'middleware.ts': CHECK }));
  const reasons = routes.map((route) => [route.path, route.guards.find((guard) => guard.name === 'middleware')?.reason?.slice(0, 44)]);
  expect(Object.fromEntries(reasons)).toEqual({ '/api/alone': 'the verdict rests on the middleware alone: w', '/api/twice': undefined });
});

test.each([
  ['auth of Auth.js, which only keeps the session', "export { auth as middleware } from './auth';", '', 'public'],
  ['auth with callbacks.authorized', "export { auth as default } from './auth';", 'callbacks: { authorized: ({ auth }) => !!auth?.user }', 'authenticated'],
  ['auth around a function', "import { auth } from './auth';\nexport default auth((req) => { if (!req.auth) return Response.redirect(new URL('/login', req.nextUrl.origin)); });", '', 'authenticated'],
  ['auth around a function that does nothing: what authorized says has no effect', "import { auth } from './auth';\nexport default auth((req) => undefined);", 'callbacks: { authorized: ({ auth }) => !!auth }', 'public'],
  ['a role in authorized', "export { auth as default } from './auth';", "callbacks: { authorized: ({ auth }) => auth?.user?.role === 'admin' }", 'authorized [admin]'],
])('%s', (_name, middleware, options, access) => {
  const files = { 'auth.ts': `import NextAuth from 'next-auth';\nexport const { auth } = NextAuth({ providers: [], ${options} });`, 'app/api/items/route.ts': open, 'middleware.ts': middleware };
  expect(accessOf(app(files))).toEqual({ 'GET /api/items': access });
});

test.each([
  ['the default of next-auth/middleware', "export { default } from 'next-auth/middleware';", 'authenticated'],
  ['withAuth with a role', "import { withAuth } from 'next-auth/middleware';\nexport default withAuth({ callbacks: { authorized: ({ token }) => token?.role === 'editor' } });", 'authorized [editor]'],
  ['clerkMiddleware alone', "import { clerkMiddleware } from '@clerk/nextjs/server';\nexport default clerkMiddleware();", 'public'],
  ['clerkMiddleware with a matcher', "import { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server';\nconst isProtected = createRouteMatcher(['/api/items(.*)']);\nexport default clerkMiddleware(async (auth, req) => { if (isProtected(req)) await auth.protect(); });", 'authenticated'],
  ['clerkMiddleware with what is open', "import { clerkMiddleware, createRouteMatcher } from '@clerk/nextjs/server';\nconst isOpen = createRouteMatcher(['/api/items(.*)']);\nexport default clerkMiddleware(async (auth, req) => { if (!isOpen(req)) await auth.protect(); });", 'public'],
  ['authMiddleware', "import { authMiddleware } from '@clerk/nextjs';\nexport default authMiddleware({ publicRoutes: ['/'] });", 'authenticated'],
  ['languages', "import createMiddleware from 'next-intl/middleware';\nexport default createMiddleware({ locales: ['en'] });", 'public'],
  ['something that is not known', "import { guard } from './missing';\nexport default guard;", 'unknown'],
])('%s', (_name, middleware, access) => {
  expect(accessOf(app({ 'app/api/items/route.ts': open, 'middleware.ts': middleware }))).toEqual({ 'GET /api/items': access });
});

test('a middleware does not stand in front of server actions', () => {
  expect(accessOf(app({ 'app/actions.ts': "'use server';\nexport async function save() { return { saved: true }; }", 'middleware.ts': CHECK }))).toEqual({ 'ACTION save': 'public' });
});
