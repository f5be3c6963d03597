import type { CallRecord, Site, Value } from '../../model/index.ts';
import { packageOf, pathOf, resultOf, settle, siteOf, textOf } from '../../link/index.ts';
import { answerWith, caller, fetchApi, fetchMember, fetchOutside, response, responseIn, statusCodeOf, statusIn, type Dialect, type Simulation } from '../../guards/index.ts';
import { PACKAGE } from './model.ts';

/** What Workers are given with the request: settings and secrets are in it. */
const ENV: Value = { kind: 'builtin', name: 'process.env' };

/** What the package's own functions make: `error(401)`, `json(data)`, `status(204)` (itty.dev, "Responses"). */
function made(record: CallRecord, sim: Simulation): Value | undefined {
  const name = packageOf(record.callee);
  if (name !== PACKAGE && !name?.startsWith(`${PACKAGE}/`)) return fetchOutside(record, sim);
  const site: Site = siteOf(record.module, record.expr);
  const [first, second] = record.args;
  switch (pathOf(record.callee).at(-1)) {
    case 'error': return response(statusCodeOf(first) ?? 500, site);
    case 'status': return response(statusCodeOf(first) ?? 200, site);
    case 'json': case 'text': case 'html': case 'png': case 'jpeg': case 'webp': return response(statusIn(second) ?? 200, site);
    case 'StatusError': return resultOf(record);
    default: return undefined;
  }
}

/** `(request, ...args)`: the first function that returns something answers; the others only look on, or set something. */
export const itty: Dialect = {
  ...fetchApi, name: 'itty-router',
  arguments: (fn) => fn.fn.params.map((param, i): Value => (i === 0 ? caller('request', 'request') : fn.module.bindings[param.binding]?.name === 'env' ? ENV : caller('input', 'argument'))),
  member: (target, name, site, sim) => (target.what === 'request' && name === 'proxy' ? target : target.what === 'request' && name === 'content' ? caller('input', 'body', site) : fetchMember(target, name, site, sim)),
  outside: made,
  returned(value, site, sim) {
    const given = settle(value);
    if (responseIn(given)) { answerWith(given, site, sim); return; }
    if (given.kind === 'literal' && (given.value === undefined || given.value === null)) sim.passed = true;
    else if (!(given.kind === 'caller' && given.what === 'absent')) { sim.ended = { kind: 'answered', site }; sim.status = 200; }
    else sim.passed = true;
  },
  thrown(value, site, sim) {
    answerWith(value, site, sim);
    const status = value.kind === 'result' && /StatusError$|error$/.test(pathOf(value.call.callee).at(-1) ?? '') ? Number(textOf(value.call.args[0] ?? value) ?? NaN) : NaN;
    if (sim.ended || Number.isNaN(status)) return;
    sim.status = status;
    sim.ended = { kind: 'answered', site };
  },
};

/** The handler: what it returns is the answer, also where that is nothing. */
export const ittyHandler: Dialect = {
  ...itty, name: 'itty-router handler',
  returned(value, site, sim) {
    itty.returned!(value, site, sim);
    if (!sim.passed) return;
    sim.passed = false;
    if (sim.because && !sim.becauseSkips) return;
    sim.ended = { kind: 'answered', site };
    sim.status = 200;
  },
};
