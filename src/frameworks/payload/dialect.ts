import type { CallerValue, CallRecord, FunctionValue, Site, Value } from '../../model/index.ts';
import { external, literal, object, packageOf } from '../../link/index.ts';
import { answerError, answerWith, caller, connect, fetchCall, fetchMember, fetchOutside, identity, isIdentityName, option, readProp, type Dialect, type Simulation } from '../../guards/index.ts';
import { rowAccess } from '../row-access.ts';
import { PACKAGE } from './model.ts';

const REQUEST = caller('request', 'req');

/** Members of Payload's request (payloadcms.com, "The Request object"): that of the Fetch standard, and what Payload adds to it. */
function member(target: CallerValue, name: string, site: Site, sim: Simulation): Value | undefined {
  if (target.what !== 'request') return fetchMember(target, name, site, sim);
  if (name === 'then' || name === 'catch' || name === 'finally') return undefined;
  switch (name) {
    case 'payload': return external(PACKAGE, ['local']);
    case 'payloadAPI': return literal('REST');
    case 'user': return readProp(sim, name) ?? identity(sim, name, site);
    case 'query': case 'searchParams': case 'cookies': return caller('input', name, site);
    case 'method': case 'headers': case 'body': case 'url': case 'json': case 'text': case 'formData': case 'arrayBuffer': case 'blob': case 'get': case 'header': case 'path': case 'originalUrl': return fetchMember(target, name, site, sim);
    default: return readProp(sim, name) ?? (isIdentityName(name) ? identity(sim, name, site) : caller('input', name, site));
  }
}

const LEFT_TO_ACCESS = 'it acts with `overrideAccess: false`: the access functions of the collection decide';

/** Payload's own functions act for the server unless they are told to ask for access (payloadcms.com, "Local API: Access control"). */
function outside(record: CallRecord, sim: Simulation): Value | undefined {
  const override = packageOf(record.callee) === PACKAGE ? option(record.args[0], 'overrideAccess') : undefined;
  if (sim.persona !== 'user' && override?.kind === 'literal' && override.value === false) sim.unfollowed ??= LEFT_TO_ACCESS;
  return fetchOutside(record, sim);
}

const see: Pick<Dialect, 'member' | 'call' | 'outside'> = { member, call: fetchCall, outside };

/** `({ req, id, data }) => boolean | Where` (payloadcms.com, "Collection access control"). */
export const access: Dialect = rowAccess('payload access', () => {
  const given = object();
  given.props.set('req', REQUEST);
  for (const name of ['id', 'data', 'doc', 'slug', 'siblingData', 'blockData']) given.props.set(name, caller('input', name));
  return [given];
}, see);

/** `(req) => Response`; before version 3 `(req, res, next)` (payloadcms.com, "Custom endpoints"). */
export const endpoint: Dialect = {
  ...connect, ...see, name: 'payload endpoint',
  member: (target, name, site, sim) => (target.what === 'response' || target.what === 'next' ? connect.member(target, name, site, sim) : member(target, name, site, sim)),
  arguments: (fn: FunctionValue) => (fn.fn.params.length > 1 ? [REQUEST, caller('response', 'res'), caller('next', 'next')] : [REQUEST]),
  returned(value, site, sim) {
    answerWith(value, site, sim);
    sim.ended ??= { kind: 'answered', site };
  },
  thrown: answerError,
};
