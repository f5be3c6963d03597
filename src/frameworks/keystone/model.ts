import type { CallExpr, CallRecord, PackageModel, ResultValue, Site, Value } from '../../model/index.ts';
import { external, nextIdentity, object, packageOf, pathOf, resultOf, UNDEFINED } from '../../link/index.ts';

const PACKAGES = ['@keystone-6/core', '@keystone-6/auth', '@keystone-next/keystone', '@keystone-next/auth'];
export const VERBS: Record<string, string> = { get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', delete: 'DELETE', head: 'HEAD', options: 'OPTIONS', all: 'ALL' };

export function isOfKeystone(value: Value): boolean {
  const name = packageOf(value) ?? '';
  return PACKAGES.some((one) => name === one || name.startsWith(`${one}/`));
}

/** A call of Keystone's function of this name. */
export function isCallOf(record: CallRecord, name: string): boolean {
  return isOfKeystone(record.callee) && pathOf(record.callee).at(-1) === name;
}

/** What a value was made from by Keystone's function of this name: `list({...})`, `g.field({...})`. */
export function givenTo(value: Value | undefined, name: string): Value | undefined {
  return value?.kind === 'result' && isCallOf(value.call, name) ? value.call.args[0] : undefined;
}

/** The Express application that `extendExpressApp` is given. */
export function isApp(value: Value | undefined): value is ResultValue {
  return value?.kind === 'result' && value.call.callee.kind === 'external' && value.call.callee.package === PACKAGES[0] && value.call.callee.path.at(-1) === 'expressApp';
}

export function appAt({ module, start, end }: Site): ResultValue {
  const expr: CallExpr = { kind: 'call', callee: { kind: 'ref', name: 'app', binding: -1, start, end: start }, args: [], start, end };
  return resultOf({ order: nextIdentity(), callee: external(PACKAGES[0]!, ['expressApp']), method: '', args: [], module, expr, constructed: false, conditions: [], frames: [] }) as ResultValue;
}

/** Functions in a configuration run for requests; what wraps a configuration gives it back. */
export const model: PackageModel = {
  packages: PACKAGES,
  call(record) {
    if (isApp(record.receiver)) return Object.hasOwn(VERBS, record.method) || record.method === 'use' ? record.receiver : undefined;
    if (isCallOf(record, 'withAuth')) return record.args[0];
    if (!isCallOf(record, 'allOperations')) return undefined;
    const made = object();
    for (const name of ['query', 'create', 'update', 'delete']) made.props.set(name, record.args[0] ?? UNDEFINED);
    return made;
  },
  keepsCallbacks: () => true,
};
