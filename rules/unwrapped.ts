import type { FunctionValue } from '../src/model/index.ts';
import type { Written } from './token-events.ts';

/** `asyncHandler(handler)` gives a function of its own, which calls the one it was given. */
export function unwrapped(value: FunctionValue, depth = 0): Written[] {
  const given = value.scope.fn >= 0 && depth < 4 ? (value.scope.args ?? []).filter((arg) => arg.kind === 'function') : [];
  return given.length > 0 ? given.flatMap((one) => unwrapped(one, depth + 1)) : [{ module: value.module, fn: value.fn }];
}
