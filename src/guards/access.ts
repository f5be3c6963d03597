import type { Access, FunctionValue, Guard } from '../model/index.ts';
import { alternatives, positionOf, spend } from '../link/index.ts';
import type { RequestLine } from './dialect.ts';
import { contextFor, handlerJudgement, isForAll, isProtecting, judge, prove, type Element, type JudgeContext, type Judgement } from './judge.ts';
import { conventionOf } from './conventions.ts';
import { doubtfulAnswer } from './doubt.ts';
import { isDenied } from './outcome.ts';
import { follow } from './simulate.ts';
import type { Outcome } from './simulation.ts';
import { startState, verdictOf, type FunctionVerdict, type RequestState } from './verdict.ts';

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
  const { handler } = passage;
  const before = lookedAt(passage.before, handler, context);
  const { judged, state } = pass(before ?? [], passage.request, context);
  const last = handler && (alternatives(handler.value).some((value) => value.kind === 'function') ? { element: handler, judgement: handlerJudgement(handler, state) } : { element: handler, judgement: judge(handler, passage.request, state, context) });
  return verdict(judged, last, state, passage.request, context, before ? passage.unknown : TOO_MANY);
}

/** Why a route is not known behind which very many others stand. */
export const TOO_MANY = 'more stands in front of the routes of this project than is looked at';
const TOO_LONG = 'to follow all that the routes of this project do takes longer than is spent on it';

/** The elements, as long as those of all routes together are not too many. */
export function lookedAt<T>(elements: T[], handler: Element | undefined, { machine }: JudgeContext): T[] | undefined {
  const at = handler?.site.module ?? { path: '' };
  return elements.length === 0 || spend(machine, 'inFront', elements.length, at) ? elements : undefined;
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
    const reason = vague?.reason ?? unknown ?? (context.machine.budget.left.simulation > 0 ? undefined : TOO_LONG);
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

/** No way was found that lets an anonymous caller through, but not all of them were followed. */
function untried(verdicts: FunctionVerdict[], element: Element): Guard | undefined {
  const vague = verdicts.find(({ anonymous }) => anonymous.incomplete && anonymous.outcomes.some((one) => one.end === 'refused') && anonymous.outcomes.every((one) => one.end === 'refused' || one.end === 'failed'));
  if (!vague) return undefined;
  const { guard } = handlerJudgement(element, { props: new Map(), userProps: new Map(), protected: false });
  return { ...guard, proves: 'unknown', basis: 'body', inHandler: true, reason: `\`${element.name || 'the handler'}\` has more ways through it than can be tried; those that were tried turn anonymous callers away` };
}

const WAYS_IN = new Set(['login', 'sign-up', 'password reset', 'verification', 'invitation', 'OAuth']);

/** It calls something for its check, and what that does is not known. */
function unfollowed(verdicts: FunctionVerdict[], element: Element, request: RequestLine, state: RequestState): Guard | undefined {
  // What is checked by a way in is what someone logs in with.
  if (WAYS_IN.has(conventionOf(request) ?? '')) return undefined;
  const reason = verdicts.flatMap(({ anonymous }) => anonymous.outcomes).find((one) => one.end === 'answered' || one.end === 'silent' || one.end === 'next')?.unfollowed;
  return reason === undefined ? undefined : { ...handlerJudgement(element, state).guard, proves: 'unknown', basis: 'name', inHandler: true, reason };
}

/** It answers anonymous callers only as far as is known. */
function doubtful(handlers: FunctionValue[], verdicts: FunctionVerdict[], element: Element, request: RequestLine, state: RequestState, { machine, dialect }: JudgeContext): Guard | undefined {
  for (const [i, { anonymous }] of verdicts.entries()) {
    const answer = anonymous.outcomes.find((one) => one.end === 'answered');
    const reason = answer && doubtfulAnswer(answer, request, (choices) => follow(handlers[i]!, { machine, dialect, request, persona: 'anonymous', props: state.props, handler: true }, choices));
    if (!reason) return undefined;
    if (i === verdicts.length - 1) return { ...handlerJudgement(element, state).guard, proves: 'unknown', basis: 'body', inHandler: true, reason };
  }
  return undefined;
}

/** It is not let through: turned away, or stopped by what stops everybody. */
function isStopped(outcome: Outcome, verdict: FunctionVerdict): boolean {
  // `if (!process.env.SECRET) return;` gives nobody an answer.
  if (outcome.end === 'silent' && outcome.assumptions.at(-1)?.kind === 'environment') return true;
  return outcome.end === 'failed' || (outcome.end === 'refused' && (outcome.redirect === undefined || !isForAll(outcome, verdict)));
}

/**
 * No way through was found for someone who is logged in either, and this one ends where one of theirs does: past the check that it is put down to, which
 * turns anonymous callers away elsewhere.
 */
function getsAsFar(outcome: Outcome, { anonymous, user }: FunctionVerdict): boolean {
  if (outcome.end !== 'refused' || !outcome.because || !user || user.outcomes.length === 0 || user.outcomes.some((one) => one.end !== 'failed')) return false;
  const meetsUsers = ({ site }: Outcome): boolean => site !== undefined && user.outcomes.some((one) => one.site?.module === site.module && one.site.start === site.start);
  return meetsUsers(outcome) && anonymous.outcomes.some((one) => one.end === 'refused' && one.site !== undefined && !meetsUsers(one));
}

/** The check that a handler makes itself: every way through it for an anonymous caller ends in a refusal or an error. */
function insideOf(handlers: FunctionValue[], element: Element, line: RequestLine, state: RequestState, given: JudgeContext): Guard | undefined {
  const context = contextFor(element, given);
  const request = element.base === undefined ? line : { ...line, base: element.base };
  const verdicts = handlers.map((fn) => verdictOf(fn, request, state, context, true, true));
  const refused = (verdict: FunctionVerdict): Outcome[] => verdict.anonymous.outcomes.filter((one) => one.end === 'refused' && !isForAll(one, verdict));
  const refuses = verdicts.every((one) => !one.anonymous.incomplete && refused(one).length > 0 && one.anonymous.outcomes.every((outcome) => isStopped(outcome, one) && !getsAsFar(outcome, one)));
  const deciding = verdicts.flatMap((one) => (refuses ? refused(one) : one.user?.outcomes.filter(isDenied) ?? []));
  if (!refuses && (!state.protected || deciding.length === 0)) return state.protected ? undefined : unfollowed(verdicts, element, request, state) ?? untried(verdicts, element) ?? doubtful(handlers, verdicts, element, request, state, context);
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
