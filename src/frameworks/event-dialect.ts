import type { CallerValue, CallRecord, FunctionValue, Site, Value } from '../model/index.ts';
import { alternatives, object, textOf } from '../link/index.ts';
import { answerWith, caller, connect, fetchCall, fetchMember, fetchOutside, identity, isIdentityName, readProp, responseIn, statusCodeOf, type Dialect, type Simulation } from '../guards/index.ts';

/**
 * What is particular to a framework whose handlers are given one event (or context) with the request in it. Each part is
 * asked first; what it leaves is as for the others: `request`, `url`, `headers`, `cookies`, `params`, and a bag of locals.
 */
export interface EventShape {
  name: string;
  arguments(fn: FunctionValue): Value[] | undefined;
  /** What the event calls the bag that middleware leaves things in. */
  locals: string[];
  member?(target: CallerValue, name: string, site: Site, sim: Simulation): Value | undefined;
  assign?(target: CallerValue, name: string, value: Value, site: Site, sim: Simulation): boolean;
  call?(callee: CallerValue, args: Value[], record: CallRecord, sim: Simulation): Value | undefined;
  outside?(record: CallRecord, sim: Simulation): Value | undefined;
  /** Packages (and their sub-paths) whose functions know the request without being given it, or make an answer. */
  packages: RegExp;
  returned?(value: Value, site: Site, sim: Simulation): void;
  thrown?(value: Value, site: Site, sim: Simulation): void;
}

/** The event that a handler is given; its members are the shape's and the usual ones. */
export function eventValue(site?: Site): CallerValue {
  return caller('context', 'event', site);
}

/** What middleware leaves for what follows. */
export function localsValue(): CallerValue {
  return caller('response', 'res.locals');
}

export function eventDialect(shape: EventShape): Dialect {
  const dialect: Dialect = {
    name: shape.name,
    arguments: shape.arguments,
    member: (target, name, site, sim) => shape.member?.(target, name, site, sim) ?? member(shape, target, name, site, sim),
    assign(target, name, value, site, sim) {
      if (shape.assign?.(target, name, value, site, sim)) return true;
      if (target.what === 'context') { sim.props.set(shape.locals.includes(name) ? 'locals' : `event.${name}`, value); return true; }
      return connect.assign(target, name, value, site, sim);
    },
    call: (callee, args, record, sim) => shape.call?.(callee, args, record, sim) ?? call(callee, args, record, sim),
    outside: (record, sim) => shape.outside?.(record, sim) ?? ofLocals(record) ?? fetchOutside(record, sim) ?? decorated(record),
    ambient: ambientOf(shape.packages),
    returned: (value, site, sim) => (shape.returned ?? answered)(value, site, sim),
    thrown: (value, site, sim) => (shape.thrown ?? answerWith)(value, site, sim),
  };
  return dialect;
}

const ambients = new WeakMap<RegExp, NonNullable<Dialect['ambient']>>();

/** One for all dialects of a framework: what was found out with it is kept by its identity. */
function ambientOf(packages: RegExp): NonNullable<Dialect['ambient']> {
  let known = ambients.get(packages);
  if (!known) ambients.set(packages, (known = (name) => name !== undefined && packages.test(name)));
  return known;
}

function member(shape: EventShape, target: CallerValue, name: string, site: Site, sim: Simulation): Value | undefined {
  if (name === 'then' || name === 'catch' || name === 'finally') return undefined;
  if (target.what === 'context') {
    if (shape.locals.includes(name)) return readProp(sim, 'locals') ?? localsValue();
    const set = readProp(sim, `event.${name}`);
    if (set) return set;
    switch (name) {
      case 'platform': return platform();
      case 'request': case 'req': return caller('request', 'request');
      case 'url': case 'headers': case 'cookies': case 'params': return caller('input', name, site);
      case 'clientAddress': return caller('input', 'ip', site);
      case 'method': return fetchMember(caller('request', 'request'), name, site, sim);
      default: return caller('input', `event.${name}`, site);
    }
  }
  if (target.what === 'response') return target.name === 'res.locals' ? localsMember(name, site, sim) : connect.member(target, name, site, sim);
  return fetchMember(target, name, site, sim);
}

