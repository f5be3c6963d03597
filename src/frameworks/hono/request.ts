import type { CallerValue, Site, Value } from '../../model/index.ts';
import { entryOf, literal, textOf } from '../../link/index.ts';
import { caller, connect, credential, fetchMember, isCredentialHeader, readProp, type Simulation } from '../../guards/index.ts';

const METHODS = new Set(['header', 'query', 'queries', 'param', 'json', 'text', 'parseBody', 'formData', 'arrayBuffer', 'blob', 'valid', 'cookie', 'addValidatedData']);
/** What `c.req.valid(target)` and the like give, by the names under which other dialects know it. */
const TARGETS: Record<string, string> = { json: 'body', form: 'body', query: 'query', param: 'params', header: 'headers', cookie: 'cookies' };

/** A member of a `HonoRequest`, or of the `Request` in it (`c.req.raw`). */
export function requestMember(target: CallerValue, name: string, site: Site, sim: Simulation): Value | undefined {
  if (target.name === 'raw') return fetchMember(target, name, site, sim);
  if (name === 'raw') return caller('request', 'raw');
  if (name === 'path') { sim.readsPath = true; return literal(sim.request.path); }
  if (METHODS.has(name)) return caller('input', `req.${name}`, site);
  if (name === 'routePath' || name === 'matchedRoutes' || name === 'routeIndex' || name === 'bodyCache') return caller('input', `req.${name}`, site);
  return fetchMember(target, name, site, sim);
}

/** A call of a method of a `HonoRequest`; `undefined` for those that it shares with a `Request`. */
export function requestCall(method: string, args: Value[], site: Site, sim: Simulation): Value | undefined {
  const name = args[0] ? textOf(args[0]) : undefined;
  switch (method) {
    case 'header':
      if (args.length === 0) return caller('input', 'headers', site);
      if (name === undefined) return caller('input', 'a header', site);
      return readProp(sim, `headers.${name.toLowerCase()}`) ?? (isCredentialHeader(name) ? credential(sim, name, site) : caller('input', `headers.${name}`, site));
    case 'query': case 'queries': return part('query', name, args, site, sim);
    case 'param': return part('params', name, args, site, sim);
    case 'cookie': return part('cookies', name, args, site, sim);
    case 'parseBody': return caller('input', 'body', site);
    case 'valid': return caller('input', entryOf(TARGETS, name ?? '') ?? 'body', site);
    default: return undefined;
  }
}

/** One of its members, or all of them. */
function part(what: string, name: string | undefined, args: Value[], site: Site, sim: Simulation): Value | undefined {
  if (args.length === 0 || name === undefined) return caller('input', what, site);
  return connect.member(caller('input', what), name, site, sim);
}
