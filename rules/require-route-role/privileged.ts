import type { Route } from '../../src/model/index.ts';
import { wordsOf } from '../names.ts';

/** Why an entry point is not for everyone who is logged in. */
export interface Privilege {
  /** In words that end "This is …". */
  what: string;
  /** `admin`: it says itself whom it is for. The others are for administrators unless they serve what is the caller's own. */
  kind: 'admin' | 'users' | 'operations';
  words: string[];
}

const ADMIN = new Set(['admin', 'admins', 'administration', 'administrator', 'superadmin', 'superuser', 'sysadmin', 'backoffice', 'impersonate', 'impersonation', 'sudo', 'masquerade']);
const OPERATIONS = new Set(['diagnostic', 'diagnostics', 'queues', 'bullmq', 'bull', 'heapdump', 'debug', 'migrations', 'maintenancemode', 'featureflags', 'actuator']);
const PEOPLE = new Set(['user', 'users', 'member', 'members', 'staff', 'employees', 'accounts']);
const POWERS = new Set(['role', 'roles', 'permission', 'permissions', 'ban', 'unban', 'suspend', 'unsuspend', 'promote', 'demote', 'deactivate', 'activate', 'approve', 'privileges']);
const OWN = new Set(['me', 'self', 'my', 'own', 'profile', 'current', 'password', 'avatar', 'settings', 'preferences', 'notifications', 'onboarding', 'invite', 'invitation', 'invitations', 'accept', 'leave', 'join', 'follow', 'block', 'verify', 'sessions']);

const CHANGES = new Set(['POST', 'PUT', 'PATCH', 'DELETE', 'MUTATION', 'ACTION', 'ALL']);

/** What makes a route one that only some of the known callers should reach, by its path (or the dotted or plain name of an operation). */
export function privilegeOf(route: Pick<Route, 'method' | 'path'>): Privilege | undefined {
  const literal = route.path.split(/[/.]/).filter((part) => part !== '' && !part.startsWith(':') && part !== '*');
  const words = literal.flatMap(wordsOf);
  const admin = words.filter((word) => ADMIN.has(word));
  if (admin.length > 0) return { kind: 'admin', what: `an entry point for administrators (\`${admin[0]}\`)`, words: admin };
  const glued = [...words, ...literal.map((part) => part.toLowerCase().replace(/[^a-z]/g, ''))];
  const operations = glued.filter((word) => OPERATIONS.has(word));
  if (operations.length > 0 && !words.some((word) => OWN.has(word))) return { kind: 'operations', what: `an entry point for whoever operates the system (\`${operations[0]}\`)`, words: operations };
  if (!CHANGES.has(route.method)) return undefined;
  const made = ofAnother(literal);
  if (made || words.some((word) => OWN.has(word))) return made;
  return managesUsers(route, literal, words);
}

/** `POST /user/new`, `PUT /user/reset-password`: of others, where the handler does not look at who is calling. */
function ofAnother(literal: string[]): Privilege | undefined {
  const last = (literal.at(-1) ?? '').toLowerCase().replace(/[^a-z]/g, '');
  if (!/^(users?|members?|staff|employees?)$/i.test(literal.at(-2) ?? '')) return undefined;
  if (/^(new|create|add)$/.test(last)) return { kind: 'users', what: 'how users are created', words: [last] };
  return /^(re)?setpassword$|^passwordreset$/.test(last) ? { kind: 'users', what: 'how users get a new password', words: [last] } : undefined;
}

function managesUsers(route: Pick<Route, 'method' | 'path'>, literal: string[], words: string[]): Privilege | undefined {
  const powers = words.filter((word) => POWERS.has(word));
  const people = words.some((word) => PEOPLE.has(word));
  if (powers.length > 0 && (people || powers.some((word) => /^(role|permission|privilege)s?$/.test(word)))) return { kind: 'users', what: `how users get and lose rights (\`${powers[0]}\`)`, words: powers };
  // `DELETE /users/:id`, `POST /users`: the last written part of the path is the collection of users itself.
  const last = literal.at(-1) ?? '';
  const collection = PEOPLE.has(last.toLowerCase()) && last.toLowerCase() !== 'accounts' && /\/(users?|members|staff|employees)(\/:[^/]+)?$/i.test(route.path);
  if (collection && !(route.method === 'POST' && !/\/users?$/i.test(route.path))) return { kind: 'users', what: 'how users are created, changed and removed', words: [last] };
  return undefined;
}
