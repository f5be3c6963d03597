import type { Expr, MemberExpr, CallExpr, NewExpr } from './expression.ts';
import type { FunctionFacts, ModuleFacts, Position } from './facts.ts';
import type { CallRecord, FunctionValue, Value } from './value.ts';

/** A call as written, with the function it stands in. */
export interface CallSite {
  module: ModuleFacts;
  expr: CallExpr | NewExpr;
  /** Index of the function around it, or -1. */
  fn: number;
}

/** What rules may ask about the whole project. */
export interface ProgramView {
  modules: ModuleFacts[];
  module(path: string): ModuleFacts | undefined;
  /** Text of a file, as analysed. */
  text(module: ModuleFacts): string;
  position(module: ModuleFacts, offset: number): Position;
  /**
   * What an expression denotes where it stands: imports, constants, members, calls of the project's functions are followed
   * across files. Parameters stay `param` values, or an instance of the class of ours that annotates them.
   */
  denote(module: ModuleFacts, expr: Expr, fn?: number): Value;
  /** Every call and `new` as written, in source order; of one file, or of all. Computed once. */
  calls(module?: ModuleFacts): CallSite[];
  /** Calls of exports of the package, whatever they are called locally; resolves receivers (`new X().m()`). */
  callsOf(packages: string[]): { site: CallSite; callee: Value; package: string; path: string[] }[];
  /** Functions of the project that this expression may call. */
  targets(module: ModuleFacts, expr: CallExpr | NewExpr, fn?: number): FunctionValue[];
  /** Calls that were made of things outside the project while the project was set up. */
  records(): CallRecord[];
  /** Functions that call this one, directly, as far as they are known. */
  callers(module: ModuleFacts, fn: FunctionFacts): CallSite[];
}

export type { MemberExpr };
