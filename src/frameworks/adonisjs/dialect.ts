import type { CallerValue, CallRecord, Site, Value } from '../../model/index.ts';
import { array, entryOf, literal, siteOf, textOf, Thrown } from '../../link/index.ts';
import { caller, connect, credential, identity, isCredentialHeader, isIdentityName, readProp, type Dialect, type Simulation } from '../../guards/index.ts';

const CTX = caller('context', 'ctx');
/** The request of Node.js inside the framework's own. */
const RAW = 'raw request';

function member(target: CallerValue, name: string, site: Site, sim: Simulation): Value | undefined {
  if (name === 'then' || name === 'catch' || name === 'finally') return undefined;
  if (target.what === 'context') {
    const set = readProp(sim, `ctx.${name}`);
    if (set) return set;
    switch (name) {
      case 'request': return caller('request', 'req');
      case 'response': return caller('response', 'res');
      case 'auth': case 'bouncer': case 'session': return caller('input', `adonis.${name}`, site);
      default: return isIdentityName(name) && name !== 'params' ? identity(sim, name, site) : caller('input', name, site);
    }
  }
  if (target.what === 'input' && target.name === 'adonis.auth') {
    if (name === 'user') return identity(sim, name, site);
    if (/^is(LoggedIn|Authenticated)$/.test(name)) return sim.persona === 'user' ? literal(true) : caller('absent', name, site);
    if (name === 'isGuest' || name === 'isLoggedOut') return sim.persona === 'user' ? literal(false) : caller('missing', name, site);
    return caller('input', `adonis.auth.${name}`, site);
  }
  if (target.what === 'input' && target.name.startsWith('adonis.')) return caller('input', `${target.name}.${name}`, site);
  if (target.what === 'request' && target.name === RAW) return connect.member(target, name, site, sim);
  if (target.what === 'request') {
    switch (name) {
      case 'ctx': return CTX;
      case 'request': return caller('request', RAW);
      case 'response': return caller('response', 'res');
      // Everything else that is there is a method of the framework, or one that the application gave to its requests.
      default: return readProp(sim, name) ?? (isIdentityName(name) ? identity(sim, name, site) : caller('input', `request.${name}`, site));
    }
  }
  if (target.what === 'response' && target.name === 'res') return caller('response', `res.${name}`, site);
  if (target.what === 'response') return caller('response', `${target.name}.${name}`, site);
  return connect.member(target, name, site, sim);
}

function refuse(sim: Simulation, site: Site, status: number): never {
  sim.because ??= site;
  throw new Thrown({ kind: 'object', id: 0, props: new Map([['status', literal(status)]]), site }, site);
}

/** Methods of `ctx.auth` (docs.adonisjs.com, "Verifying login credentials", "Session guard"). */
function auth(name: string, site: Site, sim: Simulation): Value {
  const known = sim.persona === 'user';
  if (/^(authenticate|authenticateUsing|getUserOrFail|loginViaRememberToken)$/.test(name)) return known ? identity(sim, 'user', site) : refuse(sim, site, 401);
  if (/^check(Using)?$/.test(name)) return known ? literal(true) : caller('absent', name, site);
  if (name === 'use') return caller('input', 'adonis.auth', site);
  return caller('input', name, site);
}

/** Methods of `ctx.bouncer`, of whoever is logged in and has no special rights (docs.adonisjs.com, "Authorization"). */
function bouncer(name: string, args: Value[], site: Site, sim: Simulation): Value {
  if (name === 'with' || name === 'for' || name === 'forUser') return caller('input', 'adonis.bouncer', site);
  const right = (args[0] && textOf(args[0])) ?? 'ability';
  if (name === 'authorize') { if (sim.persona === 'user') sim.roles.push(right); return refuse(sim, site, 403); }
  if (name === 'denies') return sim.persona === 'user' ? { kind: 'caller', what: 'missing', name: `role:${right}`, site } : caller('missing', right, site);
  return name === 'allows' ? caller('absent', `role:${right}`, site) : caller('input', name, site);
}

