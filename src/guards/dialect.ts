import type { CallerValue, CallRecord, FunctionValue, Site, Value } from '../model/index.ts';
import type { Simulation } from './simulation.ts';

/** How code of a framework sees the request and says what becomes of it. */
export interface Dialect {
  name: string;
  /** The arguments with which the framework calls a middleware or handler; `undefined` for an error handler. */
  arguments(fn: FunctionValue): Value[] | undefined;
  /** A member of a caller value. */
  member(target: CallerValue, name: string, site: Site, sim: Simulation): Value | undefined;
  assign(target: CallerValue, name: string, value: Value, site: Site, sim: Simulation): boolean;
  /** A call of a caller value (`res.status(401)`, `next()`). */
  call(callee: CallerValue, args: Value[], record: CallRecord, sim: Simulation): Value | undefined;
}

/** The request for which something is simulated. `path` is the route's full path, `base` where the router is mounted. */
export interface RequestLine { method: string; path: string; base: string }
