import type { Value } from '../model/index.ts';
import { UNDEFINED } from '../link/index.ts';
import { readProp, type Simulation } from './simulation.ts';

const numbers = new WeakMap<Value, number>();
let last = 0;

/** What a collection keeps under the request itself (`sessions.set(request, session)`) is as if it were set on the request. */
function nameOf(list: Value, key: Value): string | undefined {
  if (key.kind !== 'caller' || (key.what !== 'request' && key.what !== 'context') || key.name === 'socket') return undefined;
  let number = numbers.get(list);
  if (number === undefined) numbers.set(list, (number = ++last));
  return `kept#${number}.${key.what}.${key.name}`;
}

/** Keeps a value in a collection under a request; whether the key was one. */
export function keep(sim: Simulation, list: Value, key: Value, value: Value): boolean {
  const name = nameOf(list, key);
  if (name !== undefined) sim.props.set(name, value);
  return name !== undefined;
}

/** What a collection keeps under this request, which has only just come: nothing but what was kept on its way here. */
export function kept(sim: Simulation, list: Value, key: Value): Value | undefined {
  const name = nameOf(list, key);
  return name === undefined ? undefined : readProp(sim, name) ?? UNDEFINED;
}
