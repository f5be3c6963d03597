import type { PackageModel } from '../model/index.ts';
import { alternatives, pathOf } from '../link/index.ts';

const ASKS = /^(get|resolve)(Async)?$/;

/**
 * Containers that hand out the one instance of a class (inversify.io, Container API: `get`, `resolve`; tsyringe, README: `container.resolve`; typedi, docs:
 * `Container.get`). What stands for a class under a symbol or a name is not known.
 */
export const containers: PackageModel = {
  packages: ['inversify', '@inversifyjs/container', '@inversifyjs/core', 'tsyringe', 'typedi'],
  call(record, host) {
    const [token] = record.args;
    if (record.constructed || !token || !ASKS.test(record.method || (pathOf(record.callee).at(-1) ?? ''))) return undefined;
    const cls = alternatives(token).find((one) => one.kind === 'class');
    return cls?.kind === 'class' ? host.instance(cls) : undefined;
  },
};
