import type { CallRecord, Site, Value } from '../model/index.ts';
import { external, literal, object, rejected, resolved, textOf, Thrown } from '../link/index.ts';
import { blame, caller, credential, identity, type Simulation } from './simulation.ts';
import { VERIFICATIONS } from './verification.ts';
import { wantedBy } from './wanted.ts';

/** Something that a package gives to whoever asks who is calling, where it is more than an identity or nothing. */
interface SessionApi {
  /** Its sub-paths count. */
  package: string;
  /** The last names on the way to what is called. */
  path: string[];
  answer(sim: Simulation, site: Site, record: CallRecord): Value;
  /** The answer is a promise in every version: whoever does not await it asks nothing. */
  later?: boolean;
}

/** What calling a package that knows sessions gives this persona; `undefined` when it is no such call. */
export function sessionAnswer(name: string, path: string[], record: CallRecord, sim: Simulation, site: Site): Value | undefined {
  for (const api of apisOf(name)) {
    if (api.path.length > path.length || api.path.some((part, i) => part !== path[path.length - api.path.length + i])) continue;
    if (!sim.packages.includes(name)) sim.packages.push(name);
    return api.later ? later(() => api.answer(sim, site, record)) : api.answer(sim, site, record);
  }
  return undefined;
}

/** A package that is asked who is calling. */
export function knowsSessions(name: string): boolean {
  return apisOf(name).length > 0 || VERIFICATIONS.some((one) => name === one.package || name.startsWith(`${one.package}/`));
}

function later(answer: () => Value): Value {
  try {
    return resolved(answer());
  } catch (error) {
    if (error instanceof Thrown) return rejected(error);
    throw error;
  }
}

const byPackage = new Map<string, SessionApi[]>();

function apisOf(name: string): SessionApi[] {
  let known = byPackage.get(name);
  if (!known) byPackage.set(name, (known = APIS.filter((one) => one.package === name || name.startsWith(`${one.package}/`) || (one.package.endsWith('/*') && name.startsWith(one.package.slice(0, -1))))));
  return known;
}

/** An object whose members are there in any case; those that say who is calling are the persona's. */
function holder(sim: Simulation, site: Site, names: string[], more: Record<string, Value> = {}): Value {
  const made = object(site);
  made.open = true;
  for (const name of names) made.props.set(name, identity(sim, name, site));
  for (const [name, value] of Object.entries(more)) made.props.set(name, value);
  return made;
}

/** A role or permission of the caller's, which has to be compared with what is asked for. */
function right(sim: Simulation, name: string, site: Site): Value {
  return sim.persona === 'user' ? caller('role', name, site) : caller('absent', name, site);
}

/** Whether the caller has what the call asks for: a user without special rights has not. */
function grant(sim: Simulation, site: Site, record: CallRecord): Value {
  return caller('absent', sim.persona === 'user' ? `role:${asked(record).join(',') || 'permission'}` : 'session', site);
}

function asked(record: CallRecord): string[] {
  const options = record.args[0];
  if (options?.kind !== 'object') return wantedBy(record);
  return ['role', 'permission', 'plan', 'feature'].flatMap((name) => textOf(options.props.get(name) ?? literal(undefined)) ?? []);
}

/** The call turns the caller away itself. */
function refuse(sim: Simulation, site: Site, status: number): never {
  blame(sim, site);
  sim.refusals++;
  throw new Thrown({ kind: 'object', id: 0, props: new Map([['status', literal(status)]]), open: true, site }, site);
}

/** Clerk's `auth()`: an object for everyone, whose `userId` is null for whoever is not signed in (clerk.com/docs/references/nextjs/auth). */
function clerkAuth(sim: Simulation, site: Site, record: CallRecord): Value {
  const name = record.callee.kind === 'external' ? record.callee.package : '@clerk/backend';
  const method = (last: string): Value => external(name, ['auth', last]);
  return holder(sim, site, ['userId', 'sessionId', 'orgId', 'orgSlug', 'sessionClaims', 'actor', 'isAuthenticated', 'isSignedIn', 'user', 'session'], {
    orgRole: right(sim, 'orgRole', site), orgPermissions: right(sim, 'orgPermissions', site),
    has: method('has'), protect: method('protect'), getToken: method('getToken'), redirectToSignIn: method('redirectToSignIn'),
  });
}

