import { expect, test } from 'vitest';
import { accessOf } from '../../harness/map.ts';
import { app } from './project.ts';

const LIB: Record<string, string> = {
  'lib/next-auth.ts': "import NextAuth from 'next-auth';\nexport const { handlers, auth, signIn } = NextAuth({ providers: [] });",
  'lib/better.ts': "import { betterAuth } from 'better-auth';\nexport const better = betterAuth({});",
  'lib/supabase.ts': "import { createServerClient } from '@supabase/ssr';\nimport { cookies } from 'next/headers';\nexport async function createClient() { const store = await cookies(); return createServerClient('url', 'key', { cookies: { getAll: () => store.getAll() } }); }",
  'lib/lucia.ts': "import { Lucia } from 'lucia';\nexport const lucia = new Lucia({});",
};

const REFUSE = "return Response.json({ error: 'Unauthorized' }, { status: 401 });";
const CASES: [name: string, imports: string, body: string, access: string][] = [
  ['getServerSession', "import { getServerSession } from 'next-auth/next';", `const session = await getServerSession({}); if (!session?.user) ${REFUSE}`, 'authenticated in the handler'],
  ['auth() of Auth.js', "import { auth } from '../../../lib/next-auth';", `const session = await auth(); if (!session) ${REFUSE}`, 'authenticated in the handler'],
  ['auth() that is not awaited', "import { auth } from '../../../lib/next-auth';", `const session = auth(); if (!session) ${REFUSE}`, 'public'],
  ['auth() of Clerk', "import { auth } from '@clerk/nextjs/server';", `const { userId } = await auth(); if (!userId) ${REFUSE}`, 'authenticated in the handler'],
  ['auth.protect() of Clerk', "import { auth } from '@clerk/nextjs/server';", 'await auth.protect();', 'authenticated in the handler'],
  ['auth.protect() with a role', "import { auth } from '@clerk/nextjs/server';", "await auth.protect({ role: 'org:admin' });", 'authorized [org:admin] in the handler'],
  ['has() of Clerk', "import { auth } from '@clerk/nextjs/server';", "const { has } = await auth(); if (!has({ permission: 'org:billing:manage' })) return new Response(null, { status: 403 });", 'authorized [org:billing:manage] in the handler'],
  ['currentUser()', "import { currentUser } from '@clerk/nextjs/server';", `const user = await currentUser(); if (!user) ${REFUSE}`, 'authenticated in the handler'],
  ['getUser() of Supabase', "import { createClient } from '../../../lib/supabase';", `const supabase = await createClient(); const { data: { user } } = await supabase.auth.getUser(); if (!user) ${REFUSE}`, 'authenticated in the handler'],
  ['the error of getUser()', "import { createClient } from '../../../lib/supabase';", `const supabase = await createClient(); const { data, error } = await supabase.auth.getUser(); if (error) ${REFUSE}`, 'authenticated in the handler'],
  ['getSession() of Supabase is no proof', "import { createClient } from '../../../lib/supabase';", `const supabase = await createClient(); const { data: { session } } = await supabase.auth.getSession(); if (!session) ${REFUSE}`, 'public'],
  ['getSession() of better-auth', "import { headers } from 'next/headers';\nimport { better } from '../../../lib/better';", `const session = await better.api.getSession({ headers: await headers() }); if (!session) ${REFUSE}`, 'authenticated in the handler'],
  ['the cookie of better-auth is no proof', "import { getSessionCookie } from 'better-auth/cookies';", `if (!getSessionCookie(request)) ${REFUSE}`, 'public'],
  ['iron-session', "import { getIronSession } from 'iron-session';\nimport { cookies } from 'next/headers';", `const session = await getIronSession(await cookies(), {}); if (!session.isLoggedIn) ${REFUSE}`, 'authenticated in the handler'],
  ['lucia', "import { cookies } from 'next/headers';\nimport { lucia } from '../../../lib/lucia';", `const id = (await cookies()).get('auth_session')?.value ?? ''; const { session } = await lucia.validateSession(id); if (!session) ${REFUSE}`, 'authenticated in the handler'],
  ['a cookie that is only there', "import { cookies } from 'next/headers';", `if (!(await cookies()).get('session')) ${REFUSE}`, 'public'],
  ['a header that is only there', "import { headers } from 'next/headers';", `if (!(await headers()).get('authorization')) ${REFUSE}`, 'public'],
  ['a session of its own', "import { verify } from 'jsonwebtoken';\nimport { cookies } from 'next/headers';\nconst current = async () => { const token = (await cookies()).get('token')?.value; try { return token ? verify(token, process.env.SECRET!) : null; } catch { return null; } };", `if (!(await current())) ${REFUSE}`, 'authenticated in the handler'],
  ['redirect()', "import { redirect } from 'next/navigation';\nimport { auth } from '../../../lib/next-auth';", "const session = await auth(); if (!session) redirect('/login');", 'authenticated in the handler'],
  ['someone banned', "import { auth } from '../../../lib/next-auth';", `const session = await auth(); if (!session || session.user.banned) ${REFUSE}`, 'authenticated in the handler'],
  ['a session that is only read', "import { auth } from '../../../lib/next-auth';", 'const session = await auth(); if (session) console.log(session.user);', 'public'],
];

test.each(CASES)('%s', (_name, imports, body, access) => {
  const route = `${imports}\nexport async function GET(request: Request) { ${body}\n return Response.json({ ok: true }); }`;
  expect(accessOf(app({ ...LIB, 'app/api/thing/route.ts': route }))).toEqual({ 'GET /api/thing': access });
});
