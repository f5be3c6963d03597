import type { CallRecord, Site, Value } from '../model/index.ts';
import { Thrown, UNDEFINED } from '../link/index.ts';
import { libraryProof } from './catalogue.ts';
import { blame, caller, type Simulation } from './simulation.ts';

/** `passport.authenticate('jwt', done)(req, res, next)`: a library's middleware called by the project's own code. */
export function callLibraryMiddleware(sim: Simulation, record: CallRecord, site: Site): Value | undefined {
  const next = record.args.find((arg) => (arg.kind === 'caller' && arg.what === 'next') || (arg.kind === 'function' && arg === record.args.at(-1)));
  const request = record.args.find((arg) => arg.kind === 'caller' && (arg.what === 'request' || arg.what === 'context'));
  if (!next || !request) return undefined;
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
  if (next.kind === 'function') sim.machine.invoke(next, [], next.self, site);
  else if (next.kind === 'caller') sim.dialect.call(next, [], record, sim);
  return UNDEFINED;
}
