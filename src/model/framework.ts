import type { CallExpr } from './expression.ts';
import type { CallRecord, Value } from './value.ts';

/**
 * What calling something of a package means while the project is set up. Without a model, a call gives a new `result`, and
 * functions among its arguments are run with unknown arguments.
 */
export interface PackageModel {
  /** Names of packages; their sub-paths count. */
  packages: string[];
  /** The value of the call; `undefined` for the default. */
  call?(record: CallRecord, host: ModelHost): Value | undefined;
  /**
   * What a parameter of a function must be on which such calls are made, when nobody is seen to call the function: the
   * package's export that makes one.
   */
  parameter?: { path: string[]; registers(method: string, call: CallExpr): boolean };
  /** Functions given to these methods are handlers, not to be run while setting up. */
  keepsCallbacks?(record: CallRecord): boolean;
}

export interface ModelHost {
  /** Calls a value as code would. */
  invoke(callee: Value, args: Value[], self?: Value): Value;
  /** A new result of this call. */
  result(record: CallRecord): Value;
}
