import type { CallExpr, Expr, NewExpr } from './expression.ts';
import type { Binding, ClassFacts, FunctionFacts, ModuleFacts } from './facts.ts';

/** Where something stands: a file and an expression, function or class in it. */
export interface Site {
  module: ModuleFacts;
  start: number;
  end: number;
}

/** An export of a package: `express#Router` is `{ package: 'express', path: ['Router'] }`; a default export has the empty path. */
export interface ExternalValue { kind: 'external'; package: string; path: string[] }
/**
 * What calling (or constructing) something outside the project gave: an instance with an identity. `calls` are the calls
 * of its methods, in the order in which they were made.
 */
export interface ResultValue {
  kind: 'result';
  id: number;
  call: CallRecord;
  calls: CallRecord[];
  /** Properties that the project set on it. */
  props: Map<string, Value>;
}
/** A property of a result or of something unknown that was never set: `stripe.webhooks`. */
export interface PropertyValue { kind: 'property'; object: Value; name: string }
export interface FunctionValue {
  kind: 'function';
  module: ModuleFacts;
  fn: FunctionFacts;
  scope: Scope;
  self?: Value;
  /** The class whose member it is. */
  home?: ClassValue;
  /** `bind(this, a, b)`. */
  bound?: Value[];
  props?: Map<string, Value>;
}
export interface ClassValue { kind: 'class'; module: ModuleFacts; cls: ClassFacts; scope: Scope; props: Map<string, Value> }
/** An object literal, a module's exports, or an instance of a class of the project (`cls`). */
export interface ObjectValue {
  kind: 'object';
  id: number;
  props: Map<string, Value>;
  cls?: ClassValue;
  /** Something that could not be resolved was spread into it, or a computed key was set. */
  open?: boolean;
  /** What was spread into it without being an object of ours: a member that `props` lacks may be one of theirs. */
  rest?: Value[];
  site?: Site;
}
export interface ArrayValue { kind: 'array'; elements: Value[]; open?: boolean; site?: Site }
/**
 * `tail`: where the last part of a text that was put together stands. `asked`: what is asked of the text is noted, and reading `value`
 * asks for all of it.
 */
export interface LiteralValue { kind: 'literal'; value: string | number | boolean | null | undefined; site?: Site; tail?: Site; asked?: Asked }
/** Asks a text about itself. Questions and operations are named: the same name with the same text gives the same. */
export interface Asked {
  ask<T extends string | number | boolean>(question: string, answer: (text: string) => T): T;
  /** A text that is made of it, and of others that come of the same request; asked in its turn. */
  derive(operation: string, apply: (text: string, ...others: string[]) => string, others?: Asked[]): LiteralValue;
}
export interface RegExpValue { kind: 'regexp'; source: string; flags: string; site?: Site }
/** Text of which only parts are known; `null` stands for what is not. */
/** `caller`: what it was made of, where that says who is calling. */
export interface TextValue { kind: 'text'; parts: (string | null)[]; site?: Site; tail?: Site; caller?: CallerValue }
/** One of several: a conditional, a `||`, or a variable set in more than one place. */
export interface UnionValue { kind: 'union'; values: Value[] }
/** `process.env.NAME`, `import.meta.env.NAME`. `stored`: a setting that is kept elsewhere, by its name there. */
export interface EnvValue { kind: 'env'; name: string; stored?: boolean }
/** A parameter of a function that is looked at on its own. */
export interface ParamValue { kind: 'param'; module: ModuleFacts; fn: FunctionFacts; index: number; path: string[] }
/**
 * Something of the caller's, while a function is simulated for one persona. `what` says which part of the request;
 * see `guards/`. `unset`: nobody was seen to put it there, and its name says nothing of who is calling.
 */
export interface CallerValue { kind: 'caller'; what: CallerPart; name: string; site?: Site; unset?: boolean }
/**
 * `credential`, `claims` and `role` are there when the persona is logged in; `absent` is a credential (or what follows
 * from one) that this persona does not have, and `missing` the true answer to the question whether it is missing.
 * `forged` is a credential of the caller's own making. `input` is anything else that the caller chooses freely.
 */
export type CallerPart = 'request' | 'response' | 'next' | 'context' | 'credential' | 'forged' | 'claims' | 'role' | 'input' | 'absent' | 'missing';
export interface BuiltinValue { kind: 'builtin'; name: string; self?: Value }
export interface UnknownValue { kind: 'unknown'; reason: string; site?: Site }

export type Value =
  | ExternalValue | ResultValue | PropertyValue | FunctionValue | ClassValue | ObjectValue | ArrayValue | LiteralValue | RegExpValue
  | TextValue | UnionValue | EnvValue | ParamValue | CallerValue | BuiltinValue | UnknownValue;

/** A call of something outside the project, as it happened. */
export interface CallRecord {
  /** Global order: smaller happened first. */
  order: number;
  /** What was called: an external, a property of a result, ... */
  callee: Value;
  /** The method's name, or '' for a plain call. */
  method: string;
  /** The object the method was called on. */
  receiver?: Value;
  args: Value[];
  module: ModuleFacts;
  expr: CallExpr | NewExpr;
  constructed: boolean;
  /** Conditions that could not be decided and under which it happened. */
  conditions: Condition[];
  /** Calls of functions of the project that led here, outermost first. */
  frames: { module: ModuleFacts; expr: CallExpr | NewExpr; args: Value[] }[];
  /** What it gave. */
  result?: Value;
}

export interface Condition { module: ModuleFacts; test: Expr; holds: boolean }

/** The variables of one call of a function (or of a module), and what is around them. */
export interface Scope {
  module: ModuleFacts;
  /** Index of the function, or -1 for the module. */
  fn: number;
  /** The function, where there is one: its index may come to be another one when the file is edited. */
  of?: FunctionFacts;
  parent?: Scope;
  values: Map<Binding, Value>;
  self?: Value;
  /** Arguments of the call, if it was called. */
  args?: Value[];
  /** The class whose `super` is meant. */
  home?: ClassValue;
  /** The run that made it: its changes need not be undone. */
  run?: object;
  /** Nothing was run: its variables are worked out from their declarations and assignments. */
  resting?: boolean;
}
