import type { CallRecord, ModelHost, ObjectValue, ResultValue, Value } from '../../model/index.ts';
import { alternatives, literal, object, textOf } from '../../link/index.ts';
import { join } from '../../guards/index.ts';
import { lineage, pathOfInstance } from './instance.ts';

const edited = new WeakMap<CallRecord, ObjectValue>();

/** The options of a route as `onRoute` hooks have left them. */
export function editedOptions(record: CallRecord): ObjectValue | undefined {
  return edited.get(record);
}

/** The options object of a route's declaration; of `get(path, handler)` there is none. */
export function optionsOf(record: CallRecord): Value | undefined {
  if (record.method === 'route') return record.args[0];
  const [, second, third] = record.args;
  return third || (second && alternatives(second).some((one) => one.kind === 'object')) ? second : undefined;
}

/**
 * Hooks that are told of each route as it is declared, and may put others in front of it. Unlike all others they see only what
 * is declared after them (Fastify, Reference: Hooks, `onRoute`).
 */
export function onRoute(record: CallRecord, host: ModelHost): void {
  const hooks = lineage(record.receiver as ResultValue).flatMap((instance) => instance.calls.filter((one) => one.method === 'addHook' && one.args[0] && textOf(one.args[0]) === 'onRoute'));
  if (hooks.length === 0) return;
  const given = optionsOf(record);
  const options = object();
  if (given?.kind === 'object') {
    given.props.forEach((value, key) => options.props.set(key, value));
    if (given.open) options.open = true;
    if (given.rest) options.rest = given.rest;
  }
  if (record.method !== 'route') {
    options.props.set('method', literal(record.method.toUpperCase()));
    if (record.args[0]) options.props.set('url', record.args[0]);
    if (!options.props.has('handler')) options.props.set('handler', record.args.at(-1)!);
  }
  const own = options.props.get('url') ?? options.props.get('path');
  if (own) {
    options.props.set('routePath', own);
    const text = textOf(own);
    const whole = text === undefined ? own : literal(join(pathOfInstance(record.receiver as ResultValue), text));
    for (const name of ['url', 'path']) options.props.set(name, whole);
  }
  edited.set(record, options);
  for (const hook of hooks) if (hook.args[1]) host.invoke(hook.args[1], [options], record.receiver);
}
