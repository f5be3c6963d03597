export type { Dialect, RequestLine } from './dialect.ts';
export { caller, credential, identity, type Outcome, type Persona, type Simulation } from './simulation.ts';
export { isProtecting, judge, prove, verdictOf, type Element, type FunctionVerdict, type Judgement, type JudgeContext } from './judge.ts';
export { libraryProof } from './catalogue.ts';
