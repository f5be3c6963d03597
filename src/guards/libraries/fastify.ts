import type { CallRecord } from '../../model/index.ts';
import { texts } from './options.ts';
import type { LibraryGuard } from './types.ts';

const named = (call: CallRecord): ReturnType<NonNullable<LibraryGuard['judge']>> => ({ proves: 'authorization', roles: texts(call.args) });

/** Methods that plugins put on an instance, to be used as hooks: `fastify.basicAuth`, `fastify.guard.role('admin')`. */
export const fastify: LibraryGuard[] = [
  { package: 'fastify', names: ['basicAuth', 'verifyBearerAuth', 'verifyBearerAuthFactory', 'jwtAuth'], proves: 'authentication' },
  { package: 'fastify', names: ['role', 'scope', 'hasRole', 'hasScope'], proves: 'authorization', judge: named },
  { package: 'fastify', names: ['csrfProtection'], proves: 'csrf' },
  { package: 'fastify', names: ['rateLimit', 'createRateLimit'], proves: 'rate-limit' },
  { package: '@fastify/passport', names: ['authorize'], proves: 'nothing' },
  { package: '@clerk/fastify', names: ['clerkPlugin', 'getAuth'], proves: 'nothing', populates: true },
];
