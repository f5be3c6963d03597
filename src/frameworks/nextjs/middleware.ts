import type { CallRecord, ObjectValue, Value } from '../../model/index.ts';
import { alternatives, external, packageOf, pathOf, textOf, type Program } from '../../link/index.ts';
import { caller, identity, isProtecting, segments, type Dialect, type Element, type GivenProof, type Judged } from '../../guards/index.ts';
import { exported } from '../file-routes.ts';
import { middlewareModule, type NextApp } from './apps.ts';
import { middlewareDialect, requestMember } from './dialects.ts';
import { coverageOf, matchesRoute } from './matcher.ts';

/** The middleware of an application: its elements, in order, and the paths that it is in front of. */
export interface Middleware {
  elementsFor(path: string): Element[];
}

export function middlewareOf(program: Program, app: NextApp): Middleware | undefined {
  const found = middlewareModule(program, app);
  const element = found && (exported(program, found.module, found.name) ?? exported(program, found.module, 'middleware') ?? exported(program, found.module, 'default'));
  if (!found || !element) return undefined;
  const config = program.machine.exportOf(found.module.path, 'config');
  const matcher = config?.kind === 'object' ? config.props.get('matcher') : undefined;
  const named = { ...element, name: found.name };
  return {
    elementsFor(path) {
      const coverage = coverageOf(matcher, path);
      if (coverage.runs === 'never') return [];
      const elements = partsOf(named, path);
      if (coverage.runs !== 'depends') return elements;
      return elements.length === 0 ? [] : [{ ...named, given: { proves: 'nothing', basis: 'body', reason: coverage.reason } }];
    },
  };
}

/** What runs for a request when the value is the middleware. */
function partsOf(element: Element, path: string, depth = 0): Element[] {
  const { value } = element;
  const given = (proof: GivenProof): Element[] => [{ ...element, given: proof }];
  if (value.kind === 'function') return [{ ...element, dialect: middlewareDialect }];
  if (value.kind === 'union') {
    // One of several that packages have made, as configured: the same for all, or not known.
    return value.values.every((one) => one.kind === 'function') ? [{ ...element, dialect: middlewareDialect }] : given({ proves: 'unknown', basis: 'name', reason: `\`${element.name}\` is one of several, chosen when the application starts` });
  }
  const name = packageOf(value);
  if (name === undefined) return given({ proves: 'unknown', basis: 'name', reason: `\`${element.name}\` could not be followed to its definition` });
  const last = pathOf(value).at(-1) ?? '';
  if (name === 'next-auth/middleware') return withNextAuth(element, path, given);
  if (name === 'next-auth' || name.startsWith('@auth/')) return last === 'auth' ? withAuthJs(element) : [];
  if (value.kind !== 'result') return [element];
  if (name.startsWith('@clerk/') && last === 'clerkMiddleware') return functionsIn(value.call).map((fn) => ({ ...element, value: fn, dialect: clerkDialect }));
  if (name.startsWith('@clerk/') && last === 'authMiddleware') return given(publicExcept(value.call, ['publicRoutes', 'ignoredRoutes'], ['afterAuth'], path));
  if (name.startsWith('@kinde-oss/') && last === 'withAuth') return given(publicExcept(value.call, ['publicPaths'], ['isAuthorized'], path));
  if (name.startsWith('@workos-inc/') && last === 'authkitMiddleware') return given(authkit(value.call, path));
  const inner = functionsIn(value.call).at(-1) ?? value.call.args.find((arg) => arg.kind === 'result' && packageOf(arg) !== undefined);
  return inner && depth < 4 ? partsOf({ ...element, value: inner }, path, depth + 1) : [element];
}

function functionsIn(call: CallRecord): Value[] {
  return call.args.flatMap(alternatives).filter((arg) => arg.kind === 'function');
}

function optionsIn(call: CallRecord | undefined): ObjectValue | undefined {
  return call?.args.findLast((arg) => arg.kind === 'object');
}

function memberOf(value: Value | undefined, ...names: string[]): Value | undefined {
  let current = value;
  for (const name of names) current = current?.kind === 'object' ? current.props.get(name) : undefined;
  return current;
}

/** `next-auth/middleware` lets past whoever has a token, or whomever `callbacks.authorized` says (next-auth.js.org/configuration/nextjs). */
function withNextAuth(element: Element, path: string, given: (proof: GivenProof) => Element[]): Element[] {
  const call = element.value.kind === 'result' ? element.value.call : undefined;
  const options = optionsIn(call);
  const signIn = textOf(memberOf(options, 'pages', 'signIn') ?? { kind: 'literal', value: undefined });
  if (path === signIn || segments(path).slice(0, 2).join('/') === 'api/auth') return [];
  const authorized = memberOf(options, 'callbacks', 'authorized');
  const after = call ? functionsIn(call).map((value) => ({ ...element, value, dialect: middlewareDialect })) : [];
  if (authorized?.kind === 'function') return [{ ...element, value: authorized, dialect: authorizedDialect }, ...after];
  return [...given({ proves: 'authentication', basis: 'library' }), ...after];
}

