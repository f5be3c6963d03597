import type { CallerValue, Site, Value } from '../../model/index.ts';
import { literal, object, rejected, resolved, textOf, Thrown, UNDEFINED } from '../../link/index.ts';
import { blame, caller, connect, identity, isIdentityName, readProp, type Simulation } from '../../guards/index.ts';
import type { Surroundings } from './dialect.ts';
import { unsigned } from './outside.ts';

/** Members of a request that say nothing of who is calling: Fastify's own, and those of plugins that are not about callers. */
const PLAIN = new Set([
  'id', 'log', 'ip', 'ips', 'host', 'hostname', 'port', 'protocol', 'socket', 'connection', 'is404', 'signal', 'validationError', 'compileValidationSchema', 'getValidationFunction', 'validateInput', 'routeSchema',
  'file', 'files', 'parts', 'isMultipart', 'saveRequestFiles', 'tmpUploads', 'savedRequestFiles', 'cleanRequestFiles', 'formData', 'requestContext', 'i18n', 'flash', 'ws', 'diScope', 'opentelemetry', 'span', 'startTime', 'isBase64Encoded', 'awsLambda', 'accepts', 'type', 'types', 'language', 'languages', 'charset', 'encoding', 'abTest', 'urlData', 'useragent', 'metrics', 'cacheStatus', 'vite', 'generateCsrf',
]);
const METHODS = new Set(['jwtVerify', 'jwtDecode', 'getDecorator', 'setDecorator', 'unsignCookie', 'isAuthenticated', 'isUnauthenticated', 'logIn', 'login', 'logOut', 'logout']);
const OWN = new Set(['headers', 'query', 'body', 'params', 'cookies', 'session', 'method', 'url', 'originalUrl', 'destroySession']);

/** A member of a request, as earlier hooks, decorators and Fastify have put it there. */
export function requestMember(name: string, site: Site, sim: Simulation, around: Surroundings): Value | undefined {
  const set = readProp(sim, name);
  if (set) return set;
  switch (name) {
    case 'raw': case 'req': return caller('request', 'req');
    case 'server': return around.instance;
    case 'routeOptions': return caller('input', 'routeOptions', site);
    case 'context': return caller('input', 'routeContext', site);
    case 'routeConfig': return configOf(sim, around);
    case 'routerPath': sim.readsPath = true; return literal(sim.request.path);
    case 'routerMethod': return connect.member(caller('request', 'req'), 'method', site, sim);
    default:
  }
  const decorator = around.decorations.request.get(name);
  const given = decorator && decorated(decorator, caller('request', 'req'), site, sim);
  if (given) return given;
  if (METHODS.has(name) || /JwtVerify$|JwtDecode$/.test(name)) return caller('input', `req.${name}`, site);
  if (PLAIN.has(name)) return caller('input', name, site);
  if (OWN.has(name)) return connect.member(caller('request', 'req'), name, site, sim);
  return isIdentityName(name) ? identity(sim, name, site) : caller('input', name, site);
}

/** What a decorator gives; nothing for one that holds a place (`null`, `''`). */
export function decorated(decorator: Value, self: Value, site: Site, sim: Simulation): Value | undefined {
  if (decorator.kind === 'literal' && !decorator.value) return undefined;
  const getter = decorator.kind === 'object' ? decorator.props.get('getter') : undefined;
  return getter?.kind === 'function' ? sim.machine.invoke(getter, [], self, site) : decorator;
}

/** A member of something that was read from the request: of its session, or of what it knows of its route. */
export function sessionMember(target: CallerValue, name: string, site: Site, sim: Simulation, around: Surroundings): Value | undefined {
  switch (target.name) {
    case 'routeOptions': case 'routeContext':
      if (name === 'config') return configOf(sim, around);
      if (name === 'url') { sim.readsPath = true; return literal(sim.request.path); }
      if (name === 'method') return connect.member(caller('request', 'req'), 'method', site, sim);
      return caller('input', `${target.name}.${name}`, site);
    case 'session': return SESSION.has(name) ? caller('input', `session.${name}`, site) : undefined;
    default: return undefined;
  }
}

const SESSION = new Set(['get', 'set', 'data', 'delete', 'options', 'touch', 'regenerate', 'destroy', 'save', 'reload', 'changed', 'deleted', 'sessionId', 'encryptedSessionId', 'cookie', 'isModified', 'isSaved', 'setOptions']);

/** `config` of the route at hand: what hooks are told of each route (Fastify, Reference: Routes, "Config"). */
export function configOf(sim: Simulation, around: Surroundings): Value {
  sim.readsPath = true;
  const config = around.configs.get(sim.request.id ?? '');
  return config ?? object();
}

/** A call of a method of a request. */
export function callRequest(callee: CallerValue, args: Value[], site: Site, sim: Simulation, around: Surroundings): Value | undefined {
  if (callee.what !== 'input') return undefined;
  const name = args[0] ? textOf(args[0]) : undefined;
  switch (callee.name) {
    case 'session.get': return name === undefined || /csrf|flash|locale|lang|theme/i.test(name) ? caller('input', 'session', site) : readProp(sim, `session.${name}`) ?? identity(sim, name, site);
    case 'session.set': if (name !== undefined && args[1]) sim.props.set(`session.${name}`, args[1]); return UNDEFINED;
    case 'session.data': return identity(sim, 'session', site);
    case 'req.getDecorator': return name === undefined ? undefined : requestMember(name, site, sim, around);
    case 'req.setDecorator': if (name !== undefined && args[1]) sim.props.set(name, args[1]); return UNDEFINED;
    case 'req.unsignCookie': return unsigned(sim, site);
    default: return /(^req\.jwt|Jwt)Verify$/.test(callee.name) ? verifyJwt(args, site, sim) : undefined;
  }
}

/** `request.jwtVerify()` of @fastify/jwt: sets `request.user`, or rejects with status 401. */
function verifyJwt(args: Value[], site: Site, sim: Simulation): Value {
  const callback = args.at(-1);
  if (!sim.packages.includes('@fastify/jwt')) sim.packages.push('@fastify/jwt');
  if (sim.persona === 'user') {
    const claims = caller('claims', 'user', site);
    sim.props.set('user', claims);
    if (callback?.kind === 'function') { sim.machine.invoke(callback, [literal(null), claims], callback.self, site); return UNDEFINED; }
    return resolved(claims);
  }
  const error = object(site);
  error.props.set('name', literal('FastifyError'));
  error.props.set('message', literal('the token is missing or not good'));
  error.props.set('statusCode', literal(401));
  error.open = true;
  blame(sim, site);
  if (callback?.kind === 'function') { sim.machine.invoke(callback, [caller('missing', 'token', site), caller('absent', 'user', site)], callback.self, site); return UNDEFINED; }
  return rejected(new Thrown(error, site));
}
