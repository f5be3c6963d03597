import type { CallRecord, Expr, ModelHost, PackageModel, ResultValue, Value } from '../../model/index.ts';

export const PACKAGES = ['elysia'];
export const VERBS = new Set(['get', 'post', 'put', 'delete', 'patch', 'options', 'head', 'connect', 'all']);
/** Methods that give something else than the instance. */
const GIVES = new Set(['handle', 'fetch', 'stop', 'compile', 'env']);

/** What callbacks of a call were given or gave: the instance inside a group or guard, the instance that a plugin made, the macros of a function. */
const inside = new WeakMap<CallRecord, Value>();

/** An instance, or the one that a group or guard hands to its callback. */
export function isInstance(value: Value | undefined): value is ResultValue {
  if (value?.kind !== 'result') return false;
  const { callee, constructed, method, receiver } = value.call;
  if (method === 'group' || method === 'guard') return isInstance(receiver);
  return callee.kind === 'external' && PACKAGES.includes(callee.package) && (callee.path.at(-1) === 'Elysia' || (constructed && callee.path.length === 0));
}

/** What a call's callback worked on, or gave. */
export function insideOf(record: CallRecord): Value | undefined {
  return inside.get(record);
}

/** What calls of Elysia mean while the project is set up (elysiajs.com, "Plugin", "Guard", "Macro"). */
export const model: PackageModel = {
  packages: PACKAGES,
  call(record, host) {
    const { receiver, method } = record;
    if (!isInstance(receiver) || GIVES.has(method)) return undefined;
    if (method === 'use') return use(record, receiver, host);
    const callback = record.args.findLast((arg) => arg.kind === 'function');
    if ((method === 'group' || method === 'guard') && callback) {
      const instance = host.result(record);
      const given = host.invoke(callback, [instance]);
      inside.set(record, isInstance(given) ? given : instance);
    }
    // Before 1.2, macros were what a function gave that is handed the means to add hooks.
    if (method === 'macro' && callback && record.args.length === 1) inside.set(record, host.invoke(callback, [manager(record, host)]));
    return receiver;
  },
  keepsCallbacks: () => true,
  parameter: {
    path: ['Elysia'],
    registers: (method, call) => (VERBS.has(method) ? call.args.length >= 2 && isPath(call.args[0]) : method === 'group' ? isPath(call.args[0]) : method === 'derive' || method === 'resolve' || method === 'onBeforeHandle'),
  },
};

/** A plugin that is a function works on the instance itself, and what it gives is what the chain goes on with. */
function use(record: CallRecord, receiver: ResultValue, host: ModelHost): Value {
  let current: Value = receiver;
  const plugins = record.args[0]?.kind === 'array' ? record.args[0].elements : record.args.slice(0, 1);
  for (const plugin of plugins) {
    const made = plugin.kind === 'object' ? plugin.props.get('default') : plugin;
    if (made?.kind !== 'function') continue;
    const given = host.invoke(made, [current]);
    if (!isInstance(given) || given === current) continue;
    // What a promise gives is put into the instance when it is there.
    if (made.fn.async) inside.set(record, given);
    else current = given;
  }
  return current;
}

const managers = new WeakMap<CallRecord, ResultValue>();

function manager(record: CallRecord, host: ModelHost): Value {
  const made = host.result(record);
  if (made.kind === 'result') managers.set(record, made);
  return made;
}

/** On what the macros of a function add hooks. */
export function managerOf(record: CallRecord): ResultValue | undefined {
  return managers.get(record);
}

function isPath(arg: Expr | undefined): boolean {
  return (arg?.kind === 'literal' && typeof arg.value === 'string' && (arg.value.startsWith('/') || arg.value === '')) || (arg?.kind === 'template' && arg.values.length > 0);
}
