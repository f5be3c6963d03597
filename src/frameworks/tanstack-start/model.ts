import type { CallRecord, PackageModel, ResultValue, Value } from '../../model/index.ts';
import { packageOf, pathOf } from '../../link/index.ts';

const PACKAGE = /^@tanstack\/(react-start|solid-start|start|react-router|solid-router|start-client-core|start-server-core)(\/|$)/;

/** The call is of something that the framework exports, or of what that gave. */
export function isOfStart(value: Value): boolean {
  return PACKAGE.test(packageOf(value) ?? '');
}

/** What was called to begin with: `createServerFn` of `createServerFn().middleware([a]).handler(fn)`. */
export function maker(record: CallRecord): string {
  return isOfStart(record.callee) ? pathOf(record.callee)[0] ?? '' : '';
}

/** The calls of a chain, first to last. */
export function chainOf(value: Value | undefined): CallRecord[] {
  if (value?.kind !== 'result') return [];
  const { call } = value;
  return [...chainOf(call.receiver ?? (call.callee.kind === 'result' ? call.callee : undefined)), call];
}

export const model: PackageModel = {
  packages: ['@tanstack/react-start', '@tanstack/solid-start', '@tanstack/start', '@tanstack/react-router', '@tanstack/solid-router'],
  call(record, host) {
    // `createStart(() => ({ requestMiddleware: [...] }))`: what stands in front of everything.
    const options = record.args[0];
    return maker(record) === 'createStart' && record.method === '' && options?.kind === 'function' ? host.invoke(options, []) : undefined;
  },
  keepsCallbacks: () => true,
};

export function isResult(value: Value | undefined): value is ResultValue {
  return value?.kind === 'result';
}
