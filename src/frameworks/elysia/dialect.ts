import type { CallerValue, CallRecord, Site, Value } from '../../model/index.ts';
import { alternatives, external, literal, pathOf, siteOf, textOf, UNDEFINED } from '../../link/index.ts';
import { answerWith, caller, connect, credential, fetchCall, fetchMember, fetchOutside, keepVariable, knowsSessions, readProp, readVariable, response, responseIn, statusCodeOf, statusNamed, statusOf, type Dialect, type Simulation } from '../../guards/index.ts';

/** What hooks and handlers of Elysia have in common: `(context) => ...` (elysiajs.com, "Handler", "Life Cycle"). */
const shared: Omit<Dialect, 'name' | 'returned'> = {
  arguments: () => [caller('context', 'ctx')],
  member(target, name, site, sim) {
    if (target.what === 'context') return contextMember(name, site, sim);
    if (target.what === 'response' && target.name === 'set') return name === 'status' ? literal(sim.status) : caller('input', `set.${name}`, site);
    if (target.what === 'input' && target.name === 'ctx.cookie') return caller('input', `${COOKIE}${name}`, site);
    if (target.what === 'input' && target.name.startsWith(COOKIE)) return name === 'value' ? connect.member(caller('input', 'cookies'), target.name.slice(COOKIE.length), site, sim) : caller('input', `ctx.${name}`, site);
    if (target.what === 'input' && target.name === 'store') return readProp(sim, `store.${name}`) ?? variable(name, site, sim);
    return fetchMember(target, name, site, sim);
  },
  assign(target, name, value, _site, sim) {
    if (target.what === 'response' && target.name === 'set') { if (name === 'status') sim.status = statusIn(value); }
    else sim.props.set(target.what === 'context' ? name : `${target.name}.${name}`, value);
    return true;
  },
  call,
  outside,
  ambient: (name, path) => (name === undefined ? path[0] === 'Response' : /^elysia$|^better-auth/.test(name) || knowsSessions(name)),
  thrown(value, site, sim) {
    if (responseIn(value)) answerWith(value, site, sim);
    // An error keeps the status that was set before it was thrown.
    else if (sim.status !== undefined && sim.status >= 400) sim.ended = { kind: 'answered', site };
  },
};

/** The handler: what it returns is the answer, with the status that was set. */
export const handler: Dialect = {
  ...shared,
  name: 'elysia',
  returned(value, site, sim) {
    if (responseIn(value)) { answerWith(value, site, sim); return; }
    sim.ended = { kind: 'answered', site };
    sim.status ??= statusOf(value);
  },
};

/** `onBeforeHandle`: nothing returned lets the request go on. */
export const beforeHandle: Dialect = { ...shared, name: 'elysia-before-handle', returned: answerUnlessNothing };

/** `onRequest`: the same, before anything is known of the route. */
export const request: Dialect = { ...shared, name: 'elysia-request', returned: answerUnlessNothing };

/** `onTransform`: only `status()` ends the request. */
export const transform: Dialect = {
  ...shared,
  name: 'elysia-transform',
  returned(value, site, sim) {
    if (isStatus(value)) answerWith(value, site, sim);
    else sim.passed = true;
  },
};

/** `derive` and `resolve`: what they return is added to the context; only `status()` ends the request, a `Response` does not. */
export const derive: Dialect = {
  ...shared,
  name: 'elysia-derive',
  returned(value, site, sim) {
    if (isStatus(value)) { answerWith(value, site, sim); return; }
    for (const one of alternatives(value)) {
      if (one.kind === 'object') one.props.forEach((inner, name) => { if (!name.startsWith('\0')) keepVariable(name, inner, site, sim); });
    }
    sim.passed = true;
  },
};

function answerUnlessNothing(value: Value, site: Site, sim: Simulation): void {
  if (responseIn(value)) answerWith(value, site, sim);
  // Nothing that is returned for want of a credential is nothing all the same.
  else if (value.kind === 'unknown' || value.kind === 'result' || value.kind === 'property' || (value.kind === 'caller' && value.what === 'absent') || (value.kind === 'literal' && value.value === undefined)) sim.passed = true;
  else sim.ended = { kind: 'answered', site };
}

const COOKIE = 'ctx.cookie:';
const CUSTOM = '\0elysia';

function contextMember(name: string, site: Site, sim: Simulation): Value | undefined {
  switch (name) {
    case 'request': return caller('request', 'raw');
    case 'headers': case 'query': case 'params': case 'body': case 'store': return caller('input', name, site);
    case 'cookie': return caller('input', 'ctx.cookie', site);
    case 'set': return caller('response', 'set', site);
    case 'status': case 'error': case 'redirect': return caller('input', `ctx.${name}`, site);
    case 'path': case 'route': sim.readsPath = true; return literal(sim.request.path);
    case 'bearer': return credential(sim, name, site);
    default: return variable(name, site, sim);
  }
}

/** What hooks and decorators have added to the context; whatever none has added is undefined, except that someone logged in is known. */
function variable(name: string, site: Site, sim: Simulation): Value {
  // A plugin out of sight has added it.
  if (/jwt/i.test(name) && !readProp(sim, name)) return external('@elysiajs/jwt', [name]);
  return readVariable(name, site, sim) ?? caller('input', `ctx.${name}`, site);
}

function call(callee: CallerValue, args: Value[], record: CallRecord, sim: Simulation): Value | undefined {
  const site: Site = siteOf(record.module, record.expr);
  if (callee.what === 'input') {
    switch (callee.name) {
      case 'ctx.status': case 'ctx.error': return custom(args, site);
      case 'ctx.redirect': return response(statusIn(args[1]) ?? 302, site, args[0] ? (textOf(args[0]) ?? '') : '');
      case 'ctx.set': case 'ctx.remove': case 'ctx.update': return UNDEFINED;
      default: break;
    }
  }
  return fetchCall(callee, args, record, sim);
}

function outside(record: CallRecord, sim: Simulation): Value | undefined {
  const { callee, args } = record;
  if (callee.kind === 'external' && callee.package === 'elysia') {
    const site: Site = siteOf(record.module, record.expr);
    const name = pathOf(callee).at(-1);
    if (name === 'status' || name === 'error') return custom(args, site);
    if (name === 'redirect') return response(statusIn(args[1]) ?? 302, site, args[0] ? (textOf(args[0]) ?? '') : '');
  }
  return fetchOutside(record, sim);
}

function custom(args: Value[], site: Site): Value {
  const made = response(statusIn(args[0]), site);
  if (made.kind === 'object') made.props.set(CUSTOM, literal(true));
  return made;
}

function isStatus(value: Value): boolean {
  return alternatives(value).some((one) => one.kind === 'object' && one.props.has(CUSTOM));
}

/** A status by number or by its name: `401`, `'Unauthorized'`. */
function statusIn(value: Value | undefined): number | undefined {
  const name = value ? textOf(value) : undefined;
  return statusCodeOf(value) ?? (name === undefined ? undefined : statusNamed(name.replace(/[^A-Za-z]/g, '')));
}
