import type { Access, FunctionValue, Guard } from '../model/index.ts';
import { alternatives, positionOf } from '../link/index.ts';
import type { RequestLine } from './dialect.ts';
import { contextFor, handlerJudgement, isProtecting, judge, prove, type Element, type JudgeContext, type Judgement } from './judge.ts';
import { isDenied } from './outcome.ts';
import { startState, verdictOf, type RequestState } from './verdict.ts';

/** An element in its place, and what was found of it. */
export interface Judged { element: Element; judgement: Judgement }

export interface Verdict {
  access: Access;
  roles: string[];
  inHandler: boolean;
  guards: Guard[];
  /** Every element in front of the handler, and the handler's own check, in order: also those that prove nothing. */
  passed: Guard[];
  unknownReason?: string;
}

/** What a request passes on its way to one handler, as a framework found it. */
export interface Passage {
  request: RequestLine;
  /** Everything in front of the handler, in the order in which the framework runs it. */
  before: Element[];
  handler?: Element | undefined;
  /** Why what stands in front is not known for sure: without a guard that is, the access is `unknown`. */
  unknown?: string | undefined;
}

/** Access of a route. Elements are judged in order, each with what those before it left on the request. */
export function accessOf(passage: Passage, context: JudgeContext): Verdict {
  const { judged, state } = pass(passage.before, passage.request, context);
  const { handler } = passage;
  const last = handler && (alternatives(handler.value).some((value) => value.kind === 'function') ? { element: handler, judgement: handlerJudgement(handler, state) } : { element: handler, judgement: judge(handler, passage.request, state, context) });
  return verdict(judged, last, state, passage.request, context, passage.unknown);
}

/** Judges elements in order. */
export function pass(elements: Element[], request: RequestLine, context: JudgeContext, from: RequestState = startState()): { judged: Judged[]; state: RequestState } {
  const judged: Judged[] = [];
  let state = from;
  for (const element of elements) {
    const judgement = judge(element, request, state, context);
    judged.push({ element, judgement });
    if (!judgement.handler) state = judgement.state;
  }
  return { judged, state };
}

/** Access from what was found of everything in front of the handler, and of the handler itself. `state`: the request as it reaches the handler. */
export function verdict(passed: Judged[], last: Judged | undefined, state: RequestState, request: RequestLine, context: JudgeContext, unknown: string | undefined): Verdict {
  const before = passed.filter(({ judgement }) => !judgement.handler || isProtecting(judgement.guard));
  const guards = before.map(({ judgement }) => judgement.guard).filter((guard) => guard.proves !== 'nothing' || guard.reason !== undefined || guard.populates === true);
  const handlers = last ? alternatives(last.element.value).filter((value): value is FunctionValue => value.kind === 'function') : [];
  const inside = handlers.length > 0 && !last!.element.given ? insideOf(handlers, last!.element, request, state, context) : lastAsGuard(last);
  const all = inside ? [...guards, inside] : guards;
  const protecting = all.filter(isProtecting);
  const deciding = protecting.filter((guard) => guard.proves === 'authorization' || guard.proves === 'ownership');
  const roles = [...new Set(deciding.flatMap((guard) => guard.roles))];
  const passedBy = passed.map(({ judgement }) => judgement.guard);
  const result: Verdict = { access: 'public', roles, inHandler: false, guards: all, passed: inside ? [...passedBy, inside] : passedBy };
  if (deciding.length > 0) result.access = 'authorized';
  else if (protecting.length > 0) result.access = 'authenticated';
  else {
    const vague = all.find((guard) => guard.proves === 'unknown');
    const reason = vague?.reason ?? unknown;
    if (reason) { result.access = 'unknown'; result.unknownReason = reason; }
  }
  const outside = protecting.filter((guard) => !guard.inHandler);
  result.inHandler = protecting.length > 0 && (outside.length === 0 || (deciding.length > 0 && deciding.every((guard) => guard.inHandler)));
  return result;
}

/** A library's guard in the handler's place. */
function lastAsGuard(last: { element: Element; judgement: Judgement } | undefined): Guard | undefined {
  if (!last) return undefined;
  const { guard } = last.judgement;
  return guard.startsLogin || (isProtecting(guard) && guard.basis !== 'name') ? guard : undefined;
}

/** The check that a handler makes itself: every way through it for an anonymous caller ends in a refusal or an error. */
function insideOf(handlers: FunctionValue[], element: Element, line: RequestLine, state: RequestState, given: JudgeContext): Guard | undefined {
  const context = contextFor(element, given);
  const request = element.base === undefined ? line : { ...line, base: element.base };
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
