import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';

const PACKAGE = JSON.stringify({ dependencies: { 'react-router': '^7.9.0', '@react-router/node': '^7.9.0' } });
const SESSION = `
import { createCookieSessionStorage, redirect } from 'react-router';
import { db } from './db.server';
const { getSession } = createCookieSessionStorage({ cookie: { name: '__session', secrets: ['x'] } });
export async function getUserId(request: Request) {
  const session = await getSession(request.headers.get('Cookie'));
  return session.get('userId');
}
export async function requireUserId(request: Request, redirectTo = new URL(request.url).pathname) {
  const userId = await getUserId(request);
  if (!userId) throw redirect('/login?' + new URLSearchParams([['redirectTo', redirectTo]]));
  return userId;
}
export async function requireAdmin(request: Request) {
  const userId = await requireUserId(request);
  const user = await db.user.findUnique({ where: { id: userId } });
  if (user.role !== 'admin') throw new Response('Forbidden', { status: 403 });
  return user;
}`;
const app = (files: Record<string, string>): Record<string, string> => ({ 'package.json': PACKAGE, 'app/root.tsx': 'export default function App() { return null }', 'app/session.server.ts': SESSION, 'app/db.server.ts': "import { PrismaClient } from '@prisma/client'; export const db = new PrismaClient();", ...files });

test('a loader is reached by GET and an action by POST, each with the checks that it makes itself', () => {
  expect(accessOf(app({
    'app/routes/notes.$id.tsx': `import { requireUserId } from '../session.server';
export async function loader({ request }) { return { id: await requireUserId(request) }; }
export const action = async ({ request }) => { const form = await request.formData(); return { ok: form.get('x') }; };`,
    'app/routes/admin.tsx': `import { requireAdmin } from '../session.server';
export const loader = async ({ request }) => { await requireAdmin(request); return {}; };`,
  }))).toEqual({
    'GET /notes/:id': 'authenticated in the handler', 'POST /notes/:id': 'public', 'GET /admin': 'authorized [admin] in the handler',
  });
});