const STATUS: Record<string, number> = { unauthorized: 401, forbidden: 403, badRequest: 400, notFound: 404, unprocessableEntity: 422, internalServerError: 500, paymentRequired: 402, conflict: 409, tooManyRequests: 429 };

function call(callee: CallerValue, args: Value[], record: CallRecord, sim: Simulation): Value | undefined {
  const site: Site = siteOf(record.module, record.expr);
  if (callee.what === 'input' && callee.name.startsWith('adonis.')) {
    const [, on, name = ''] = callee.name.split('.');
    if (on === 'auth') return auth(name, site, sim);
    if (on === 'bouncer') return bouncer(name, args, site, sim);
    return on === 'session' && name === 'get' ? connect.member(caller('input', 'session'), (args[0] && textOf(args[0])) ?? 'value', site, sim) : caller('input', name, site);
  }
  if (callee.what === 'input' && callee.name.startsWith('request.')) {
    const name = callee.name.slice('request.'.length);
    const asked = args[0] && textOf(args[0]);
    switch (name) {
      case 'header': return asked !== undefined && isCredentialHeader(asked) ? credential(sim, asked, site) : caller('input', 'a header', site);
      case 'headers': return caller('input', 'headers', site);
      case 'url': sim.readsPath = true; return literal(sim.request.path);
      case 'method': sim.readsPath = true; return literal(sim.request.method);
      case 'input': return connect.member(caller('input', 'body'), asked ?? 'field', site, sim);
      case 'cookie': case 'encryptedCookie': case 'plainCookie': return connect.member(caller('input', 'cookies'), asked ?? 'cookie', site, sim);
      case 'hasValidSignature': return sim.persona === 'user' ? literal(true) : caller('absent', 'signature', site);
      case 'qs': return caller('input', 'query', site);
      default: return caller('input', 'body', site);
    }
  }
  if (callee.what === 'response') {
    const name = callee.name.split('.').at(-1)!;
    if (Object.hasOwn(STATUS, name)) { sim.status = entryOf(STATUS, name); return connect.call(caller('response', 'res.send'), args, record, sim); }
    if (name === 'abort') { sim.ended ??= { kind: 'answered', site }; return connect.call(caller('response', 'res.status'), args[1] ? [args[1]] : [literal(400)], record, sim); }
    if (callee.name === 'res.redirect' && args.length === 0) return caller('response', 'res.redirect');
    if (callee.name.startsWith('res.redirect.')) return /^(toPath|toRoute|back|toIntended)$/.test(name) ? connect.call(caller('response', 'res.redirect'), name === 'back' ? [literal('back')] : args, record, sim) : caller('response', 'res.redirect');
  }
  return connect.call(callee, args, record, sim);
}

const shared: Pick<Dialect, 'member' | 'call' | 'assign'> = {
  member, call,
  assign(target, name, value, site, sim) {
    if (target.what !== 'context') return connect.assign(target, name, value, site, sim);
    sim.props.set(`ctx.${name}`, value);
    return true;
  },
};

/** `handle(ctx, next, options)`. `options`: what the name was used with. */
export function middlewareDialect(options: Value[]): Dialect {
  const given = options.length === 1 && options[0]!.kind !== 'literal' ? options[0]! : array(options);
  const key = options.map((one) => (one.kind === 'literal' ? String(one.value) : one.kind === 'object' ? String(one.id) : one.kind)).join();
  return { ...shared, name: `adonis middleware ${key}`, arguments: () => [CTX, caller('next', 'next'), given] };
}

/** A method of a controller, or a closure: what it returns is the response. */
export const handlerDialect: Dialect = { ...shared, name: 'adonis handler', arguments: () => [CTX], returned: (_value, site, sim) => { sim.ended = { kind: 'answered', site }; } };
