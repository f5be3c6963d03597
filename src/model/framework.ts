import type { CallExpr } from './expression.ts';
import type { CallRecord, ClassValue, Value } from './value.ts';

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
  /** What an export of one of its packages is, where that is known: a constant, a setting. @param name with the sub-path */
  constant?(name: string, exported: string): Value | undefined;
  /**
   * What a name means that a file neither declares nor imports, or imports from a module that only a build makes (`#imports`):
   * some tools import by themselves. `undefined`: it is a global of the host.
   *
   * @param file where the name stands
   */
  ambient?(name: string, file: string, host: Pick<ModelHost, 'list' | 'load'>): Value | undefined;
  /** Functions given to these methods are handlers, not to be run while setting up. */
  keepsCallbacks?(record: CallRecord): boolean;
}

export interface ModelHost {
  /** Calls a value as code would. */
  invoke(callee: Value, args: Value[], self?: Value): Value;
  /** A new result of this call. */
  result(record: CallRecord): Value;
  /** The instance of a class that a container hands to everyone who asks for one. */
  instance(cls: ClassValue): Value;
  /** Names of files and folders in a folder of the project, as code has it: the root of the project is `/`. */
  list(folder: string): string[] | undefined;
  /** What a file of the project exports, by the same kind of path. */
  load(file: string): Value | undefined;
}
