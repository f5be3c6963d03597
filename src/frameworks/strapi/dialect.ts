import type { CallerValue, CallRecord, Site, Value } from '../../model/index.ts';
import { entryOf, siteOf } from '../../link/index.ts';
import { caller, connect, identity, isIdentityName, readProp, statusCodeOf, type Dialect, type Simulation } from '../../guards/index.ts';
import { asking } from '../controller-dialects.ts';

const CTX = caller('context', 'ctx');

function member(target: CallerValue, name: string, site: Site, sim: Simulation): Value | undefined {
  if (name === 'then' || name === 'catch' || name === 'finally') return undefined;
  if (target.what === 'context') {
    switch (name) {
      case 'request': case 'req': return caller('request', 'req');
      case 'response': case 'res': return caller('response', 'res');
      case 'state': return caller('input', 'state', site);
      case 'params': case 'query': case 'headers': case 'cookies': return caller('input', name, site);
      case 'path': case 'url': case 'method': return connect.member(caller('request', 'req'), name, site, sim);
      default: return readProp(sim, `ctx.${name}`) ?? caller('input', `ctx.${name}`, site);
    }
  }
  if (target.what === 'input' && target.name === 'state') return readProp(sim, `state.${name}`) ?? (isIdentityName(name) || name === 'isAuthenticated' ? identity(sim, name, site) : caller('input', name, site));
  return connect.member(target, name, site, sim);
}

const STATUS: Record<string, number> = { unauthorized: 401, forbidden: 403, badRequest: 400, notFound: 404, conflict: 409, internalServerError: 500, send: 200, created: 201, deleted: 200, redirect: 302 };

function call(callee: CallerValue, args: Value[], record: CallRecord, sim: Simulation): Value | undefined {
  const site: Site = siteOf(record.module, record.expr);
  const name = callee.what === 'input' && callee.name.startsWith('ctx.') ? callee.name.slice('ctx.'.length) : undefined;
  if (name === undefined) return connect.call(callee, args, record, sim);
  const status = name === 'throw' ? statusCodeOf(args[0]) : entryOf(STATUS, name);
  if (status === undefined) return caller('input', name, site);
  return connect.call(caller('response', 'res.sendStatus'), [{ kind: 'literal', value: status }], record, sim);
}

const shared: Pick<Dialect, 'member' | 'call' | 'assign'> = {
  member, call,
  assign(target, name, value, site, sim) {
    if (target.what === 'context') {
      if (name === 'status') sim.status = statusCodeOf(value);
      sim.props.set(`ctx.${name}`, value);
      return true;
    }
    return connect.assign(target, name, value, site, sim);
  },
};

/** `(policyContext, config, { strapi })`: what it returns decides; others get 403. */
export const policyDialect = (key: string, config: Value): Dialect => ({ ...asking(`strapi policy ${key}`, () => [CTX, config], 403), ...shared });
/** `(ctx, next)`. */
export const middlewareDialect: Dialect = { ...shared, name: 'strapi middleware', arguments: () => [CTX, caller('next', 'next')] };
/** An action of a controller. */
export const actionDialect: Dialect = { ...shared, name: 'strapi action', arguments: () => [CTX], returned: (_value, site, sim) => { sim.ended = { kind: 'answered', site }; } };