/** `protect()` turns away whoever is not signed in; with a role or permission, whoever has not got it. */
function clerkProtect(sim: Simulation, site: Site, record: CallRecord): Value {
  if (sim.persona !== 'user') return refuse(sim, site, 401);
  const test = record.args[0];
  const roles = asked(record);
  if (test?.kind === 'function' || roles.length > 0) {
    for (const role of roles) if (!sim.roles.includes(role)) sim.roles.push(role);
    return refuse(sim, site, 403);
  }
  return clerkAuth(sim, site, record);
}

/** Supabase's answers: `{ data: { user }, error }` (supabase.com/docs/reference/javascript/auth-getuser). */
function supabase(name: 'user' | 'claims') {
  return (sim: Simulation, site: Site): Value => {
    const claims = identity(sim, name, site);
    const data = object(site);
    data.props.set(name, claims);
    return holder(sim, site, [], { data, error: sim.persona === 'user' ? literal(null) : caller('missing', 'session', site) });
  };
}

/** On a server, `getSession` gives what the caller's cookie says, unchecked (supabase.com/docs/guides/auth/server-side/nextjs). */
function supabaseSession(sim: Simulation, site: Site): Value {
  const data = object(site);
  data.props.set('session', credential(sim, 'session', site));
  return holder(sim, site, [], { data, error: literal(null) });
}

/** WorkOS: with `ensureSignedIn`, whoever is not signed in is sent to the login page. */
function authkit(sim: Simulation, site: Site, record: CallRecord): Value {
  const options = record.args[0];
  const ensure = options?.kind === 'object' ? options.props.get('ensureSignedIn') : undefined;
  if (ensure?.kind === 'literal' && ensure.value === true && sim.persona !== 'user') refuse(sim, site, 401);
  return holder(sim, site, ['user', 'sessionId', 'organizationId', 'accessToken', 'claims'], { role: right(sim, 'role', site), roles: right(sim, 'roles', site), permissions: right(sim, 'permissions', site) });
}

/** Stack Auth: `getUser({ or: 'redirect' })` and `'throw'` let nobody else past. */
function stackUser(sim: Simulation, site: Site, record: CallRecord): Value {
  const options = record.args[0];
  const or = options?.kind === 'object' ? textOf(options.props.get('or') ?? literal(undefined)) : undefined;
  if (sim.persona !== 'user' && (or === 'redirect' || or === 'throw')) refuse(sim, site, 401);
  return or === 'anonymous' ? caller('input', 'user', site) : identity(sim, 'user', site);
}

/** remix-auth before version 4: with `failureRedirect`, whoever is not signed in is sent there. */
function remixAuth(sim: Simulation, site: Site, record: CallRecord): Value {
  const options = record.args[1];
  if (sim.persona !== 'user' && options?.kind === 'object' && options.props.has('failureRedirect')) refuse(sim, site, 401);
  return identity(sim, 'user', site);
}

/** nuxt-auth-utils: a session for everyone, without a user for whoever is not signed in. */
function nuxtSession(sim: Simulation, site: Site): Value {
  return holder(sim, site, ['user', 'loggedInAt', 'secure']);
}

/** What better-auth does only for whoever is signed in, as the headers that it is given say (better-auth.com/docs/concepts/api). */
const FOR_MEMBERS = ['setPassword', 'changePassword', 'changeEmail', 'updateUser', 'deleteUser', 'listSessions', 'revokeSession', 'revokeSessions', 'revokeOtherSessions', 'listUserAccounts', 'linkSocialAccount', 'unlinkAccount', 'getAccessToken', 'enableTwoFactor', 'disableTwoFactor', 'createOrganization', 'updateOrganization', 'deleteOrganization', 'setActiveOrganization', 'getFullOrganization', 'listOrganizations', 'createInvitation', 'acceptInvitation', 'removeMember', 'updateMemberRole'];

function memberOnly(sim: Simulation, site: Site, record: CallRecord): Value {
  const options = record.args[0];
  const asked = options?.kind === 'object' && options.props.has('headers');
  return asked && sim.persona !== 'user' ? refuse(sim, site, 401) : holder(sim, site, []);
}

const sealed = (_sim: Simulation, site: Site): Value => caller('input', 'session', site);
const known = (sim: Simulation, site: Site): Value => identity(sim, 'session', site);
const redirects = (sim: Simulation, site: Site): Value => (sim.persona === 'user' ? identity(sim, 'user', site) : refuse(sim, site, 401));

