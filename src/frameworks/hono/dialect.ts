import type { CallerValue, CallRecord, Site, Value } from '../../model/index.ts';
import { external, literal, siteOf, textOf, UNDEFINED } from '../../link/index.ts';
import { answerWith, caller, fetchCall, fetchMember, identity, isCallerName, keepVariable, readProp, readVariable, response, responseIn, statusCodeOf, statusIn, statusOf, type Dialect, type Simulation } from '../../guards/index.ts';
import { helperCall, isAmbient } from './helpers.ts';
import { requestCall, requestMember } from './request.ts';

/** Middleware and handlers of Hono: `(c: Context, next) => Response` (hono.dev, "Context", "HonoRequest"). */
export const hono: Dialect = {
  name: 'hono',
  arguments: () => [caller('context', 'c'), caller('next', 'next')],
  member(target, name, site, sim) {
    if (target.what === 'context') return contextMember(name, site, sim);
    if (target.what === 'request') return requestMember(target, name, site, sim);
    if (target.what === 'input' && target.name === 'c.var') return variable(name, site, sim);
    // Who is calling, in something that code out of sight has put there.
    if (target.what === 'input' && target.name.startsWith(UNSET) && isCallerName(name)) return identity(sim, name, site);
    return fetchMember(target, name, site, sim);
  },
  assign(target, name, value, _site, sim) {
    sim.props.set(target.what === 'context' ? `c.${name}` : name, value);
    return true;
  },
  call,
  outside: (record, sim) => helperCall(record, sim),
  ambient: isAmbient,
  returned(value, site, sim) {
    const given = isNothing(value) ? sim.props.get('c.res') : value;
    if (!given) return;
    if (responseIn(given)) { answerWith(given, site, sim); return; }
    // Whoever made it outside the project, it is the response.
    sim.ended = { kind: 'answered', site };
    sim.status = statusOf(given);
  },
};

/** Nothing is returned, be it for want of a credential. */
function isNothing(value: Value): boolean {
  return (value.kind === 'literal' && value.value === undefined) || (value.kind === 'caller' && value.what === 'absent');
}

/** What bindings and variables of the environment are read from. */
const ENV: Value = { kind: 'property', object: external('hono', ['Context']), name: 'env' };

function contextMember(name: string, site: Site, sim: Simulation): Value | undefined {
  switch (name) {
    case 'req': return caller('request', 'req');
    case 'env': return ENV;
    case 'finalized': return literal(sim.props.has('c.res'));
    case 'error': return UNDEFINED;
    default: return readProp(sim, `c.${name}`) ?? caller('input', `c.${name}`, site);
  }
}

/** How a variable is called that nobody is seen to set. */
const UNSET = 'var.';

/** What `c.set` has put there; whatever nobody put there is undefined, except that someone logged in is known. */
function variable(name: string, site: Site, sim: Simulation): Value {
  return readVariable(name, site, sim) ?? caller('input', `${UNSET}${name}`, site);
}

function call(callee: CallerValue, args: Value[], record: CallRecord, sim: Simulation): Value | undefined {
  const site: Site = siteOf(record.module, record.expr);
  if (callee.what === 'next') {
    sim.passed = true;
    sim.ended ??= { kind: 'next', site };
    return UNDEFINED;
  }
  if (callee.what === 'input' && callee.name.startsWith('c.')) return contextCall(callee.name.slice(2), args, site, sim);
  if (callee.what === 'input' && callee.name.startsWith('req.')) return requestCall(callee.name.slice(4), args, site, sim) ?? fetchCall(callee, args, record, sim);
  return fetchCall(callee, args, record, sim);
}

function contextCall(name: string, args: Value[], site: Site, sim: Simulation): Value | undefined {
  const text = args[0] ? textOf(args[0]) : undefined;
  switch (name) {
    case 'get': return text === undefined ? caller('input', 'a variable', site) : variable(text, site, sim);
    case 'set': if (text !== undefined && args[1]) keepVariable(text, args[1], site, sim); return UNDEFINED;
    case 'status': sim.status = statusCodeOf(args[0]); return UNDEFINED;
    case 'json': case 'text': case 'html': case 'body': case 'newResponse': return response(args[1] ? statusIn(args[1]) ?? statusCodeOf(args[1]) : sim.status ?? 200, site);
    case 'redirect': return response(statusCodeOf(args[1]) ?? 302, site, text ?? '');
    case 'notFound': return response(404, site);
    case 'render': return response(sim.status ?? 200, site);
    case 'header': case 'setLayout': case 'setRenderer': return UNDEFINED;
    default: return undefined;
  }
}