/**
 * `auth` of Auth.js as the middleware: `callbacks.authorized` decides. Around a function, it only sets `request.auth`, and
 * what the callback says counts where it gives a response (authjs.dev, reference: nextjs).
 */
function withAuthJs(element: Element): Element[] {
  const { value } = element;
  const call = value.kind === 'result' ? value.call : undefined;
  const inner = call ? functionsIn(call).map((fn) => ({ ...element, value: fn, dialect: middlewareDialect })) : [];
  const maker = call ? call.callee : value;
  const config = maker.kind === 'property' && maker.object.kind === 'result' ? maker.object.call.args[0] : undefined;
  const authorized = memberOf(config, 'callbacks', 'authorized');
  if (authorized?.kind !== 'function') return inner;
  return [{ ...element, value: authorized, dialect: inner.length > 0 ? respondingDialect : authorizedDialect }, ...inner];
}

/** `({ auth, request }) => boolean | Response`; `({ token, req })` in version 4. */
const authorizedDialect: Dialect = {
  ...middlewareDialect,
  name: 'next-authorized',
  arguments: () => [caller('context', 'authorized')],
  member(target, name, site, sim) {
    if (target.what !== 'context') return requestMember(target, name, site, sim);
    return name === 'auth' || name === 'token' ? identity(sim, name, site) : name === 'request' || name === 'req' ? caller('request', 'request') : caller('input', name, site);
  },
  returned(value, site, sim) {
    middlewareDialect.returned!(value, site, sim);
    const holds = sim.machine.truth(value);
    if (!sim.passed || holds !== false) return;
    sim.passed = false;
    sim.status = 401;
    sim.ended = { kind: 'answered', site };
    if (value.kind === 'caller') { sim.because ??= site; if (value.name.startsWith('role:')) sim.roles.push(...value.name.slice(5).split(',')); }
  },
};

/** The same in front of a function: `false` has no effect. */
const respondingDialect: Dialect = { ...authorizedDialect, name: 'next-responding', returned: middlewareDialect.returned! };

/** `clerkMiddleware((auth, request) => ...)`. */
const clerkDialect: Dialect = {
  ...middlewareDialect,
  name: 'next-clerk',
  arguments: () => [external('@clerk/nextjs/server', ['auth']), caller('request', 'request'), caller('context', 'event')],
};

/** Middleware that refuses whoever is not signed in, except on the paths that it is told. */
function publicExcept(call: CallRecord, lists: string[], own: string[], path: string): GivenProof {
  const options = optionsIn(call);
  if (own.some((name) => memberOf(options, name) !== undefined)) return { proves: 'unknown', basis: 'library', reason: `what \`${own[0]}\` of the middleware lets through could not be worked out` };
  const listed = lists.map((name) => memberOf(options, name)).filter((value) => value !== undefined).map((value) => matchesRoute(value, path));
  if (listed.includes(true)) return { proves: 'nothing', basis: 'library', reason: 'it is told to let this path through' };
  if (listed.includes(undefined)) return { proves: 'unknown', basis: 'library', reason: 'the paths that it is told to let through could not be resolved' };
  return { proves: 'authentication', basis: 'library' };
}

function authkit(call: CallRecord, path: string): GivenProof {
  const enabled = memberOf(optionsIn(call), 'middlewareAuth', 'enabled');
  if (enabled?.kind !== 'literal' || enabled.value !== true) return { proves: 'nothing', basis: 'library', populates: true };
  const listed = memberOf(optionsIn(call), 'middlewareAuth', 'unauthenticatedPaths');
  const open = listed ? matchesRoute(listed, path) : false;
  return open === false ? { proves: 'authentication', basis: 'library' } : { proves: open ? 'nothing' : 'unknown', basis: 'library', reason: 'it is told to let some paths through' };
}

const ALONE = 'the verdict rests on the middleware alone: whatever gets past it, such as a path that its matcher leaves out, is not checked again';

/** Says of a middleware that is the only proof that it is. */
export function noteAlone(judged: Judged[], isOnlyProof: boolean): void {
  if (isOnlyProof) for (const { judgement } of judged) if (isProtecting(judgement.guard)) judgement.guard.reason = ALONE;
}