/**
 * A member of the locals. What nothing in the project has set is there if an adapter or a package sets it: what the server
 * knows of the caller, where it is called so; something of the installation otherwise.
 */
export function localsMember(name: string, site: Site, sim: Simulation): Value {
  const set = readProp(sim, `locals.${name}`);
  if (set) return set;
  if (PLATFORM.test(name)) return platform();
  return isIdentityName(name) ? identity(sim, name, site) : caller('input', `locals.${name}`, site);
}

const PLATFORM = /^(runtime|cloudflare|platform|netlify|vercel)$/;

/** What the host of an edge function gives: the environment's settings are in it. */
function platform(): Value {
  const made = object();
  made.props.set('env', { kind: 'builtin', name: 'process.env' });
  made.open = true;
  return made;
}

/** What is given a response, such as `cors(request, response)`, gives it back. */
function decorated({ callee, args }: CallRecord): Value | undefined {
  return callee.kind === 'builtin' ? undefined : args.find((arg) => responseIn(arg) !== undefined);
}

/** A function that middleware of a package has left in the locals (`locals.auth()`) gives what its name says of the caller. */
function ofLocals({ callee, receiver }: CallRecord): Value | undefined {
  if (callee.kind !== 'caller' || receiver?.kind !== 'caller' || receiver.name !== 'res.locals' || (callee.what !== 'absent' && callee.what !== 'claims')) return undefined;
  if (!BOTH.test(callee.name)) return callee;
  const made = object();
  for (const name of ['session', 'user']) made.props.set(name, callee);
  return made;
}

/** Give an object with a session and a user in it, each of which may be null. */
const BOTH = /^(safeGetSession|validateUser|getSessionAndUser)$/;

function call(callee: CallerValue, args: Value[], record: CallRecord, sim: Simulation): Value | undefined {
  if (callee.what === 'input' && callee.name === 'event.getClientAddress') return caller('input', 'ip');
  if (callee.what === 'next') return undefined;
  return fetchCall(callee, args, record, sim);
}

/** What a handler returns is the answer; data that is no response is one with the status 200, unless it says that the caller is turned away. */
export function answered(value: Value, site: Site, sim: Simulation): void {
  if (responseIn(value)) { answerWith(value, site, sim); return; }
  sim.ended = { kind: 'answered', site };
  sim.status = sim.because && saysNo(value) ? 401 : sim.status ?? errorIn(value) ?? 200;
}

/** `{ status: 405, body: 'Method not allowed' }`: data that says itself that it is an error. */
function errorIn(value: Value): number | undefined {
  const status = value.kind === 'object' ? statusCodeOf(value.props.get('status') ?? value.props.get('statusCode')) : undefined;
  return status !== undefined && status >= 400 && status < 600 ? status : undefined;
}

const NO = /\b(un|not[ -]?)(authori[sz]ed|authenticated)|unauthenticated|\bforbidden\b|(access|permission) denied|not (logged|signed) in|(log|sign) ?in (required|first|to )|must be (logged|signed|authenticated)|(no|insufficient|missing) permission|not allowed|(invalid|missing|no) (session|token|api ?key|credentials)/i;

/** `{ error: 'Unauthorized' }`: data that refuses. */
function saysNo(value: Value, depth = 0): boolean {
  return alternatives(value).some((one) => {
    if (one.kind === 'object' && depth < 2) return [...one.props].some(([name, inner]) => /^(error|errors|message|reason|status|code|statusText|formError)$/i.test(name) && saysNo(inner, depth + 1));
    if (one.kind === 'array' && depth < 2) return one.elements.some((inner) => saysNo(inner, depth + 1));
    return depth > 0 && NO.test(textOf(one) ?? '');
  });
}
