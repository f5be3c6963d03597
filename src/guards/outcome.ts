import type { Site, Value } from '../model/index.ts';
import { rejection, settle, textOf, type Thrown } from '../link/index.ts';
import { isLoginLocation, isLoginPage } from './names.ts';
import { statusCodeOf, statusNamed } from './status.ts';
import { isBlamed, OWNERSHIP, type Outcome, type Simulation } from './simulation.ts';

/** RFC 9110; 419 and 498 where sessions and tokens have expired. 499 is a client that went away. */
const AUTH_STATUS = new Set([401, 403, 407, 419, 498]);

/** A caller who is logged in is turned away: openly, or as if the object of someone else were not there. */
export function isDenied(outcome: Outcome): boolean {
  if (outcome.end === 'refused') return true;
  if (outcome.end !== 'failed' || outcome.assumptions.at(-1)?.name !== OWNERSHIP) return false;
  // Neither the role nor the object's owner.
  return outcome.status === 403 || outcome.status === 404 || (outcome.status !== undefined && outcome.roles.length > 0);
}

/** How a run ended, from what it did, returned or threw. */
export function conclude(sim: Simulation, returned: Value | undefined, thrown: Thrown | undefined, site: Site): Outcome {
  const rejected = thrown ?? (returned ? rejection(returned) : undefined);
  if (!sim.passed && !sim.ended) {
    if (rejected?.value) sim.dialect.thrown?.(rejected.value, rejected.site, sim);
    else if (!rejected && returned) sim.dialect.returned?.(settle(returned), site, sim);
  }
  // What a dialect took for an answer is none to be taken for an error as well.
  const error = sim.ended ? undefined : rejected;
  const done = (end: Outcome['end'], site?: Site, status?: number): Outcome => {
    const outcome: Outcome = { end, roles: sim.roles, assumptions: sim.assumptions, props: sim.props, packages: sim.packages };
    if (site) outcome.site = site;
    if (status !== undefined) outcome.status = status;
    if (sim.ended?.redirect !== undefined) outcome.redirect = sim.ended.redirect;
    const because = sim.because ?? (end === 'refused' ? sim.stumbled : undefined);
    if (because) outcome.because = because;
    if (sim.unfollowed !== undefined) outcome.unfollowed = sim.unfollowed;
    if (sim.proof) outcome.proof = sim.proof;
    if (sim.roles.length > 0 && sim.roles.every((role) => sim.scopes.has(role))) outcome.scoped = true;
    return outcome;
  };
  if (sim.passed) return done('next', sim.ended?.site);
  if (sim.ended?.kind === 'error') return failure(sim, sim.ended.value, sim.ended.site, done);
  if (sim.ended?.kind === 'answered') {
    const { status } = sim;
    if (sim.ended.redirect !== undefined) {
      const sent = sim.persona === 'user' && sim.because !== undefined && isLoginLocation(sim.ended.redirect);
      // Whatever it was that did not like what a forger sent, the way to log in is no answer.
      const sentBack = sim.persona === 'forger' && sim.asksCredential && isLoginPage(sim.ended.redirect);
      return done(sent || sentBack || isBlamed(sim) ? 'refused' : 'answered', sim.ended.site, status ?? 302);
    }
    if (status !== undefined && AUTH_STATUS.has(status)) return done('refused', sim.ended.site, status);
    if (status !== undefined && status >= 400) return done(isBlamed(sim) && !isForEveryone(status) ? 'refused' : 'failed', sim.ended.site, status);
    return done('answered', sim.ended.site, status);
  }
  if (error) return failure(sim, error.value, error.site, done);
  return done(sim.because ? 'refused' : 'silent');
}

function failure(sim: Simulation, value: Value | undefined, site: Site, done: (end: Outcome['end'], site?: Site, status?: number) => Outcome): Outcome {
  const status = value ? statusOf(value) : undefined;
  if (status !== undefined && AUTH_STATUS.has(status)) return done('refused', site, status);
  return done(isBlamed(sim) && !isForEveryone(status) ? 'refused' : 'failed', site, status);
}

/** Too many requests, or down for maintenance: whoever calls. */
function isForEveryone(status: number | undefined): boolean {
  return status === 429 || status === 503;
}

const REFUSING_NAME = /unauthor|forbidden|notauth|unauthent|accessdenied|access_denied|permission|invalidtoken|tokenexpired|jsonwebtoken|authentication|authorization|autherror/i;

/** The HTTP status that an error stands for: its `status`, or what its class is called. */
export function statusOf(value: Value): number | undefined {
  if (value.kind === 'object') {
    for (const name of ['status', 'statusCode', 'httpStatus', 'httpCode', 'code']) {
      const given = value.props.get(name);
      const code = statusCodeOf(given) ?? (given && statusNamed(textOf(given) ?? ''));
      if (code !== undefined && code >= 100) return code;
    }
    let name = value.cls?.cls.name ?? '';
    const message = value.props.get('message');
    name += ` ${textOf(value.props.get('name') ?? { kind: 'literal', value: '' }) ?? ''}`;
    if (REFUSING_NAME.test(name)) return /forbidden|denied|permission/i.test(name) ? 403 : 401;
    const text = message ? textOf(message) : undefined;
    return text !== undefined && /^(un|not )?(authori[sz]ed|authenticated)|^forbidden|access denied|permission denied/i.test(text) ? 401 : undefined;
  }
  if (value.kind === 'result') {
    const path = value.call.callee.kind === 'external' ? value.call.callee.path.join('.') : value.call.method;
    if (REFUSING_NAME.test(path)) return /forbidden|denied|permission/i.test(path) ? 403 : 401;
    return value.call.args.map(statusCodeOf).find((code) => code !== undefined && code >= 100);
  }
  if (value.kind === 'literal' && typeof value.value === 'string' && /unauthori[sz]ed|forbidden|not authenticated|access denied/i.test(value.value)) return 401;
  return undefined;
}
