import type { Site, Value } from '../../model/index.ts';
import { literal, textOf } from '../../link/index.ts';
import { caller, connect, identity, type Dialect } from '../../guards/index.ts';
import { answering, asking, type Supply } from '../controller-dialects.ts';

/** The principal that an `AuthProvider` made of the request: nobody is there for a caller who is not known. */
function withPrincipal(dialect: Dialect): Dialect {
  return {
    ...dialect,
    member(target, name, site, sim) {
      if (target.what !== 'input' || target.name !== 'principal') return dialect.member(target, name, site, sim);
      if (name === 'then' || name === 'catch' || name === 'finally') return undefined;
      return name === 'details' ? identity(sim, 'details', site) : caller('input', `principal.${name}`, site);
    },
    call(callee, args, record, sim): Value | undefined {
      const site: Site = { module: record.module, start: record.expr.start, end: record.expr.end };
      const asked = callee.what === 'input' && callee.name.startsWith('principal.') ? callee.name.slice('principal.'.length) : undefined;
      if (asked === 'isAuthenticated') return sim.persona === 'user' ? literal(true) : caller('absent', 'isAuthenticated', site);
      if (asked === 'isInRole') return caller('absent', sim.persona === 'user' ? `role:${(args[0] && textOf(args[0])) ?? 'role'}` : 'isInRole', site);
      if (asked === 'isResourceOwner') return sim.persona === 'user' ? caller('claims', 'isResourceOwner', site) : caller('absent', 'isResourceOwner', site);
      return dialect.call(callee, args, record, sim);
    },
  };
}

export const middleware = withPrincipal({ ...connect, name: 'inversify middleware' });
export const activating = withPrincipal(asking('inversify guard', () => [caller('request', 'req')], 403));
export const handling = (supply: Supply): Dialect => withPrincipal(answering('inversify handler', supply));
