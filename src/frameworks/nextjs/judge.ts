import type { FunctionValue } from '../../model/index.ts';
import { alternatives } from '../../link/index.ts';
import { handlerJudgement, isProtecting, judge, pass, startState, verdict, verdictOf, type Element, type JudgeContext, type RequestLine, type RequestState, type Verdict } from '../../guards/index.ts';
import { noteAlone } from './middleware.ts';

/** An entry point, and all that a request meets on its way to it. */
export interface Passage {
  request: RequestLine;
  middleware: Element[];
  /** What the declaration itself puts in front of the handler. */
  before: Element[];
  handler: Element;
  unknown?: string | undefined;
}

/** Access of an entry point. What a middleware learns of a request does not reach the handler: it is another process, or another run. */
export function judgePassage({ request, middleware, before, handler, unknown }: Passage, context: JudgeContext): Verdict {
  const front = pass(middleware, request, context);
  const own = pass(before, request, context, { ...startState(), protected: front.state.protected });
  const isFunction = alternatives(handler.value).some((value) => value.kind === 'function');
  const last = { element: handler, judgement: isFunction ? handlerJudgement(handler, own.state) : judge(handler, request, own.state, context) };
  const result = verdict([...front.judged, ...own.judged], last, own.state, request, context, unknown);
  const proofs = result.guards.filter(isProtecting);
  noteAlone(front.judged, proofs.length > 0 && proofs.every((guard) => front.judged.some(({ judgement }) => judgement.guard === guard)));
  if (result.access === 'public' && isClosed(handler, own.state, request, context)) {
    return { ...result, access: 'unknown', unknownReason: `no way was found on which \`${handler.name}\` answers anyone` };
  }
  return result;
}

/** No way that was tried lets an anonymous caller through, and there may be others: for another path, or that were not tried. */
function isClosed(handler: Element, state: RequestState, request: RequestLine, context: JudgeContext): boolean {
  const functions = alternatives(handler.value).filter((value): value is FunctionValue => value.kind === 'function');
  return functions.length > 0 && functions.every((fn) => {
    const { anonymous } = verdictOf(fn, request, state, handler.dialect ? { ...context, dialect: handler.dialect } : context, true);
    if (anonymous.outcomes.length === 0 || anonymous.outcomes.some((one) => one.end !== 'failed' && one.end !== 'refused' && one.end !== 'unknown')) return false;
    return anonymous.incomplete || (anonymous.lineRead.has('path') && anonymous.outcomes.every((one) => one.end === 'failed'));
  });
}
