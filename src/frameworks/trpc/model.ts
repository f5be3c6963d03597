import type { CallRecord, PackageModel, ResultValue, Value } from '../../model/index.ts';
import { packageOf, pathOf } from '../../link/index.ts';

export const PACKAGE = '@trpc/server';
/** Servers for other frameworks: what matters is which router and which context they are given. */
const ADAPTERS = ['@hono/trpc-server', '@elysiajs/trpc', 'trpc-nuxt', 'trpc-sveltekit', 'trpc-uwebsockets', '@as-integrations/trpc', 'trpc-openapi', 'trpc-to-openapi', '@trpc/next'];

/** Names that lead from `initTRPC` to a value: `['procedure', 'use']`; `undefined` for what does not come from there. */
function pathIn(value: Value): string[] | undefined {
  if (packageOf(value) !== PACKAGE) return undefined;
  const path = pathOf(value);
  if (path[0] === 'initTRPC') return path.slice(1).filter((name) => name !== 'context' && name !== 'meta' && name !== 'create');
  return undefined;
}

export const STEPS = new Set(['input', 'output', 'meta', 'use', 'concat', 'unstable_concat', 'experimental_caller']);
export const KINDS = new Set(['query', 'mutation', 'subscription']);

/** The value on which a method was called. */
export function receiverOf(record: CallRecord): Value | undefined {
  return record.callee.kind === 'property' ? record.callee.object : record.receiver;
}

/** `t.procedure.use(a).input(b)...` */
export function isBuilder(value: Value): boolean {
  if (value.kind === 'property') return value.name === 'procedure' && pathIn(value)?.length === 1;
  return value.kind === 'result' && STEPS.has(value.call.method) && pathIn(value)?.[0] === 'procedure';
}

/** `...query(resolver)` */
export function isProcedure(value: Value): value is ResultValue {
  return value.kind === 'result' && KINDS.has(value.call.method) && receiverOf(value.call) !== undefined && pathIn(value)?.[0] === 'procedure';
}

/** `t.router({...})` */
export function isRouter(value: Value): boolean {
  return value.kind === 'result' && pathIn(value)?.join('.') === 'router';
}

/** `t.mergeRouters(a, b)` */
export function isMerge(value: Value): boolean {
  return value.kind === 'result' && (pathIn(value)?.join('.') === 'mergeRouters' || (packageOf(value) === PACKAGE && ['mergeRouters', 'experimental_mergeRouters'].includes(pathOf(value).at(-1) ?? '')));
}

/** `lazy(() => import('./routes'))` */
export function isLazy(value: Value): boolean {
  return value.kind === 'result' && value.call.callee.kind === 'external' && value.call.callee.package === PACKAGE && /^(experimental_)?lazy$/.test(value.call.callee.path.at(-1) ?? '');
}

/** `t.middleware(fn)`, and what continues it. */
export function isMiddleware(value: Value): value is ResultValue {
  if (value.kind !== 'result' || packageOf(value) !== PACKAGE) return false;
  const path = pathOf(value);
  return path.includes('middleware') || path.includes('experimental_standaloneMiddleware');
}

/** Routers of version 9: `trpc.router().query('name', {...})`. */
export function isOldRouter(value: Value): boolean {
  if (value.kind !== 'result' || packageOf(value) !== PACKAGE) return false;
  const path = pathOf(value);
  return path[0] === 'router' && path.slice(1).every((name) => OLD_STEPS.has(name));
}

const OLD_STEPS = new Set(['query', 'mutation', 'subscription', 'merge', 'middleware', 'transformer', 'formatError', 'interop', 'flat']);

/** What calls of tRPC mean while the project is set up: nothing runs yet. */
export const model: PackageModel = {
  packages: [PACKAGE, ...ADAPTERS],
  call(record, host) {
    const { callee } = record;
    if (callee.kind === 'external' && callee.package === PACKAGE && /^(experimental_)?lazy$/.test(callee.path.at(-1) ?? '') && record.args[0]) {
      const made = host.result(record);
      if (made.kind === 'result') made.props.set('loaded', host.invoke(record.args[0], []));
      return made;
    }
    return undefined;
  },
  keepsCallbacks: (record) => packageOf(record.callee) === PACKAGE,
};
