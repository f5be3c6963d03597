import type { CallRecord, FunctionValue, PackageModel, Value } from '../../model/index.ts';
import { functionsOf, packageOf, pathOf } from '../../link/index.ts';

export const PACKAGE = 'firebase-functions';
const KINDS = new Set(['onCall', 'onRequest', 'onCallGenkit']);

/** What declares a function that clients call: the protocol of callables, or plain HTTP. */
export function kindOf(record: CallRecord): 'onCall' | 'onRequest' | undefined {
  const name = packageOf(record.callee);
  const last = pathOf(record.callee).at(-1) ?? '';
  if ((name !== PACKAGE && !name?.startsWith(`${PACKAGE}/`)) || !KINDS.has(last)) return undefined;
  return last === 'onRequest' ? 'onRequest' : 'onCall';
}

/** Options, where there are any, stand before the handler. */
export function optionsOf(record: CallRecord): Value | undefined {
  return record.args.length > 1 ? record.args[0] : undefined;
}

/**
 * Whether a callable is of the first generation, whose handler is called with data and a context. Which of the two the package
 * itself stands for hangs on its version; the parameters tell.
 */
export function isFirstGeneration(record: CallRecord, fn: FunctionValue): boolean {
  const where = `${packageOf(record.callee) ?? ''}/${pathOf(record.callee).join('/')}`;
  if (/\/v1(\/|$)/.test(where) || /\/(runWith|region)\//.test(where)) return true;
  if (/\/v2(\/|$)/.test(where) || optionsOf(record)) return false;
  const names = fn.fn.params.map((param) => fn.module.bindings[param.binding]?.name ?? '');
  if (names.length > 1) return !/^res|stream/i.test(names[1]!);
  return names[0] !== undefined && /^_?(data|snap|payload|body|params|args)/i.test(names[0]);
}

/** Handlers are called for requests. */
export const model: PackageModel = { packages: [PACKAGE], keepsCallbacks: (record) => record.args.some((arg) => functionsOf(arg).length > 0) };
