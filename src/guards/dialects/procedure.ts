import type { CallerValue, CallRecord, Site, Value } from '../../model/index.ts';
import { literal, object, siteOf, UNDEFINED } from '../../link/index.ts';
import { caller, type Simulation } from '../simulation.ts';
import type { Dialect } from '../dialect.ts';
import { fetchCall } from './fetch.ts';
import { answerError, CONTEXT, keepContext, operationMember, operationOutside, option } from './operation.ts';

/** What is known of the procedure that is called. */
export interface ProcedureFacts {
  /** The library. */
  name: string;
  /** What its argument calls the context: `ctx` or `context`. */
  context: string;
  /** Metadata that the procedure declares. */
  meta?: Value | undefined;
  /** Distinguishes metadata: verdicts of the same function are told apart by it. */
  metaKey?: string;
  /** `query`, `mutation`, `subscription`. */
  type: string;
}

/**
 * Middleware and resolvers of an RPC library: one argument that holds the context, the input and `next`
 * (trpc.io/docs/server/middlewares, orpc.dev/docs/middleware).
 */
export function procedureDialect(facts: ProcedureFacts): Dialect {
  return {
    name: `${facts.name}|${facts.type}|${facts.metaKey ?? ''}`,
    arguments: () => [caller('request', CALL), caller('input', 'body'), caller('input', 'output')],
    member: (target, name, site, sim) => (target.what === 'request' && target.name === CALL ? callMember(facts, name, site, sim) : operationMember(target, name, site, sim)),
    assign: (target, name, value, _site, sim) => {
      if (target.name === CALL) { if (name === facts.context) keepContext(value, value.kind === 'object' ? value.site ?? _site : _site, sim); }
      else sim.props.set(target.what === 'request' ? name : `${target.name}.${name}`, value);
      return true;
    },
    call: (callee, args, record, sim) => procedureCall(facts, callee, args, record, sim),
    outside: operationOutside,
    returned(_value, site, sim) {
      sim.status = 200;
      sim.ended = { kind: 'answered', site };
    },
    thrown: answerError,
  };
}

const CALL = 'call';

function callMember(facts: ProcedureFacts, name: string, site: Site, sim: Simulation): Value | undefined {
  switch (name) {
    case facts.context: return caller('context', CONTEXT);
    case 'next': return caller('next', 'next');
    case 'input': return caller('input', 'body', site);
    case 'rawInput': case 'signal': case 'lastEventId': case 'errors': return caller('input', name, site);
    case 'getRawInput': return caller('input', 'getRawInput', site);
    case 'type': return literal(facts.type);
    case 'path': sim.readsPath = true; return literal(sim.request.path);
    case 'meta': return facts.meta ?? UNDEFINED;
    case 'procedure': {
      const definition = object();
      definition.props.set('meta', facts.meta ?? object());
      const made = object();
      made.open = true;
      made.props.set('~orpc', definition);
      return made;
    }
    case 'then': case 'catch': case 'finally': return undefined;
    default: return caller('input', name, site);
  }
}

function procedureCall(facts: ProcedureFacts, callee: CallerValue, args: Value[], record: CallRecord, sim: Simulation): Value | undefined {
  const site: Site = siteOf(record.module, record.expr);
  if (callee.what === 'next') {
    const added = option(args[0], facts.context);
    if (added) keepContext(added, site, sim);
    sim.passed = true;
    sim.ended ??= { kind: 'next', site };
    return caller('input', 'result', site);
  }
  if (callee.what === 'input' && callee.name === 'getRawInput') return caller('input', 'body', site);
  // An error that the procedure's contract declares: `errors.UNAUTHORIZED()`.
  if (callee.what === 'input' && callee.name.startsWith('errors.')) {
    const made = object(site);
    made.open = true;
    made.props.set('code', literal(callee.name.slice('errors.'.length)));
    return made;
  }
  return fetchCall(callee, args, record, sim);
}
