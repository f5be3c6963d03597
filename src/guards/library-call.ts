import type { CallRecord, Site, Value } from '../model/index.ts';
import { packageOf, siteOf, Thrown, UNDEFINED } from '../link/index.ts';
import { isCatalogued, libraryProof, unwrap } from './catalogue.ts';
import { isExempt, unlessCall } from './libraries/unless.ts';
import { blame, caller, type Simulation } from './simulation.ts';

/** `passport.authenticate('jwt', done)(req, res, next)`: a library's middleware called by the project's own code. */
export function callLibraryMiddleware(sim: Simulation, record: CallRecord, site: Site): Value | undefined {
  const next = record.args.find((arg) => (arg.kind === 'caller' && arg.what === 'next') || (arg.kind === 'function' && arg === record.args.at(-1)));
  const request = record.args.find((arg) => arg.kind === 'caller' && (arg.what === 'request' || arg.what === 'context'));
  if (!next && request && sim.persona !== 'user' && isCatalogued(record.callee)) {
    // A handler of a package that answers by itself.
    const answering = libraryProof(record.callee);
    if (answering?.proves === 'unknown' && answering.reason !== undefined) sim.unfollowed ??= answering.reason;
  }
  if (!next || !request) return undefined;
  const unless = unlessCall(record.callee);
  if (unless?.call.receiver) {
    const exempt = isExempt(unless, sim.request);
    if (exempt === false) return passTo(sim, unless.call.receiver, record, site);
    if (exempt === undefined) sim.unfollowed ??= 'its `unless` could not be worked out for this route';
    return goOn(sim, next, record);
  }
  const wrapped = unwrap(record.callee)?.at(-1);
  if (wrapped) return passTo(sim, wrapped, record, site);
  if (isComposed(record.callee)) {
    sim.unfollowed ??= `it passes requests to what \`${packageOf(record.callee)}\` makes of other functions, which was not followed`;
    return goOn(sim, next, record);
  }
  const known = libraryProof(record.callee);
  if (!known) return undefined;
  const refuses = known.proves !== 'nothing' && known.proves !== 'rate-limit' && known.proves !== 'csrf' && known.proves !== 'unknown';
  const done = record.callee.kind === 'result' ? record.callee.call.args.findLast((arg) => arg.kind === 'function') : undefined;
  const pkg = known.package;
  if (!sim.packages.includes(pkg)) sim.packages.push(pkg);
  if (done?.kind === 'function') {
    const user = refuses && sim.persona !== 'user' ? caller('absent', 'user', site) : caller('claims', 'user', site);
    sim.machine.invoke(done, [{ kind: 'literal', value: null }, refuses ? user : caller('input', 'user', site), caller('input', 'info', site)], done.self, site);
    return UNDEFINED;
  }
  if (refuses && sim.persona !== 'user') {
    blame(sim, site);
    if (known.proves === 'signature' || known.proves === 'shared-secret') sim.proof ??= known.proves;
    throw new Thrown({ kind: 'object', id: 0, props: new Map([['status', { kind: 'literal', value: 401 }]]), site }, site);
  }
  return goOn(sim, next, record);
}

/** A call of something else with the same arguments. */
function passTo(sim: Simulation, callee: Value, record: CallRecord, site: Site): Value | undefined {
  return callee.kind === 'function' ? sim.machine.invoke(callee, record.args, callee.self, site) : callLibraryMiddleware(sim, { ...record, callee }, site);
}

function goOn(sim: Simulation, next: Value, record: CallRecord): Value {
  if (next.kind === 'function') sim.machine.invoke(next, [], next.self, siteOf(record.module, record.expr));
  else if (next.kind === 'caller') sim.dialect.call(next, [], record, sim);
  return UNDEFINED;
}

/** Something of a package that was made of middleware: whether it lets a request through is for that middleware and the package to say. */
function isComposed(callee: Value): boolean {
  return callee.kind === 'result' && !callee.call.constructed && packageOf(callee) !== undefined && !isKnown(callee) && callee.call.args.some(holdsMiddleware);
}

/** The catalogue says what it proves, by what it is rather than by how it is called. */
function isKnown(callee: Value): boolean {
  const proof = libraryProof(callee);
  return proof !== undefined && proof.proves !== 'nothing' && proof.proves !== 'unknown';
}

/** A function that takes a request and something else; or several of them. */
export function holdsMiddleware(value: Value): boolean {
  if (value.kind === 'array') return value.elements.some(holdsMiddleware);
  return value.kind === 'function' && value.fn.params.length >= 2 && !/^_?(e|err|error|ex)$/i.test(value.module.bindings[value.fn.params[0]!.binding]?.name ?? '');
}
