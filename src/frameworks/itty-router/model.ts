import type { PackageModel, ResultValue, Value } from '../../model/index.ts';

export const PACKAGE = 'itty-router';
const MAKERS = new Set(['Router', 'AutoRouter', 'IttyRouter']);
export const VERBS: Record<string, string> = { get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', delete: 'DELETE', head: 'HEAD', options: 'OPTIONS', all: 'ALL' };

export function routerOf(value: Value | undefined): ResultValue | undefined {
  if (value?.kind === 'property' && (value.name === 'handle' || value.name === 'fetch')) return routerOf(value.object);
  if (value?.kind !== 'result' || value.call.callee.kind !== 'external') return undefined;
  const { package: name, path } = value.call.callee;
  return (name === PACKAGE || name.startsWith(`${PACKAGE}/`)) && MAKERS.has(path.at(-1) ?? '') ? value : undefined;
}

/** Registrations are chained, and their functions are for requests. */
export const model: PackageModel = {
  packages: [PACKAGE],
  call: (record) => (routerOf(record.receiver) && Object.hasOwn(VERBS, record.method) ? record.receiver : undefined),
  keepsCallbacks: (record) => routerOf(record.receiver) !== undefined,
};
