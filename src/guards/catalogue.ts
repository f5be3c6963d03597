import type { CallRecord, Proof, Value } from '../model/index.ts';
import { packageOf, pathOf } from '../link/index.ts';
import { fastify } from './libraries/fastify.ts';
import { feathers } from './libraries/feathers.ts';
import { elysia } from './libraries/elysia.ts';
import { fullStack } from './libraries/full-stack.ts';
import { harmless, WRAPPERS } from './libraries/harmless.ts';
import { nextjs } from './libraries/nextjs.ts';
import { hono } from './libraries/hono.ts';
import { koa } from './libraries/koa.ts';
import { medusa } from './libraries/medusa.ts';
import { nestjs } from './libraries/nestjs.ts';
import { passport } from './libraries/passport.ts';
import { tokens } from './libraries/tokens.ts';
import type { LibraryGuard } from './libraries/types.ts';
import { isGuardName } from './names.ts';

const LIBRARIES: LibraryGuard[] = [...passport, ...tokens, ...koa, ...hono, ...elysia, ...fastify, ...feathers, ...medusa, ...nestjs, ...fullStack, ...harmless, ...nextjs];
function entriesNamed(name: string): LibraryGuard[] {
  const own = LIBRARIES.filter((one) => one.package === name || name.startsWith(`${one.package}/`));
  const unscoped = /^@[^/]+\/([^/]+)$/.exec(name)?.[1];
  return own.length > 0 || !unscoped ? own : LIBRARIES.filter((one) => one.package === unscoped);
}

const entriesOf = new Map<string, LibraryGuard[]>();
/** The entries of a package; its sub-paths are its own, and a fork under a scope (`@acme/express-session`) does what it is named after. */
function librariesOf(name: string): LibraryGuard[] {
  let known = entriesOf.get(name);
  if (!known) entriesOf.set(name, (known = entriesNamed(name)));
  return known;
}

export interface LibraryProof { package: string; name: string; proves: Proof; roles: string[]; populates?: boolean; startsLogin?: boolean; reason?: string }

/** Packages whose name says that they are about who is calling: one that is not in the catalogue is not taken for harmless. */
const ABOUT_CALLERS = /auth|jwt|passport|session|oidc|oauth|saml|guard|acl|rbac|casbin|permission|keycloak|okta|clerk|token|login|supertokens|iam|ability|casl/i;

function entryFor(name: string, member: string): LibraryGuard | undefined {
  return librariesOf(name).find((one) => one.names.includes(member) || one.names.includes('*'));
}

/** Whether what a package does for callers is in the catalogue. */
export function isCatalogued(value: Value): boolean {
  const name = packageOf(value);
  return name !== undefined && entryFor(name, pathOf(value).at(-1) ?? '') !== undefined;
}

/** What a value that comes from a package proves when it is used as middleware; `undefined` when it does not come from one. */
export function libraryProof(value: Value): LibraryProof | undefined {
  const name = packageOf(value);
  if (name === undefined) return undefined;
  const call = callOf(value);
  const path = pathOf(value);
  const last = path.at(-1) ?? '';
  const entry = entryFor(name, last);
  if (!entry) {
    if (name.startsWith('.') || (!ABOUT_CALLERS.test(`${name} ${path.join(' ')}`) && !isGuardName(last))) return { package: name, name: last || name, proves: 'nothing', roles: [] };
    return { package: name, name: last || name, proves: 'unknown', roles: [], reason: `the package \`${name}\` is not known to authlint` };
  }
  const judged = call ? entry.judge?.(call) : undefined;
  const proof: LibraryProof = { package: name, name: last || name, proves: judged?.proves ?? entry.proves, roles: judged?.roles ?? entry.roles ?? [] };
  const populates = judged?.populates ?? entry.populates;
  if (populates) proof.populates = true;
  if (judged?.startsLogin) proof.startsLogin = true;
  if (judged?.reason) proof.reason = judged.reason;
  return proof;
}

function callOf(value: Value): CallRecord | undefined {
  return value.kind === 'result' ? value.call : undefined;
}

/** Whether an export of a package makes middleware. */
export function makesMiddleware(name: string, path: string[]): boolean {
  const last = path.at(-1) ?? '';
  return librariesOf(name).some((one) => one.names.includes(last));
}

/** The middleware inside a call of a known wrapper, or of any function outside that is given just one function. */
export function unwrap(value: Value): Value[] | undefined {
  if (value.kind !== 'result') return undefined;
  const name = packageOf(value.call.callee);
  const inner = value.call.args.filter((arg) => arg.kind === 'function' || arg.kind === 'result' || arg.kind === 'union' || arg.kind === 'array');
  if (name !== undefined && WRAPPERS.has(name) && inner.length > 0) return inner;
  return undefined;
}
