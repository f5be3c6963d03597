import type { CallRecord, ResultValue, Value } from '../../model/index.ts';
import { alternatives, isUndefined, literal, object, packageOf } from '../../link/index.ts';
import { caller, identity, isIdentityName, readProp, type Dialect, type Element, type Simulation } from '../../guards/index.ts';
import type { Site } from '../../model/index.ts';
import { actionDialect, actionReturned, requestMember } from './dialects.ts';

/** An action that a client of a package has made: what it goes through before its own code. */
export interface ClientAction { before: Element[]; handler: Element }

/** Takes an action of next-safe-action or zsa apart; `undefined` for anything else. */
export function clientAction(element: Element): ClientAction | undefined {
  const { value } = element;
  if (value.kind !== 'result') return undefined;
  switch (packageOf(value)) {
    case 'next-safe-action': return safeAction(element, value);
    case 'zsa': return zsaAction(element, value);
    default: return undefined;
  }
}

/** The calls that made it, first to last: `createClient().use(a).schema(b).action(c)`. */
function chainOf(value: Value | undefined): CallRecord[] {
  const one = value && alternatives(value).find((part): part is ResultValue => part.kind === 'result');
  return one ? [...chainOf(one.call.receiver), one.call] : [];
}

/** The function that a call is given; what `createMiddleware().define(fn)` makes of one is as good. */
function functionIn(call: CallRecord | undefined): Value | undefined {
  for (const arg of call?.args ?? []) {
    if (alternatives(arg).some((one) => one.kind === 'function')) return arg;
    if (arg.kind === 'result' && arg.call.method === 'define') return functionIn(arg.call);
  }
  return undefined;
}

/** next-safe-action: middleware in the order of `use`, each of which calls `next`; metadata is what it is at the action (next-safe-action.dev). */
function safeAction(element: Element, value: ResultValue): ClientAction | undefined {
  const chain = chainOf(value);
  const last = functionIn(chain.at(-1));
  if (!last || !/action$/i.test(chain.at(-1)!.method)) return undefined;
  const metadata = chain.findLast((call) => call.method === 'metadata')?.args[0];
  const dialect = metadata ? { ...safeDialect(metadata), name: `next-safe-action ${identityOf(metadata)}` } : plainSafeDialect;
  const before = chain.flatMap((call) => {
    const fn = call.method === 'use' ? functionIn(call) : undefined;
    return fn ? [{ value: fn, site: { module: call.module, start: call.expr.start, end: call.expr.end }, name: nameOf(fn) || 'use', dialect }] : [];
  });
  return { before, handler: { ...element, value: last, dialect: handlerDialect } };
}

const identities = new WeakMap<object, number>();
let last = 0;
function identityOf(value: object): number {
  let id = identities.get(value);
  if (id === undefined) identities.set(value, (id = ++last));
  return id;
}

function nameOf(value: Value): string {
  return value.kind === 'function' ? value.fn.name : '';
}

/** `({ ctx, next, clientInput, metadata }) => next({ ctx: { user } })`. */
function safeDialect(metadata: Value | undefined): Dialect {
  return {
    ...actionDialect,
    name: 'next-safe-action',
    arguments: () => [caller('context', 'step')],
    member(target, name, site, sim) {
      if (target.what !== 'context') return requestMember(target, name, site, sim);
      if (target.name === 'ctx') return contextMember(name, site, sim);
      switch (name) {
        case 'ctx': return caller('context', 'ctx');
        case 'next': return caller('next', 'next');
        case 'metadata': return metadata ?? literal(undefined);
        default: return caller('input', name, site);
      }
    },
    call(callee, args, record, sim) {
      if (callee.what !== 'next') return actionDialect.call(callee, args, record, sim);
      const given = args[0]?.kind === 'object' ? args[0].props.get('ctx') : undefined;
      if (given?.kind === 'object') for (const [name, value] of given.props) if (!name.startsWith('\0')) sim.props.set(`ctx.${name}`, value);
      sim.passed = true;
      return object({ module: record.module, start: record.expr.start, end: record.expr.end });
    },
    // What a middleware gives without `next` is the action's answer.
    returned: actionReturned,
  };
}

const plainSafeDialect = safeDialect(undefined);

/** What middleware has put into the context. */
function contextMember(name: string, site: Site, sim: Simulation): Value {
  const set = readProp(sim, `ctx.${name}`);
  if (set) return set;
  if (sim.persona !== 'user') return caller('absent', name, site);
  return isIdentityName(name) ? identity(sim, name, site) : caller('input', name, site);
}

/** The action's own code: `({ parsedInput, ctx }) => data`. */
const handlerDialect: Dialect = {
  ...actionDialect,
  name: 'next-client-action',
  arguments: () => [caller('context', 'step'), caller('context', 'step')],
  member(target, name, site, sim) {
    if (target.what !== 'context') return requestMember(target, name, site, sim);
    if (target.name === 'ctx') return contextMember(name, site, sim);
    return name === 'ctx' ? caller('context', 'ctx') : caller('input', name, site);
  },
};

/** zsa: procedures, each of whose handlers gives the context of what follows, in front of the action's own handler (zsa.vercel.app). */
function zsaAction(element: Element, value: ResultValue): ClientAction | undefined {
  const chain = chainOf(value);
  const own = functionIn(chain.at(-1));
  const from = chain.findLastIndex((call) => nameOfCall(call) === 'createServerAction');
  if (!own || chain.at(-1)!.method !== 'handler' || from < 0) return undefined;
  return { before: proceduresOf(chain.slice(0, from)), handler: { ...element, value: own, dialect: handlerDialect } };
}

function proceduresOf(chain: CallRecord[]): Element[] {
  return chain.flatMap((call): Element[] => {
    const name = nameOfCall(call);
    if (name === 'createServerActionProcedure' || name === 'chainServerActionProcedures') return call.args.flatMap((arg) => proceduresOf(chainOf(arg)));
    const fn = call.method === 'handler' ? functionIn(call) : undefined;
    return fn ? [{ value: fn, site: { module: call.module, start: call.expr.start, end: call.expr.end }, name: nameOf(fn) || 'procedure', dialect: procedureDialect }] : [];
  });
}

function nameOfCall(call: CallRecord): string {
  return call.method || (call.callee.kind === 'external' ? call.callee.path.at(-1) ?? '' : '');
}

const procedureDialect: Dialect = {
  ...handlerDialect,
  name: 'next-procedure',
  returned(value, _site, sim) {
    if (value.kind === 'object') for (const [name, member] of value.props) if (!isUndefined(member)) sim.props.set(`ctx.${name}`, member);
    sim.passed = true;
  },
};
