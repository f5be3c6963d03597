import type { CallRecord, PackageModel, ResultValue, Value } from '../../model/index.ts';
import { packageOf, pathOf } from '../../link/index.ts';

const ROUTERS = /^(@adonisjs\/core\/services\/router|@ioc:Adonis\/Core\/Route)$/;
const SERVERS = /^(@adonisjs\/core\/services\/server|@ioc:Adonis\/Core\/Server)$/;
export const VERBS: Record<string, string> = { get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', delete: 'DELETE', any: 'ALL' };
const MAKES = new Set([...Object.keys(VERBS), 'route', 'on', 'resource', 'shallowResource', 'group']);

/** What of the router a call is of: `get`, `group`, `named`. */
export function onRouter(record: CallRecord): string | undefined {
  return record.callee.kind === 'external' && ROUTERS.test(packageOf(record.callee) ?? '') ? pathOf(record.callee).at(-1) : undefined;
}

/** The same of the server. */
export function onServer(record: CallRecord): string | undefined {
  return record.callee.kind === 'external' && SERVERS.test(packageOf(record.callee) ?? '') ? pathOf(record.callee).join('.') : undefined;
}

/** A route, group or resource, on which calls are chained. */
function isBuilder(value: Value | undefined): value is ResultValue {
  return value?.kind === 'result' && MAKES.has(onRouter(value.call) ?? '');
}

/** A group runs its function at once: what is made in between is in it. */
export const model: PackageModel = {
  packages: ['@adonisjs/core', '@ioc:Adonis/Core'],
  call(record, host) {
    if (isBuilder(record.receiver)) return record.receiver;
    if (onRouter(record) !== 'group') return undefined;
    if (record.args[0]?.kind === 'function') host.invoke(record.args[0], []);
    return host.result(record);
  },
  keepsCallbacks: (record) => onRouter(record) !== undefined || onServer(record) !== undefined || isBuilder(record.receiver),
};