const APIS: SessionApi[] = [
  { package: '@clerk/*', path: ['auth', 'protect'], answer: clerkProtect },
  { package: '@clerk/*', path: ['auth', 'has'], answer: grant },
  { package: '@clerk/*', path: ['auth', 'getToken'], answer: known },
  { package: '@clerk/*', path: ['auth', 'redirectToSignIn'], answer: (sim, site) => (sim.persona === 'user' ? literal(undefined) : refuse(sim, site, 401)) },
  { package: '@clerk/*', path: ['auth'], answer: clerkAuth },
  { package: '@clerk/*', path: ['getAuth'], answer: clerkAuth },
  { package: '@clerk/*', path: ['currentUser'], later: true, answer: known },
  { package: '@supabase/*', path: ['auth', 'getUser'], later: true, answer: supabase('user') },
  { package: '@supabase/*', path: ['auth', 'getClaims'], later: true, answer: supabase('claims') },
  { package: '@supabase/*', path: ['auth', 'getSession'], later: true, answer: supabaseSession },
  { package: 'next-auth', path: ['auth'], later: true, answer: known },
  { package: 'better-auth/cookies', path: ['getSessionCookie'], answer: (sim, site) => credential(sim, 'session cookie', site) },
  { package: 'better-auth', path: ['api', 'hasPermission'], answer: (sim, site, record) => holder(sim, site, [], { success: grant(sim, site, record) }) },
  { package: 'better-auth', path: ['api', 'userHasPermission'], answer: (sim, site, record) => holder(sim, site, [], { success: grant(sim, site, record) }) },
  ...FOR_MEMBERS.map((name): SessionApi => ({ package: 'better-auth', path: ['api', name], answer: memberOnly })),
  { package: 'iron-session', path: ['getIronSession'], later: true, answer: sealed },
  { package: 'iron-session', path: ['unsealData'], later: true, answer: sealed },
  { package: 'lucia', path: ['validateSession'], later: true, answer: (sim, site) => holder(sim, site, ['session', 'user']) },
  { package: 'lucia', path: ['validate'], answer: known },
  { package: 'lucia', path: ['validateBearerToken'], answer: known },
  { package: '@workos-inc/authkit-nextjs', path: ['withAuth'], answer: authkit },
  { package: '@workos-inc/authkit-nextjs', path: ['getUser'], answer: authkit },
  { package: '@auth0/nextjs-auth0', path: ['getSession'], answer: known },
  { package: '@kinde-oss/kinde-auth-nextjs', path: ['getUser'], answer: known },
  { package: '@kinde-oss/kinde-auth-nextjs', path: ['isAuthenticated'], answer: known },
  { package: '@kinde-oss/kinde-auth-nextjs', path: ['getPermission'], answer: (sim, site, record) => holder(sim, site, [], { isGranted: grant(sim, site, record) }) },
  { package: '@logto/next', path: ['getLogtoContext'], answer: (sim, site) => holder(sim, site, ['isAuthenticated', 'claims', 'userInfo']) },
  { package: '@stackframe/stack', path: ['getUser'], answer: stackUser },
  { package: '@propelauth/nextjs', path: ['getUser'], answer: known },
  { package: '@propelauth/nextjs', path: ['getUserOrRedirect'], answer: redirects },
  { package: 'hono/cookie', path: ['getSignedCookie'], answer: (sim, site) => identity(sim, 'cookie', site) },
  { package: 'hono/cookie', path: ['getCookie'], answer: (sim, site) => credential(sim, 'cookie', site) },
  { package: 'nuxt-auth-utils', path: ['getUserSession'], answer: nuxtSession },
  { package: 'nuxt-auth-utils', path: ['requireUserSession'], answer: (sim, site) => (sim.persona === 'user' ? nuxtSession(sim, site) : refuse(sim, site, 401)) },
  { package: '#auth', path: ['getServerSession'], answer: known },
  { package: '#auth', path: ['getToken'], answer: known },
  { package: '#supabase/server', path: ['serverSupabaseUser'], answer: known },
  { package: '#supabase/server', path: ['serverSupabaseSession'], answer: (sim, site) => credential(sim, 'session', site) },
  { package: 'remix-auth', path: ['authenticate'], answer: (_sim, site) => caller('input', 'profile', site) },
  { package: 'remix-auth', path: ['isAuthenticated'], answer: remixAuth },
  // Payload asks with the headers that it is given; logging in is for everyone (payloadcms.com, "Local API: Auth operations").
  { package: 'payload', path: ['auth'], later: true, answer: (sim, site) => holder(sim, site, ['user'], { permissions: caller('input', 'permissions', site) }) },
  { package: 'payload', path: ['login'], answer: (_sim, site) => caller('input', 'login', site) },
  { package: 'next-firebase-auth-edge', path: ['getTokens'], answer: known },
];
