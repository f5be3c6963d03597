import type { PackageModel, ResultValue, Value } from '../../model/index.ts';

export const PACKAGES = ['@feathersjs/feathers', '@feathersjs/express', '@feathersjs/koa'];

/** An application: `feathers()`, or `express(feathers())` and `koa(feathers())` around one. */
export function isApp(value: Value | undefined): value is ResultValue {
  if (value?.kind !== 'result' || value.call.callee.kind !== 'external' || !PACKAGES.includes(value.call.callee.package)) return false;
  const { path } = value.call.callee;
  return path.length === 0 || ['feathers', 'express', 'koa', 'default'].includes(path.at(-1)!);
}

/** `app.configure(fn)` runs `fn` with the application; registrations are chained. */
export const model: PackageModel = {
  packages: PACKAGES,
  call(record, host) {
    if (!isApp(record.receiver)) return undefined;
    if (record.method === 'configure') {
      const [fn] = record.args;
      if (fn?.kind === 'function') host.invoke(fn, [record.receiver]);
      return record.receiver;
    }
    return record.method === 'use' || record.method === 'hooks' || record.method === 'set' ? record.receiver : undefined;
  },
  keepsCallbacks: (record) => (record.receiver?.kind === 'result' && isApp(record.receiver.call.receiver)) || isApp(record.receiver),
};
