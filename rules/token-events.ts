import type { CallSite, Expr, FunctionFacts, ModuleFacts, ProgramView, Span } from '../src/model/index.ts';
import type { TokenKind } from './token-names.ts';

/** A block that runs only under a condition. */
export interface Branch { test?: Expr; module: ModuleFacts; exits: boolean; inCatch?: boolean }

/** Something that a handler does to tokens, with the calls that lead there from the handler and the branches around it. */
export interface Event {
  what: 'access' | 'refresh' | 'invalidate' | 'store' | 'lookup' | 'verify' | 'unknown' | 'external' | 'password';
  module: ModuleFacts;
  at: Span;
  chain: CallSite[];
  branches: Branch[];
}

export interface Trace {
  events: Event[];
  visited: Set<FunctionFacts>;
  /** Names that occur: of members, variables and texts. */
  words: Set<string>;
}

/** Where the walk stands. `kinds` are what the names on the way here say of the token, outermost first. */
export interface Here {
  module: ModuleFacts;
  fn: number;
  chain: CallSite[];
  branches: Branch[];
  kinds: (TokenKind | undefined)[];
  /** What the value of the expression is given to: a variable, a property. */
  label: string;
}

/** A function as it is written, whatever it was made by. */
export interface Written { module: ModuleFacts; fn: FunctionFacts }

/** What walks through functions and keeps what it finds. */
export interface Walk {
  program: ProgramView;
  result: Trace;
  /** Walks through a function that is called. */
  enter(target: Written, here: Here): void;
  event(what: Event['what'], at: Span, here: Here): void;
  text(module: ModuleFacts, span: Span): string;
  /** What the names on the way here say that a token made now is for. */
  kind(here: Here, ...names: string[]): TokenKind | undefined;
}

export function nameOf(expr: Expr): string {
  return expr.kind === 'ref' ? expr.name : expr.kind === 'member' ? expr.property : expr.kind === 'await' ? nameOf(expr.value) : '';
}
