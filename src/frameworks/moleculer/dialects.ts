import type { CallerValue, Site, Value } from '../../model/index.ts';
import { settle } from '../../link/index.ts';
import { caller, connect, identity, isIdentityName, readProp, type Dialect, type Simulation } from '../../guards/index.ts';
import { endWithStatus } from '../controller-dialects.ts';

const CTX = caller('context', 'ctx');

function member(target: CallerValue, name: string, site: Site, sim: Simulation): Value | undefined {
  if (name === 'then' || name === 'catch' || name === 'finally') return undefined;
  if (target.what === 'context') return name === 'params' ? caller('input', 'body', site) : name === 'meta' ? caller('input', 'meta', site) : readProp(sim, `ctx.${name}`) ?? caller('input', `ctx.${name}`, site);
  if (target.what === 'input' && target.name === 'meta') return readProp(sim, `meta.${name}`) ?? (isIdentityName(name) ? identity(sim, name, site) : caller('input', name, site));
  return connect.member(target, name, site, sim);
}

const shared: Pick<Dialect, 'member' | 'assign' | 'call' | 'thrown'> = { member, assign: (target, name, value, site, sim) => connect.assign(target, name, value, site, sim), call: (...given) => connect.call(...given), thrown: endWithStatus };

/**
 * `authenticate(ctx, route, req, res)` and `authorize(ctx, route, req, res)` of a gateway: who is not let in gets an error
 * (moleculer.services, "Authentication", "Authorization").
 */
export function gateDialect(name: string, route: Value, action: Value | undefined): Dialect {
  return {
    ...shared, name: `moleculer ${name}`, arguments: () => [CTX],
    supply(_fn, sim) {
      if (action) sim.props.set('$action', action);
      return [CTX, route, caller('request', 'req'), caller('response', 'res')];
    },
    returned(value, _site, sim) {
      if (name.startsWith('authenticate')) sim.props.set('meta.user', settle(value));
      sim.passed = true;
    },
  };
}

/** The handler of an action. */
export const actionDialect: Dialect = { ...shared, name: 'moleculer action', arguments: () => [CTX], returned: (_value, site, sim) => { sim.ended = { kind: 'answered', site }; } };
