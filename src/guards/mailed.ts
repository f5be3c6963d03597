import type { CallerValue } from '../model/index.ts';
import type { Simulation } from './simulation.ts';

const PURPOSE = /reset|confirm|invit|(?<!can)activat|unsubscrib|forgot|recover|magic|opt-?_?out|(verif|valid)\w*[-_]?(e-?mail|address|account)|(e-?mail|account)\w*[-_/]?(verif|valid)/i;

/** All headers or cookies, handed over to whoever looks for the credential in them. */
const CARRIER = /^(headers|rawHeaders|cookies|signedCookies|session|ctx\.cookie)$/;

/**
 * Whether what is verified came to someone by mail: a token in the body or the URL of a reset, a confirmation, an invitation.
 * Who has it may go on without being anyone's session: it is no credential of a caller (OWASP, Forgot Password Cheat Sheet).
 */
export function isMailed(sim: Simulation, parts: CallerValue[]): boolean {
  if (parts.length === 0 || parts.some((one) => one.what !== 'input' || CARRIER.test(one.name))) return false;
  sim.readsPath = true;
  return [sim.request.path, ...sim.machine.stack.map(({ fn }) => fn.fn.name)].some((name) => PURPOSE.test(name));
}

const LOGIN = /(^|[/._-])(log|sign)-?in(?=$|[/._-])|(google|apple|facebook|github|microsoft|firebase|twitter|linkedin|social|oauth)[-_/.]?(auth|log-?in|sign-?in)(?=$|[/._-])/i;

/** Whether what is verified is what someone logs in with: a token of another service, in the body of a login that anyone may try. */
export function isLoginToken(sim: Simulation, parts: CallerValue[]): boolean {
  if (parts.length === 0 || parts.some((one) => one.what !== 'input' || CARRIER.test(one.name))) return false;
  sim.readsPath = true;
  return LOGIN.test(sim.request.path);
}
