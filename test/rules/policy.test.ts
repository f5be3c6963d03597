import { ruleCases } from '../harness/cases.ts';
import { app, lineOf } from './access/express.ts';

const policy = (...routes: [match: string, require: unknown][]): Record<string, string> => ({ 'authlint.config.json': JSON.stringify({ policy: { routes: routes.map(([match, require]) => ({ match, require })) } }) });
const unmet = (nth: number, route: string) => ({ file: 'app.js', line: lineOf(nth), route, messageId: 'unmet' });
const OPEN = "app.get('/orders', done);";
const KNOWN = "app.get('/orders', guards.signedIn, done);";
const ADMIN = "app.get('/orders', guards.signedIn, guards.admin, done);";

ruleCases('policy', {
  flagged: [
    { name: 'open, and has to be authenticated', files: { ...app(OPEN), ...policy(['ANY /orders', 'authenticated']) }, findings: [unmet(1, 'GET /orders')] },
    { name: 'authenticated, and has to be authorized', files: { ...app(KNOWN), ...policy(['GET /orders', 'authorized']) }, findings: [unmet(1, 'GET /orders')] },
    { name: 'another role', files: { ...app(ADMIN), ...policy(['/orders', { role: 'owner' }]) }, findings: [unmet(1, 'GET /orders')] },
    { name: 'none of the roles', files: { ...app(ADMIN), ...policy(['/orders', { roles: ['owner', 'auditor'] }]) }, findings: [unmet(1, 'GET /orders')] },
    { name: 'a permission', files: { ...app("app.get('/orders', guards.signedIn, guards.can('orders:list'), done);"), ...policy(['/orders', { permission: 'orders:read' }]) }, findings: [unmet(1, 'GET /orders')] },
    { name: 'a guard of that name', files: { ...app(KNOWN), ...policy(['/orders', { guard: 'admin' }]) }, findings: [unmet(1, 'GET /orders')] },
    { name: 'a signature', files: { ...app("app.post('/webhooks/a', guards.signedIn, done);"), ...policy(['POST /webhooks/*', { proves: 'signature' }]) }, findings: [unmet(1, 'POST /webhooks/a')] },
    { name: 'the most specific entry wins, wherever it stands', files: { ...app("app.get('/api/a', done);", "app.get('/api/b', done);"), ...policy(['GET /api/a', 'public'], ['ANY /**', 'authenticated']) }, findings: [unmet(2, 'GET /api/b')] },
    { name: 'what could not be resolved, as a note', files: { ...app("app.get('/orders', require('./nowhere'), done);"), ...policy(['/orders', 'authenticated']) }, findings: [{ file: 'app.js', line: lineOf(1), messageId: 'unresolved', severity: 'note' }] },
  ],
  quiet: [
    { name: 'no policy', files: app(OPEN) },
    { name: 'authenticated', files: { ...app(KNOWN), ...policy(['ANY /**', 'authenticated']) } },
    { name: 'more than asked for', files: { ...app(ADMIN), ...policy(['ANY /**', 'authenticated']) } },
    { name: 'the role', files: { ...app(ADMIN), ...policy(['/orders', { role: 'Admin' }]) } },
    { name: 'one of the roles', files: { ...app(ADMIN), ...policy(['/orders', { roles: ['owner', 'admin'] }]) } },
    { name: 'the permission', files: { ...app("app.get('/orders', guards.signedIn, guards.can('orders:read'), done);"), ...policy(['/orders', { permission: 'orders:read' }]) } },
    { name: 'the guard', files: { ...app(ADMIN), ...policy(['/orders', { guard: 'admin' }]) } },
    { name: 'public', files: { ...app(OPEN), ...policy(['/orders', 'public']) } },
    { name: 'another method', files: { ...app(OPEN), ...policy(['POST /orders', 'authenticated']) } },
    { name: 'what could not be resolved, when it is not asked for', options: { unknown: false }, files: { ...app("app.get('/orders', require('./nowhere'), done);"), ...policy(['/orders', 'authenticated']) } },
  ],
});
