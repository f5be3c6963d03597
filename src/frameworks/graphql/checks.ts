import type { Site, Value } from '../../model/index.ts';
import { isProtecting, pass, type Element, type GivenProof, type JudgeContext, type RequestLine, type RequestState } from '../../guards/index.ts';

/** Checks in front of an operation, as libraries let them be put together. */
export type Check =
  | { kind: 'element'; element: Element }
  | { kind: 'all' | 'any'; checks: Check[]; name: string; site: Site }
  | { kind: 'not'; check: Check }
  | { kind: 'allow' }
  | { kind: 'deny'; name: string; site: Site };

/** The elements that a check comes to. Of alternatives, a caller needs to get past only one. */
export function elementsOfCheck(check: Check, request: RequestLine, state: RequestState, context: JudgeContext): Element[] {
  switch (check.kind) {
    case 'element': return [check.element];
    case 'all': return check.checks.flatMap((one) => elementsOfCheck(one, request, state, context));
    // Whom the inner check refuses gets past: nobody has to be known for that.
    case 'not': case 'allow': return [];
    case 'deny': return [given(check, { proves: 'authorization', basis: 'library', reason: 'it refuses every caller' })];
    case 'any': return [given(check, eitherProof(check.checks.map((one) => elementsOfCheck(one, request, state, context)), request, state, context))];
  }
}

function given(check: { name: string; site: Site }, proof: GivenProof): Element {
  const value: Value = { kind: 'literal', value: true };
  return { value, site: check.site, name: check.name, given: proof };
}

function eitherProof(ways: Element[][], request: RequestLine, state: RequestState, context: JudgeContext): GivenProof {
  const guards = ways.map((elements) => pass(elements, request, context, state).judged.map(({ judgement }) => judgement.guard));
  const protecting = guards.map((all) => all.filter(isProtecting));
  if (guards.length === 0) return { proves: 'nothing', basis: 'library' };
  if (protecting.every((all) => all.length > 0)) {
    const authorizes = protecting.every((all) => all.some((guard) => guard.proves === 'authorization' || guard.proves === 'ownership'));
    const first = protecting.flat().find((guard) => guard.evidence);
    const roles = authorizes ? [...new Set(protecting.flat().flatMap((guard) => guard.roles))] : [];
    return { proves: authorizes ? 'authorization' : 'authentication', basis: first?.basis ?? 'library', roles, ...(first?.evidence ? { evidence: first.evidence } : {}) };
  }
  const vague = guards.flat().find((guard) => guard.proves === 'unknown' && guard.reason !== undefined);
  // An open way is open whatever the others are.
  const open = guards.some((all) => all.every((guard) => guard.proves !== 'unknown' && !isProtecting(guard)));
  if (vague && !open) return { proves: 'unknown', basis: 'body', reason: vague.reason! };
  return { proves: 'nothing', basis: 'library', reason: 'one of its alternatives refuses nobody' };
}
