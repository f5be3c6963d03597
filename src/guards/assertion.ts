import type { CallRecord, Scope, Site, Value } from '../model/index.ts';
import { literal, object, packageOf, pathOf, Thrown, UNDEFINED } from '../link/index.ts';
import type { Simulation } from './simulation.ts';
import { statusCodeOf } from './status.ts';

/** Packages whose own name is that of the function. */
const ITSELF = new Set(['assert', 'node:assert', 'http-assert', 'tiny-invariant', 'ts-invariant', 'invariant', 'assert-plus']);
const NAMES = new Set(['assert', 'invariant', 'ok']);

/** `assert(value, error)` of a package: throws what it is given unless the value is truthy. `undefined`: it is something else. */
export function assertionCall(sim: Simulation, record: CallRecord, site: Site): Value | undefined {
  const name = packageOf(record.callee);
  if (name === undefined || record.callee.kind !== 'external') return undefined;
  const last = pathOf(record.callee).at(-1) ?? '';
  if (!(last === '' || last === 'default' ? ITSELF.has(name) : last === 'ok' ? ITSELF.has(name) : NAMES.has(last))) return undefined;
  return assertTruthy(sim, record, site);
}

/** Goes on if the first argument of the call holds; throws the error that the others describe if it does not. */
export function assertTruthy(sim: Simulation, record: CallRecord, site: Site): Value {
  const [value, ...rest] = record.args;
  const test = record.expr.args[0];
  const { domain } = sim.machine;
  if (!value || !test || !domain) return UNDEFINED;
  const scope: Scope = { module: record.module, fn: -1, values: new Map() };
  const known = sim.machine.truth(value);
  if (known !== undefined) domain.decided?.(value, known, test, scope);
  if (known ?? domain.choose(value, test, scope)) return UNDEFINED;
  throw new Thrown(errorOf(rest, site), site);
}

/** The error of `(401, 'text', properties)`, in any order (http-errors), or the error itself. */
export function errorOf(args: Value[], site: Site): Value {
  const given = args.find((arg) => (arg.kind === 'object' && arg.cls !== undefined) || arg.kind === 'result');
  const status = args.filter((arg) => arg !== given).map(statusCodeOf).find((code) => code !== undefined && code >= 400);
  if (given && status === undefined) return given;
  const error = object(site);
  error.props.set('status', literal(status ?? 500));
  const message = args.find((arg) => arg.kind === 'literal' && typeof arg.value === 'string');
  if (message) error.props.set('message', message);
  return error;
}
