import type { CallRecord, Site, Value } from '../../model/index.ts';
import { literal, object, packageOf, pathOf, rejected, resolved, siteOf, Thrown, UNDEFINED } from '../../link/index.ts';
import { blame, caller, isProtecting, libraryProof, statusCodeOf, type Simulation } from '../../guards/index.ts';

/** What calling methods that plugins of known packages put on an instance means for the persona. */
export function fastifyOutside(record: CallRecord, sim: Simulation): Value | undefined {
  const site = siteOf(record.module, record.expr);
  const name = packageOf(record.callee);
  const path = pathOf(record.callee);
  const last = path.at(-1);
  if (name === '@clerk/fastify' && last === 'getAuth') return sim.persona === 'user' ? caller('claims', 'auth', site) : caller('absent', 'answer:auth', site);
  if (name !== 'fastify') return promised(record, site, sim);
  if (last === 'unsignCookie') return unsigned(sim, site);
  if (path.includes('assert')) return assertion(record, site, sim);
  return promised(record, site, sim);
}

/** `await fastify.basicAuth(request, reply)`: a hook of a package, called by one of the project's. */
function promised(record: CallRecord, site: Site, sim: Simulation): Value | undefined {
  const given = (what: string): boolean => record.args.some((arg) => arg.kind === 'caller' && arg.what === what);
  if (!given('request') || given('next') || record.args.at(-1)?.kind === 'function') return undefined;
  const proof = libraryProof(record.callee);
  if (!proof || !isProtecting(proof)) return undefined;
  if (!sim.packages.includes(proof.package)) sim.packages.push(proof.package);
  if (sim.persona === 'user') return resolved(UNDEFINED);
  blame(sim, site);
  const error = object(site);
  error.props.set('name', literal('FastifyError'));
  error.props.set('statusCode', literal(401));
  return rejected(new Thrown(error, site));
}

/** `fastify.assert(user, 401)` of @fastify/sensible. */
function assertion(record: CallRecord, site: Site, sim: Simulation): Value | undefined {
  const [value] = record.args;
  const status = record.args.slice(1).map(statusCodeOf).find((one) => one !== undefined && one >= 100);
  const last = pathOf(record.callee).at(-1);
  if (!value || (last !== 'assert' && last !== 'ok')) return undefined;
  const test = record.expr.args[0] ?? record.expr;
  const holds = sim.machine.truth(value) ?? sim.machine.domain!.choose(value, test, { module: record.module, fn: -1, values: new Map() });
  if (holds) return UNDEFINED;
  sim.machine.domain!.decided?.(value, false, test, { module: record.module, fn: -1, values: new Map() });
  const error = object(site);
  error.props.set('name', literal('HttpError'));
  error.props.set('statusCode', literal(status ?? 500));
  throw new Thrown(error, site);
}

/** What `unsignCookie` of @fastify/cookie gives: whether the signature is good, and the value. */
export function unsigned(sim: Simulation, site: Site): Value {
  const made = object(site);
  const good = sim.persona === 'user';
  made.props.set('valid', good ? literal(true) : caller('absent', 'signature', site));
  made.props.set('renew', literal(false));
  made.props.set('value', good ? caller('claims', 'cookie', site) : caller('absent', 'cookie', site));
  return made;
}
