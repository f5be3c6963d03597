import type { Value } from '../model/index.ts';
import { alternatives } from '../link/index.ts';
import { contextMaker, handlerJudgement, isProtecting, judge, pass, simulate, startState, verdict, type Element, type Judged, type JudgeContext, type RequestLine, type RequestState, type Verdict } from '../guards/index.ts';

/** What a request has been through when it reaches the operations of one endpoint. */
export interface Arrival {
  judged: Judged[];
  state: RequestState;
  /** What callers can make the context say by sending credentials of their own making, where these are not verified. */
  forged?: Map<string, Value>;
}

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
  const arrival: Arrival = { judged: [...there, { element: maker, judgement }], state: { ...judgement.state, userProps: forUsers } };
  const forged = forgedBy(maker, request, state, context);
  if (forged) arrival.forged = forged;
  return arrival;
}

function forgedBy(maker: Element, request: RequestLine, state: RequestState, { machine }: JudgeContext): Map<string, Value> | undefined {
  const props = new Map(state.props);
  let isForged = false;
  for (const fn of alternatives(maker.value)) {
    if (fn.kind !== 'function') continue;
    const { outcomes } = simulate(fn, { machine, dialect: maker.dialect ?? contextMaker, request, persona: 'forger', props: state.props });
    for (const outcome of outcomes) {
      if (outcome.end !== 'next') continue;
      for (const [name, value] of outcome.props) {
        const here = holds(value, (one) => one.kind === 'caller' && one.what === 'forged', 1);
        isForged ||= here;
        if (here || !props.has(name)) props.set(name, value);
      }
    }
  }
  return isForged ? props : undefined;
}

export const NOWHERE: Arrival = { judged: [], state: startState() };

/** Access of one operation behind an endpoint. */
export function accessBehind(arrival: Arrival, before: Element[], handler: Element | undefined, request: RequestLine, context: JudgeContext, unknown?: string): Verdict {
  const given = verdictFrom(arrival.judged, arrival.state, before, handler, request, context, unknown);
  if (!arrival.forged || (given.access !== 'authenticated' && given.access !== 'authorized')) return given;
  const forged = verdictFrom(arrival.judged, { ...arrival.state, props: arrival.forged }, before, handler, request, context, unknown);
  if (forged.access === 'authenticated' || forged.access === 'authorized') return given;
  return { ...given, access: 'unknown', roles: [], inHandler: false, unknownReason: 'the context says who is calling by what the caller sends, and nothing here verifies that: something in front of the server has to' };
}

function verdictFrom(arrived: Judged[], from: RequestState, before: Element[], handler: Element | undefined, request: RequestLine, context: JudgeContext, unknown: string | undefined): Verdict {
  const { judged, state } = pass(before, request, context, from);
  const last = handler && (alternatives(handler.value).some((value) => value.kind === 'function') ? { element: handler, judgement: handlerJudgement(handler, state) } : { element: handler, judgement: judge(handler, request, state, context) });
  return verdict([...arrived, ...judged], last, state, request, context, unknown);
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
