import type { Access, Condition, FunctionValue, Guard } from '../../model/index.ts';
import { alternatives, positionOf } from '../../link/index.ts';
import { isDenied, isProtecting, judge, prove, startState, verdictOf, type Element, type Judgement, type JudgeContext, type RequestLine, type RequestState } from '../../guards/index.ts';
import { callsNext, innermost, isHandler } from './handlers.ts';
import { covers, type Pattern } from './paths.ts';

/** An element that requests pass on their way to what is registered after it. */
export interface Layer {
  pattern: Pattern;
  /** Where the router that holds it is mounted. */
  prefix: string;
  /** What `req.path` is relative to inside it. */
  base: string;
  exact: boolean;
  /** `undefined`: every method. */
  method: string | undefined;
  element: Element;
  conditional: Condition[];
}

export interface Inherited {
  judged: { element: Element; judgement: Judgement }[];
  state: RequestState;
  judge(element: Element, request: RequestLine, state: RequestState): Judgement;
}

/** What a request has been through when it reaches a registration, in order. */
export function chainFor(layers: Layer[], request: RequestLine, context: JudgeContext, conditions: Condition[]): Inherited {
  const judged: Inherited['judged'] = [];
  let state = startState();
  for (const layer of layers) {
    if (layer.method !== undefined && layer.method !== 'ALL' && layer.method !== request.method) continue;
    if (!covers(layer.pattern, layer.prefix, request.path, layer.exact)) continue;
    const judgement = judge(layer.element, { ...request, base: layer.base }, state, context);
    // A name says something of what is there, but this may not be there at all.
    if (judgement.guard.basis === 'name' && isProtecting(judgement.guard) && layer.conditional.some((one) => !conditions.some((other) => other.test === one.test && other.holds === one.holds))) {
      const reason = `${judgement.guard.reason ?? `\`${judgement.guard.name}\` is known by its name only`}, and is there only under a condition`;
      judged.push({ element: layer.element, judgement: { ...judgement, guard: { ...judgement.guard, proves: 'unknown', reason }, state } });
      continue;
    }
    judged.push({ element: layer.element, judgement });
    // What answers every request ends the way here; that another route stands behind it is the code's own affair.
    if (!judgement.handler) state = judgement.state;
  }
  return { judged, state, judge: (element, line, given) => judge(element, line, given, context) };
}

/** A registration whose last element only lets through or refuses: the handler is registered later. */
export function isGuardOnly(own: { element: Element; judgement: Judgement }[], context: JudgeContext, request: RequestLine): boolean {
  const last = own.at(-1);
  if (!last) return true;
  const { guard } = last.judgement;
  if (guard.basis === 'library') return isProtecting(guard) && guard.reason === undefined;
  const functions = alternatives(last.element.value).filter((value): value is FunctionValue => value.kind === 'function');
  if (functions.length === 0 || functions.some(isHandler)) return false;
  return functions.every((fn) => {
    const { anonymous, user } = verdictOf(fn, request, { ...startState(), protected: true }, context, false);
    const outcomes = [...anonymous.outcomes, ...(user?.outcomes ?? [])];
    // A check for a role lets neither persona through.
    const passes = outcomes.some((one) => one.end === 'next') || (outcomes.some((one) => one.roles.length > 0) && innermost([fn]).every(callsNext));
    return passes && !outcomes.some((one) => one.end === 'answered' || one.end === 'unknown');
  });
}

export interface Verdict {
  access: Access;
  roles: string[];
  inHandler: boolean;
  guards: Guard[];
  unknownReason?: string;
}

/** Access of a route from all that stands in front of its handler, and from the handler itself. */
export function verdict(inherited: Inherited, own: { element: Element; judgement: Judgement }[], request: RequestLine, context: JudgeContext, unmounted: string | undefined): Verdict {
  const last = own.at(-1);
  const before = [...inherited.judged, ...own.slice(0, -1)].filter(({ judgement }) => !judgement.handler || isProtecting(judgement.guard));
  const guards = before.map(({ judgement }) => judgement.guard).filter((guard) => guard.proves !== 'nothing' || guard.reason !== undefined || guard.populates === true);
  const handlers = last ? alternatives(last.element.value).filter((value): value is FunctionValue => value.kind === 'function') : [];
  const inside = handlers.length > 0 ? insideOf(handlers, last!.element, request, stateBefore(inherited, own), context) : lastAsGuard(last);
  const all = inside ? [...guards, inside] : guards;
  const protecting = all.filter(isProtecting);
  const deciding = protecting.filter((guard) => guard.proves === 'authorization' || guard.proves === 'ownership');
  const roles = [...new Set(deciding.flatMap((guard) => guard.roles))];
  const result: Verdict = { access: 'public', roles, inHandler: false, guards: all };
  if (deciding.length > 0) result.access = 'authorized';
  else if (protecting.length > 0) result.access = 'authenticated';
  else {
    const vague = all.find((guard) => guard.proves === 'unknown');
    const reason = vague?.reason ?? unmounted;
    if (reason) { result.access = 'unknown'; result.unknownReason = reason; }
  }
  const outside = protecting.filter((guard) => !guard.inHandler);
  result.inHandler = protecting.length > 0 && (outside.length === 0 || (deciding.length > 0 && deciding.every((guard) => guard.inHandler)));
  return result;
}

function stateBefore(inherited: Inherited, own: { judgement: Judgement }[]): RequestState {
  return own.length > 1 ? own.at(-2)!.judgement.state : inherited.state;
}

/** A library's guard in the handler's place. */
function lastAsGuard(last: { element: Element; judgement: Judgement } | undefined): Guard | undefined {
  if (!last) return undefined;
  const { guard } = last.judgement;
  return guard.startsLogin || (isProtecting(guard) && guard.basis !== 'name') ? guard : undefined;
}

/** The check that a handler makes itself: every way through it for an anonymous caller ends in a refusal or an error. */
function insideOf(handlers: FunctionValue[], element: Element, request: RequestLine, state: RequestState, context: JudgeContext): Guard | undefined {
  const verdicts = handlers.map((fn) => verdictOf(fn, request, state, context, true));
  const refuses = verdicts.every(({ anonymous }) => !anonymous.incomplete && anonymous.outcomes.some((one) => one.end === 'refused') && anonymous.outcomes.every((one) => one.end === 'refused' || one.end === 'failed'));
  const deciding = verdicts.flatMap(({ anonymous, user }) => (refuses ? anonymous.outcomes.filter((one) => one.end === 'refused') : user?.outcomes.filter(isDenied) ?? []));
  if (!refuses && (!state.protected || deciding.length === 0)) return undefined;
  const fn = handlers[0]!;
  const at = positionOf(fn.module, fn.fn.start);
  const applied = positionOf(element.site.module, element.site.start);
  const guard: Guard = {
    name: element.name || fn.fn.name || 'handler', proves: 'authentication', basis: 'body', roles: [], inHandler: true,
    file: fn.module.path, line: at.line, column: at.column, appliedAt: { file: element.site.module.path, line: applied.line, column: applied.column },
  };
  prove(guard, deciding, verdicts[0]!);
  return refuses || guard.proves === 'authorization' || guard.proves === 'ownership' ? guard : undefined;
}
