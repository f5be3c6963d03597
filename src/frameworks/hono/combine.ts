import type { FunctionValue, ResultValue, Site, Value } from '../../model/index.ts';
import { alternatives, textOf, truth } from '../../link/index.ts';
import { isProtecting, judge, verdictOf, type Dialect, type Element, type Judged, type Judgement, type JudgeContext, type RequestLine, type RequestState, type Simulation } from '../../guards/index.ts';
import { nameOfValue } from '../elements.ts';
import { exportNamed } from './model.ts';
import { covers, patternOf } from './paths.ts';
import { hono } from './dialect.ts';

/** What was found of elements in order, and the request behind them. */
export interface Passed { judged: Judged[]; state: RequestState }

/** Judges elements in order, those inside `every`, `some` and `except` of `hono/combine` as these run them. */
export function passThrough(elements: Element[], request: RequestLine, from: RequestState, context: JudgeContext): Passed {
  const judged: Judged[] = [];
  let state = from;
  for (const element of elements) {
    const combined = combination(element.value);
    if (combined && nameOf(combined) !== 'some') {
      const inner = required(combined, element, request, state, context);
      judged.push(...inner.judged);
      state = inner.state;
      continue;
    }
    const judgement = combined ? oneOf(combined, element, request, state, context) : judge(element, request, state, context);
    judged.push({ element, judgement });
    if (!judgement.handler) state = judgement.state;
  }
  return { judged, state };
}

function combination(value: Value): ResultValue | undefined {
  return value.kind === 'result' && nameOf(value) !== undefined ? value : undefined;
}

function nameOf(value: ResultValue): string | undefined {
  return exportNamed(value.call.callee, 'every', 'some', 'except');
}

/** `every(...)`: all of them. `except(condition, ...)`: all of them, unless the condition holds. */
function required(combined: ResultValue, element: Element, request: RequestLine, state: RequestState, context: JudgeContext): Passed {
  const except = nameOf(combined) === 'except';
  const inner = passThrough(insideOf(combined.call.args.slice(except ? 1 : 0), element), request, state, context);
  if (!except) return inner;
  const exempt = isExempt(combined.call.args[0], request, state, context);
  if (exempt === false) return inner;
  const reason = exempt ? 'its `except` lets this route through' : 'the condition of its `except` could not be worked out for this route';
  const judged = inner.judged.map((one): Judged => (isProtecting(one.judgement.guard) ? { ...one, judgement: { ...one.judgement, guard: { ...one.judgement.guard, proves: exempt ? 'nothing' : 'unknown', reason }, state } } : one));
  return { judged, state };
}

/** `some(...)`: whoever gets past one of them gets past it. */
function oneOf(combined: ResultValue, element: Element, request: RequestLine, state: RequestState, context: JudgeContext): Judgement {
  const all = insideOf(combined.call.args, element).map((one): Judgement => {
    if (!isCondition(one.value)) return strongest(passThrough([one], request, state, context).judged) ?? judge(one, request, state, context);
    const judgement = judge({ ...one, given: { proves: 'nothing', basis: 'body' } }, request, state, context);
    const holds = holdsFor(one.value, request, state, context);
    if (holds !== true) Object.assign(judgement.guard, holds === false ? { proves: 'authentication' } : { proves: 'unknown', reason: `it cannot be told for whom \`${one.name}\` holds` });
    return judgement;
  });
  const first = all[0];
  if (!first) return judge({ ...element, given: { proves: 'nothing', basis: 'library' } }, request, state, context);
  const weak = all.find(({ guard }) => !isProtecting(guard) && guard.proves !== 'unknown') ?? all.find(({ guard }) => !isProtecting(guard));
  if (weak) {
    const unknown = weak.guard.proves === 'unknown';
    return { ...first, handler: false, state, guard: { ...first.guard, name: element.name, proves: unknown ? 'unknown' : 'nothing', roles: [], reason: unknown ? weak.guard.reason ?? `\`${weak.guard.name}\` is not known` : `\`${weak.guard.name}\` is enough to get past it` } };
  }
  const same = all.every(({ guard }) => guard.proves === first.guard.proves);
  return same ? first : { ...first, guard: { ...first.guard, proves: 'authentication', roles: [] } };
}

function insideOf(values: Value[], { site, base }: Element): Element[] {
  return values.flatMap((value) => (value.kind === 'array' ? value.elements : [value])).map((value) => ({ value, site, name: nameOfValue(value), ...(base === undefined ? {} : { base }) }));
}

/** Of several in a row, the one that decides. */
function strongest(judged: Judged[]): Judgement | undefined {
  const guards = judged.map((one) => one.judgement);
  return guards.find(({ guard }) => guard.proves === 'authorization' || guard.proves === 'ownership') ?? guards.find(({ guard }) => isProtecting(guard)) ?? guards.find(({ guard }) => guard.proves === 'unknown') ?? guards[0];
}

/** A function of the request alone that says yes or no. */
function isCondition(value: Value): value is FunctionValue {
  return value.kind === 'function' && value.fn.params.length < 2;
}

function isExempt(condition: Value | undefined, request: RequestLine, state: RequestState, context: JudgeContext): boolean | undefined {
  if (!condition) return undefined;
  const given = condition.kind === 'array' ? condition.elements : [condition];
  const answers = given.flatMap(alternatives).map((one): boolean | undefined => {
    const path = textOf(one);
    if (path !== undefined) return covers(patternOf(path), patternOf(request.path));
    return one.kind === 'function' ? holdsFor(one, request, state, context) : undefined;
  });
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

/** Whether a condition holds for callers who are not known; `undefined` when it cannot be told. */
function holdsFor(fn: FunctionValue, request: RequestLine, state: RequestState, context: JudgeContext): boolean | undefined {
  const { outcomes, incomplete } = verdictOf(fn, request, state, { ...context, dialect: condition }, false).anonymous;
  if (outcomes.some((one) => one.end === 'next')) return true;
  return !incomplete && outcomes.every((one) => one.end === 'refused' || one.end === 'answered' || one.end === 'failed') ? false : undefined;
}

/** What it returns is an answer to a question: yes lets the request through. */
const condition: Dialect = {
  ...hono,
  name: 'hono-condition',
  returned(value: Value, site: Site, sim: Simulation) {
    const holds = sim.machine.truth(value) ?? truth(value);
    // What anyone may send can be sent to make it hold.
    if (holds === true || (holds === undefined && value.kind === 'caller')) sim.passed = true;
    else if (holds === false) sim.ended = { kind: 'answered', site };
  },
};
