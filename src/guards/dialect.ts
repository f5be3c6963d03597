import type { CallerValue, CallRecord, FunctionValue, Site, Value } from '../model/index.ts';
import type { Simulation } from './simulation.ts';

/** How code of a framework sees the request and says what becomes of it. */
export interface Dialect {
  name: string;
  /** The arguments with which the framework calls a middleware or handler; `undefined` for an error handler. */
  arguments(fn: FunctionValue): Value[] | undefined;
  /** The arguments, where they hang on who is calling or are worked out by code of the project: asked for each run, in place of `arguments`. */
  supply?(fn: FunctionValue, sim: Simulation): Value[];
  /** A member of a caller value. */
  member(target: CallerValue, name: string, site: Site, sim: Simulation): Value | undefined;
  assign(target: CallerValue, name: string, value: Value, site: Site, sim: Simulation): boolean;
  /** A call of a caller value (`res.status(401)`, `next()`). */
  call(callee: CallerValue, args: Value[], record: CallRecord, sim: Simulation): Value | undefined;
  /** What calling the framework's own functions or the host's gives (`redirect('/login')`, `new Response()`), before anything else is made of it. */
  outside?(record: CallRecord, sim: Simulation): Value | undefined;
  /** What knows the request without being given it, or makes an answer: a function that may ask for it is never run apart. */
  ambient?(name: string | undefined, path: string[]): boolean;
  /** What a value that was made while the project was set up is in a request: the socket whose handlers were registered then. */
  stands?(value: Value, sim: Simulation): Value | undefined;
  /** Says what it means that the function returned this (`false` from a guard, a response): by `sim.ended`, `sim.status`, `sim.passed`, `sim.because`. */
  returned?(value: Value, site: Site, sim: Simulation): void;
  /** The same of what it threw; without a word from it, an error is an error response. */
  thrown?(value: Value, site: Site, sim: Simulation): void;
}

/**
 * The request for which something is simulated. `path` is the route's full path, `base` where the router is mounted, `id` what
 * the framework calls the route, where code can ask for it.
 */
export interface RequestLine { method: string; path: string; base: string; id?: string }
