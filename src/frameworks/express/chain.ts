import type { Condition, FunctionValue } from '../../model/index.ts';
import { alternatives } from '../../link/index.ts';
import { callsNext, innermost, isHandler, isProtecting, judge, lookedAt, startState, TOO_MANY, verdictOf, type Element, type Judged, type Judgement, type JudgeContext, type RequestLine, type RequestState } from '../../guards/index.ts';
import { underConditions } from '../conditional.ts';
import { easiest } from '../openapi.ts';
import type { Layers, Placed } from '../layers.ts';
import { covers } from '../paths.ts';
import type { Ways } from './openapi-security.ts';

/** An element that requests pass on their way to what is registered after it. */
export interface Layer extends Placed {
  /** What `req.path` is relative to inside it. */
  base: string;
  /** `undefined`: every method. */
  method: string | undefined;
  element: Element;
  conditional: Condition[];
}

export interface Inherited {
  judged: Judged[];
  state: RequestState;
  /** Why it is not known. */
  unknown?: string;
  judge(element: Element, request: RequestLine, state: RequestState): Judgement;
}

/** What a request has been through when it reaches a registration, in order. */
export function chainFor(layers: Layers<Layer>, request: RequestLine, context: JudgeContext, conditions: Condition[], ways?: Ways): Inherited {
  const judged: Inherited['judged'] = [];
  let state = startState();
  const near = layers.near(request.path);
  const inFront = lookedAt(near, near.at(-1)?.element, context);
  for (const layer of inFront ?? []) {
    if (layer.method !== undefined && layer.method !== 'ALL' && layer.method !== request.method) continue;
    if (!covers(layer.pattern, layer.prefix, request.path, layer.exact)) continue;
    for (const element of easiest(ways?.(layer.element, request) ?? [[layer.element]], request, state, context)) {
      const judgement = underConditions(judge(element, { ...request, base: layer.base }, state, context), layer.conditional, conditions, state);
      judged.push({ element, judgement });
      // What answers every request ends the way here; that another route stands behind it is the code's own affair.
      if (!judgement.handler) state = judgement.state;
    }
  }
  return { judged, state, ...(inFront ? {} : { unknown: TOO_MANY }), judge: (element, line, given) => judge(element, line, given, context) };
}

/** A registration whose last element only lets through or refuses: the handler is registered later. */
export function isGuardOnly(own: Judged[], context: JudgeContext, request: RequestLine): boolean {
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
