import type { ResultValue, Value } from '../../model/index.ts';
import { packageOf, pathOf } from '../../link/index.ts';

/** Methods that put a handler at an address, by the method of HTTP. */
export const VERBS: Record<string, string> = {
  get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', delete: 'DELETE', head: 'HEAD', options: 'OPTIONS', trace: 'TRACE', connect: 'CONNECT', all: 'ALL', add: 'ALL', use: 'ALL',
};

/** What a value is: an application or router of h3 1, or an application of h3 2, which is both. */
export function kindOf(value: Value | undefined): 'app' | 'router' | 'h3' | undefined {
  if (value?.kind !== 'result' || packageOf(value.call.callee) !== 'h3' || value.call.callee.kind !== 'external') return undefined;
  switch (pathOf(value.call.callee).at(-1)) {
    case 'createApp': return 'app';
    case 'createRouter': return 'router';
    case 'H3': case 'H3Core': return value.call.constructed ? 'h3' : undefined;
    default: return undefined;
  }
}

export function isH3(value: Value): value is ResultValue {
  return kindOf(value) !== undefined;
}
