export type { Dialect, RequestLine } from './dialect.ts';
export { caller, credential, identity, readProp, type Outcome, type Persona, type Simulation } from './simulation.ts';
export { handlerJudgement, isProtecting, judge, prove, type Element, type Judgement, type JudgeContext } from './judge.ts';
export { startState, verdictOf, type FunctionVerdict, type RequestState } from './verdict.ts';
export { isDenied } from './outcome.ts';
export { libraryProof } from './catalogue.ts';
