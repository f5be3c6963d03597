import type { CallRecord, PackageModel, ResultValue, Value } from '../../model/index.ts';
import { external, object, packageOf, pathOf } from '../../link/index.ts';

export const UTILS = 'inversify-express-utils';
/** Packages of InversifyJS 7 whose decorators have names of their own. */
export const CORE = ['@inversifyjs/http-core', '@inversifyjs/http-express', '@inversifyjs/http-express-v4'];
const CONTAINERS = ['inversify', '@inversifyjs/container', '@inversifyjs/core'];

/** The application that `server.setConfig((app) => ...)` is about, by that call. */
const configured = new WeakMap<CallRecord, ResultValue>();

export function applicationIn(record: CallRecord): ResultValue | undefined {
  return configured.get(record);
}

/** Modules of a container are given what binds; a server's configuration is given its application. */
export const model: PackageModel = {
  packages: [UTILS, ...CORE, ...CONTAINERS],
  call(record, host) {
    const first = record.args[0];
    if (record.constructed && /ContainerModule$/.test(pathOf(record.callee).at(-1) ?? '') && first?.kind === 'function') {
      host.invoke(first, [first.fn.params[0]?.pattern ? binders() : external('inversify', ['bind'])]);
      return undefined;
    }
    if (record.method === 'setConfig' && packageOf(record.callee) === UTILS && first?.kind === 'function') {
      const app = host.result(record);
      if (app.kind === 'result') configured.set(record, app);
      host.invoke(first, [app]);
      return record.receiver;
    }
    return undefined;
  },
  keepsCallbacks: () => true,
};

function binders(): Value {
  const made = object();
  for (const name of ['bind', 'rebind']) made.props.set(name, external('inversify', [name]));
  made.open = true;
  return made;
}
