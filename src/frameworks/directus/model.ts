import type { CallExpr, CallRecord, FunctionValue, PackageModel, ResultValue, Value } from '../../model/index.ts';
import { external, nextIdentity, packageOf, pathOf, resultOf } from '../../link/index.ts';

/** By one of these a package is an extension, or an installation that has some. */
export const PACKAGES = ['@directus/extensions-sdk', 'directus', '@directus/extensions', '@directus/api'];
export const VERBS: Record<string, string> = { get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', delete: 'DELETE', head: 'HEAD', options: 'OPTIONS', search: 'SEARCH', all: 'ALL' };
const ROUTER = 'endpointRouter';

/** The router that an endpoint is given. */
export function isRouter(value: Value | undefined): value is ResultValue {
  return value?.kind === 'result' && value.call.callee.kind === 'external' && value.call.callee.package === PACKAGES[0] && value.call.callee.path.at(-1) === ROUTER;
}

export function routerFor({ module, fn: { start, end } }: FunctionValue): ResultValue {
  const expr: CallExpr = { kind: 'call', callee: { kind: 'ref', name: 'Router', binding: -1, start, end: start }, args: [], start, end };
  return resultOf({ order: nextIdentity(), callee: external(PACKAGES[0]!, [ROUTER]), method: '', args: [], module, expr, constructed: false, conditions: [], frames: [] }) as ResultValue;
}

const registers = ({ receiver, method }: CallRecord): boolean => isRouter(receiver) && (method in VERBS || method === 'use');
const defines = (record: CallRecord): boolean => PACKAGES.includes(packageOf(record.callee) ?? '') && /^define(Endpoint|Hook|OperationApi)$/.test(pathOf(record.callee).at(-1) ?? '');

/** What defines an extension gives it back as it is; registrations are chained, and their callbacks are for later. */
export const model: PackageModel = {
  packages: PACKAGES,
  call: (record) => (registers(record) ? record.receiver : defines(record) ? record.args[0] : undefined),
  keepsCallbacks: (record) => registers(record) || defines(record),
};
