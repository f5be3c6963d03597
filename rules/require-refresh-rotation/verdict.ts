import type { CallSite, ModuleFacts, ProgramView, Span } from '../../src/model/index.ts';
import { namesRefreshToken } from '../token-names.ts';
import type { Branch, Event, Trace } from '../token-events.ts';
import { isOfPresentedOnly, racedWrite } from './writes.ts';

export type Fault = 'notRotated' | 'oldStaysValid' | 'reuseUndetected' | 'raced';

export interface Verdict {
  fault: Fault;
  /** The call that issues the access token, seen from the function that exchanges the token. */
  module: ModuleFacts;
  at: Span;
  /** Where the token is made, when that is elsewhere. */
  issued?: Event;
  /** Where the new refresh token is made, when one is. */
  renewed?: Event;
}

/** What is wrong with an exchange of a refresh token; nothing when it is right, is no exchange, or is not fully known. */
export function judge(program: ProgramView, trace: Trace, named: boolean, wanted: { reuse: boolean; race: boolean }): Verdict | undefined {
  const { events } = trace;
  const of = (what: Event['what']): Event[] => events.filter((event) => event.what === what);
  const access = of('access');
  if (access.length === 0 || of('unknown').length > 0 || of('external').length > 0) return undefined;
  const words = [...trace.words];
  if (!words.some(namesRefreshToken)) return undefined;
  const consumed = [...of('verify'), ...of('lookup')];
  if (of('password').length > 0 || (consumed.length === 0 && !named)) return undefined;

  const invalidated = of('invalidate');
  const onSuccess = invalidated.filter((event) => !isRefusal(event.branches, access));
  const renewed = of('refresh').filter((event) => !isRefusal(event.branches, access));
  const fault: Fault | undefined =
    renewed.length === 0 ? (onSuccess.length === 0 ? 'notRotated' : undefined)
    : onSuccess.length === 0 ? 'oldStaysValid'
    : wanted.reuse && consumed.length > 0 && !detectsReuse(program, invalidated, access, words) ? 'reuseUndetected' : undefined;
  const raced = !fault && wanted.race && renewed.length > 0 ? racedWrite(program, trace, onSuccess) : undefined;
  if (raced) return { fault: 'raced', module: raced.module, at: raced.at, ...(renewed[0] ? { renewed: renewed[0] } : {}) };
  if (!fault) return undefined;
  const [issued] = access;
  const depth = Math.max(0, ...consumed.map((event) => shared(event.chain, issued!.chain)));
  const step = issued!.chain[depth];
  return {
    fault,
    module: step ? step.module : issued!.module,
    at: step ? step.expr.callee : issued!.at,
    ...(step ? { issued: issued! } : {}),
    ...(renewed[0] ? { renewed: renewed[0] } : {}),
  };
}

/** One of the branches ends the request, and no access token is issued in it. */
function isRefusal(branches: Branch[], access: Event[]): boolean {
  return branches.some((branch) => (branch.exits || branch.inCatch) && !access.some((event) => event.branches.some((one) => one.test === branch.test && one.exits === branch.exits && one.inCatch === branch.inCatch)));
}

/** A refusal that takes back more than the token that was presented, or names that speak of reuse. A refusal because a token has expired is something else. */
function detectsReuse(program: ProgramView, invalidated: Event[], access: Event[], words: string[]): boolean {
  if (words.some((word) => /reus(e|ed|ing)|compromis|stolen|theft|breach|replay|famil(y|ies)|revoke_?all|logout_?all/i.test(word))) return true;
  return invalidated.some((event) => isRefusal(event.branches, access) && !isOfPresentedOnly(program, event) && event.branches.some((branch) => {
    const text = branch.test ? program.text(branch.module).slice(branch.test.start, branch.test.end) : '';
    return !/expir/i.test(text) || /revok|used|replaced|!/i.test(text);
  }));
}

/** How many calls two events have in common on their way from the handler. */
function shared(a: CallSite[], b: CallSite[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count]!.expr === b[count]!.expr) count++;
  return count;
}
