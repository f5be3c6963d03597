import type { CallExpr, CallRecord, Expr, ModelHost, PackageModel, ResultValue, Value } from '../../model/index.ts';

export const PACKAGES = ['hono', '@hono/hono', '@hono/zod-openapi', 'hono-openapi'];
export const VERBS = new Set(['get', 'post', 'put', 'delete', 'patch', 'options', 'head', 'query', 'all']);
const CLASSES = new Set(['Hono', 'OpenAPIHono']);
/** Methods of an application that add something to it and give it back. */
const REGISTERS = new Set([...VERBS, 'on', 'use', 'route', 'mount', 'onError', 'notFound', 'openapi', 'openapiRoutes', 'doc', 'doc31']);

/** An application, or one of its views with a base path. */
export function isApp(value: Value | undefined): value is ResultValue {
  if (value?.kind !== 'result') return false;
  const { callee, method, receiver } = value.call;
  if (method === 'basePath') return isApp(receiver);
  if (method === 'createApp') return isFactory(receiver);
  return callee.kind === 'external' && isOurs(callee.package) && CLASSES.has(callee.path.at(-1) ?? '');
}

/** `basePath` gives an application that shares its routes with the one it was called on. */
export function rootOf(app: ResultValue): ResultValue {
  return app.call.method === 'basePath' && isApp(app.call.receiver) ? rootOf(app.call.receiver) : app;
}

/** The export of a package of Hono that a value is or was made by: `hono/combine` and `some`. */
export function exportNamed(value: Value, ...names: string[]): string | undefined {
  if (value.kind !== 'external' || !isOurs(value.package)) return undefined;
  const name = value.path.at(-1) ?? '';
  return names.includes(name) ? name : undefined;
}

function isFactory(value: Value | undefined): boolean {
  return value?.kind === 'result' && exportNamed(value.call.callee, 'createFactory', 'Factory') !== undefined;
}

function isOurs(name: string): boolean {
  return PACKAGES.some((one) => one === name || name.startsWith(`${one}/`));
}

/** What calls of Hono mean while the project is set up (hono.dev, "API"; `hono/factory`; `@hono/zod-openapi`). */
export const model: PackageModel = {
  packages: PACKAGES,
  call(record, host) {
    if (isApp(record.receiver)) return REGISTERS.has(record.method) ? record.receiver : undefined;
    if (isFactory(record.receiver)) return madeByFactory(record, host);
    // Both only lend a type to what they are given.
    return exportNamed(record.callee, 'createMiddleware', 'createRoute', 'defineOpenAPIRoute', '$') ? record.args[0] : undefined;
  },
  keepsCallbacks: () => true,
  parameter: {
    path: ['Hono'],
    registers: (method, call) => (VERBS.has(method) ? call.args.length >= 2 && isPath(call.args[0]) : method === 'openapi' ? call.args.length >= 2 : method === 'use' && isUse(call)),
  },
};

function madeByFactory(record: CallRecord, host: ModelHost): Value | undefined {
  if (record.method === 'createMiddleware') return record.args[0];
  if (record.method === 'createHandlers') return { kind: 'array', elements: record.args.filter((arg) => arg.kind !== 'literal') };
  if (record.method !== 'createApp') return undefined;
  const app = host.result(record);
  const options = record.receiver?.kind === 'result' ? record.receiver.call.args[0] : undefined;
  const init = options?.kind === 'object' ? options.props.get('initApp') : undefined;
  if (init) host.invoke(init, [app]);
  return app;
}

function isUse({ args }: CallExpr): boolean {
  return args.length >= 2 ? isPath(args[0]) : args.length === 1;
}

function isPath(arg: Expr | undefined): boolean {
  return (arg?.kind === 'literal' && typeof arg.value === 'string' && (arg.value.startsWith('/') || arg.value === '*')) || (arg?.kind === 'template' && arg.values.length > 0);
}
