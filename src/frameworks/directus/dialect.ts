import type { CallerValue, CallRecord, Site, Value } from '../../model/index.ts';
import { external, packageOf, pathOf } from '../../link/index.ts';
import { caller, connect, credential, identity, option, readProp, type Dialect, type Simulation } from '../../guards/index.ts';
import { PACKAGES } from './model.ts';

const ACCOUNTABILITY = 'accountability';
/** The second argument of an endpoint: services, the database, what the installation is told. */
export const CONTEXT = external(PACKAGES[0]!, ['context']);

/** What Directus puts on a request that has nothing to do with who is calling. */
const PLAIN = new Set(['schema', 'sanitizedQuery', 'collection', 'singleton']);

function member(target: CallerValue, name: string, site: Site, sim: Simulation): Value | undefined {
  if (target.what === 'request') {
    if (name === ACCOUNTABILITY) return readProp(sim, name) ?? caller('context', ACCOUNTABILITY, site);
    if (PLAIN.has(name)) return readProp(sim, name) ?? caller('input', name, site);
    if (name === 'token') return readProp(sim, name) ?? credential(sim, name, site);
  }
  if (target.what !== 'context') return connect.member(target, name, site, sim);
  switch (name) {
    case 'then': case 'catch': case 'finally': return undefined;
    // It is made for every request; for whoever did not log in, what it says of the caller is empty (directus.io, "API Extensions: Accountability").
    case 'admin': case 'role': case 'roles': case 'permissions': return sim.persona === 'user' ? caller('role', name, site) : caller('absent', name, site);
    case 'user': case 'app': case 'session': return identity(sim, name, site);
    default: return caller('input', name, site);
  }
}

/** `new ItemsService(collection, { accountability })`: of an empty one, or none at all, nothing is asked. */
function outside(record: CallRecord, sim: Simulation): Value | undefined {
  const path = record.constructed && packageOf(record.callee) === CONTEXT.package ? pathOf(record.callee) : [];
  if (path.includes('services') && sim.persona !== 'user') {
    const given = record.args.map((arg) => option(arg, ACCOUNTABILITY)).find((one) => one !== undefined);
    if (given?.kind === 'caller' && given.what === 'context') sim.unfollowed ??= `\`${path.at(-1)!}\` acts for the caller: the permissions that Directus keeps decide`;
  }
  return undefined;
}

/** `(req, res, next)` of Express, behind what Directus puts in front of every route. */
export const dialect: Dialect = { ...connect, name: 'directus', member, outside };
