import type { CallRecord, Expr, FunctionValue, ModuleFacts, Scope, Site, Span, Value } from '../model/index.ts';

/**
 * What a run of the machine adds to plain JavaScript. Setting a project up has no domain: where a condition cannot be
 * decided, both branches run. A simulation has one: it decides such conditions, and gives meaning to the caller's values.
 */
export interface Domain {
  /** Decides a condition whose truth is unknown. */
  choose(value: Value, test: Expr, scope: Scope): boolean;
  /** Told of each condition that was decided by its value. */
  decided?(value: Value, holds: boolean, test: Expr, scope: Scope): void;
  /** Told which way was gone at an `if`, once its condition was decided. */
  /** Whether the cases of a `switch` over this value are all there are, and the error that its `default` throws is for none of them. */
  exhausted?(value: Value, error: Expr): boolean;
  branched?(holds: boolean, test: Expr, scope: Scope): void;
  /** Told when the handler of an exception is entered, and left. */
  catching?(enters: boolean): void;
  /** How many conditions it has chosen in this run. */
  chosen?(): number;
  /** What has come of the run so far; `indifferent` is told whether that has changed since. */
  mark?(): unknown[];
  /** A condition that it chose, the one after the first `from`, led to a branch that nothing came of. */
  indifferent?(from: number, mark: unknown[]): void;
  truth?(value: Value): boolean | undefined;
  /** A member of a value that the machine cannot look into. */
  member?(object: Value, name: string, site: Site): Value | undefined;
  assignMember?(object: Value, name: string, value: Value, site: Site): boolean;
  /** The result of calling something outside the project; may throw `Thrown`. */
  call?(record: CallRecord): Value | undefined;
  compare?(operator: string, left: Value, right: Value, site: Site): Value | undefined;
  /** Keeps a value in a collection (its list) under a key, where that is for one request only; whether it did. */
  keep?(list: Value, key: Value, value: Value): boolean;
  /** What `keep` has kept there, `undefined` as a value for nothing; none where it is not for `keep`. */
  kept?(list: Value, key: Value): Value | undefined;
  /** What `left || right` and `left ?? right` give, when `left` is not there. `undefined`: `right`. */
  fallback?(left: Value, right: Value): Value | undefined;
  /** Replaces a value as it is read (an environment variable that has a known value in production). */
  read?(value: Value, name: string): Value;
  /**
   * Asked before a function of the project is called. `true`: it cannot see anything of the caller, and is run as if setting
   * up, without a bearing on the outcome; a value: it is not run at all.
   */
  apart?(fn: FunctionValue, args: Value[], self: Value | undefined): boolean | Value;
  /** What a call of something outside gives in a function that is run apart; may throw `Thrown`. */
  aside?(record: CallRecord): Value | undefined;
  /** Called as a function of the project is entered; what it gives is handed to `leave`. */
  enter?(): number;
  /** What a call of a function of the project gives, once it has returned `value`. */
  leave?(mark: number, value: Value, site: Site): Value;
}

/** An exception of the program under simulation. */
export class Thrown {
  value: Value;
  site: Site;
  constructor(value: Value, site: Site) {
    this.value = value;
    this.site = site;
  }
}

/** A limit of the run was reached; nothing is known of what would have followed. */
export class Exhausted {
  reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

export function siteOf(module: ModuleFacts, span: Span): Site {
  return new SiteOf(module, span);
}

/** Whether it stays right when an edit moves what stands there. */
export function isLive(site: Site): boolean {
  return site instanceof SiteOf;
}

/** It stands where the span stands, also when an edit of the file moves that. */
class SiteOf implements Site {
  module: ModuleFacts;
  readonly #span: Span;
  constructor(module: ModuleFacts, span: Span) {
    this.module = module;
    this.#span = span;
  }
  get start(): number { return this.#span.start; }
  get end(): number { return this.#span.end; }
}

/** Thrown by a domain to end a run whose outcome is settled; not an exception of the program. */
export class Settled {}
