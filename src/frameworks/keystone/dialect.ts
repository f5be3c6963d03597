import type { CallerValue, CallRecord, Site, Value } from '../../model/index.ts';
import { external, literal, object, pathOf } from '../../link/index.ts';
import { answerError, caller, connect, fetchCall, fetchMember, identity, operationOutside, readProp, type Dialect, type Simulation } from '../../guards/index.ts';
import { rowAccess } from '../row-access.ts';
import { isOfKeystone } from './model.ts';

const NAME = 'keystone';
const CONTEXT = caller('context', NAME);
/** Keystone's context, where it belongs to no request yet. */
export const COMMON = external('@keystone-6/core', ['context']);

/** Members of the context (keystonejs.com, "Context API"). */
function member(target: CallerValue, name: string, site: Site, sim: Simulation): Value | undefined {
  if (target.what !== 'context') return target.what === 'response' || target.what === 'next' ? connect.member(target, name, site, sim) : fetchMember(target, name, site, sim);
  switch (name) {
    case 'then': case 'catch': case 'finally': return undefined;
    case 'session': return readProp(sim, name) ?? identity(sim, name, site);
    case 'req': return caller('request', 'req');
    case 'res': return caller('response', 'res');
    default: return external(COMMON.package, ['context', name]);
  }
}

/** `context.query` and `context.db` ask for the access of the list that they act on, `context.sudo()` and `context.prisma` do not. */
function outside(record: CallRecord, sim: Simulation): Value | undefined {
  if (isOfKeystone(record.callee)) {
    const path = pathOf(record.callee);
    const at = path.indexOf('context');
    if (path[at + 1] === 'withRequest') return CONTEXT;
    if (/^(allowAll|unfiltered|denyAll)$/.test(path.at(-1) ?? '')) return literal(path.at(-1) !== 'denyAll');
    if (at >= 0 && /^(query|db|graphql|lists)$/.test(path[at + 1] ?? '') && sim.persona !== 'user') sim.unfollowed ??= `it acts through \`context.${path[at + 1]}\`: the access of the lists decides`;
  }
  return operationOutside(record, sim);
}

const see: Pick<Dialect, 'member' | 'call' | 'outside'> = { member, call: fetchCall, outside };

/** `({ session, context, listKey, operation }) => boolean`, with the item for some, and a condition in place of true for filters (keystonejs.com, "Access Control API"). */
export function accessFunction(kind: 'operation' | 'filter' | 'item', operation: string, listKey: string): Dialect {
  return rowAccess(`keystone ${kind} ${operation} ${listKey}`, (_fn, sim) => {
    const given = object();
    given.props.set('session', identity(sim, 'session'));
    given.props.set('context', CONTEXT);
    given.props.set('operation', literal(operation));
    given.props.set('listKey', literal(listKey));
    for (const name of kind === 'item' ? ['item', 'inputData'] : []) given.props.set(name, caller('input', name));
    return [given];
  }, see);
}

/** `(root, args, context)` of a field that the project adds to the schema. */
export const resolver: Dialect = {
  ...connect, ...see, name: 'keystone resolver', arguments: () => [caller('input', 'parent'), caller('input', 'body'), CONTEXT, caller('input', 'info')],
  returned(_value, site, sim) { sim.ended = { kind: 'answered', site }; },
  thrown: answerError,
};

/** `(req, res, next)` on the Express application, where `context.withRequest(req, res)` tells who is calling. */
export const middleware: Dialect = { ...connect, name: 'keystone middleware', member: (target, name, site, sim) => (target.what === 'context' ? member(target, name, site, sim) : connect.member(target, name, site, sim)), outside };
