import type { Value } from '../model/index.ts';
import { alternatives } from '../link/index.ts';
import { contextMaker, handlerJudgement, isProtecting, judge, pass, startState, verdict, type Element, type Judged, type JudgeContext, type RequestLine, type RequestState, type Verdict } from '../guards/index.ts';

/** What a request has been through when it reaches the operations of one endpoint. */
export interface Arrival { judged: Judged[]; state: RequestState }

/**
 * A request at an endpoint that many operations share: behind what the HTTP server runs in front of it, and with the context
 * that a function of the application makes of it. `maker`: that function, if it is known.
 */
export function arrivalAt(front: Element[], maker: Element | undefined, request: RequestLine, context: JudgeContext): Arrival {
  const { judged, state } = pass(front, request, context);
  // All operations of the endpoint pass here: one that is too long to follow, and not named like a guard, must not make all of them unknown.
  const there = judged.filter(({ element, judgement }) => (!judgement.handler || isProtecting(judgement.guard)) && !(judgement.guard.proves === 'unknown' && judgement.guard.basis === 'name' && element.value.kind === 'function'));
  if (!maker || !alternatives(maker.value).some((one) => one.kind === 'function')) return { judged: there, state };
  const judgement = judge({ dialect: contextMaker, ...maker }, request, state, context);
  // One that could not be followed says nothing, whatever it is called.
  if (judgement.guard.basis === 'name' || judgement.handler) return { judged: there, state };
  // Of those who are let in, the ones that are known find other things in the context than the rest.
  const forUsers = judge({ dialect: contextMaker, ...maker }, request, { ...state, protected: true }, context).state.userProps;
  return { judged: [...there, { element: maker, judgement }], state: { ...judgement.state, userProps: forUsers } };
}

export const NOWHERE: Arrival = { judged: [], state: startState() };

/** Access of one operation behind an endpoint. */
export function accessBehind(arrival: Arrival, before: Element[], handler: Element | undefined, request: RequestLine, context: JudgeContext, unknown?: string): Verdict {
  const { judged, state } = pass(before, request, context, arrival.state);
  const last = handler && (alternatives(handler.value).some((value) => value.kind === 'function') ? { element: handler, judgement: handlerJudgement(handler, state) } : { element: handler, judgement: judge(handler, request, state, context) });
  return verdict([...arrival.judged, ...judged], last, state, request, context, unknown);
}

/** The verdict of an operation that is set up in one of several ways, chosen when the application starts. */
export function eitherOf(verdicts: Verdict[], name: string): Verdict {
  const first = verdicts[0]!;
  if (verdicts.every((one) => one.access === first.access)) return first;
  // A role in some of the ways is not one in all of them.
  if (verdicts.every((one) => one.access === 'authenticated' || one.access === 'authorized')) return verdicts.find((one) => one.access === 'authenticated')!;
  return { ...first, access: 'unknown', roles: [], inHandler: false, unknownReason: `\`${name}\` is built in one of several ways, chosen when the application starts, and not all of them refuse a caller` };
}

/** A value that holds another, looked for in lists and in plain objects. */
export function holds(value: Value, wanted: (one: Value) => boolean, depth = 2): boolean {
  return alternatives(value).some((one) => {
    if (wanted(one)) return true;
    if (depth === 0) return false;
    if (one.kind === 'array') return one.elements.some((element) => holds(element, wanted, depth - 1));
    return one.kind === 'object' && one.cls === undefined && [...one.props.values()].some((member) => holds(member, wanted, depth - 1));
  });
}
