import type { CallRecord, Expr, ModelHost, PackageModel, Value } from '../../model/index.ts';
import { loadFolder } from './autoload.ts';
import { isInstance, kindOf, PACKAGES } from './instance.ts';
import { onRoute } from './on-route.ts';
import { pluginsOf, registerPlugin } from './plugin.ts';

export const VERBS = new Set(['get', 'head', 'post', 'put', 'delete', 'options', 'patch', 'trace', 'propfind', 'proppatch', 'mkcol', 'mkcalendar', 'copy', 'move', 'lock', 'unlock', 'report', 'search', 'all']);
const DECORATORS = new Set(['decorate', 'decorateRequest', 'decorateReply']);
/** Methods that give the instance back, so that calls can be chained. */
const CHAINED = new Set([
  ...VERBS, ...DECORATORS, 'route', 'register', 'addHook', 'use', 'withTypeProvider', 'after', 'ready', 'addSchema', 'addContentTypeParser', 'removeContentTypeParser', 'removeAllContentTypeParsers',
  'setErrorHandler', 'setNotFoundHandler', 'setValidatorCompiler', 'setSerializerCompiler', 'setReplySerializer', 'setSchemaController', 'setSchemaErrorFormatter', 'setGenReqId', 'setChildLoggerFactory', 'addHttpMethod', 'addConstraintStrategy',
]);
/** Callbacks given to these are run while the application starts. */
const STARTS = new Set(['after', 'ready', 'listen', 'close']);

/** What calls of Fastify mean while the project is set up: plugins are loaded, each with an instance of its own. */
export const model: PackageModel = {
  packages: PACKAGES,
  call(record, host) {
    if (!isInstance(record.receiver)) return undefined;
    const { method, receiver } = record;
    if (method === 'register') register(record, host);
    if (method === 'decorate') decorate(record);
    if (method === 'getDecorator') return decorated(record);
    if (VERBS.has(method) || method === 'route') onRoute(record, host);
    return CHAINED.has(method) ? receiver : undefined;
  },
  keepsCallbacks: (record) => kindOf(record.receiver) === undefined ? true : !STARTS.has(record.method),
  parameter: { path: [], registers },
};

function register(record: CallRecord, host: ModelHost): void {
  for (const plugin of pluginsOf(record.args[0])) {
    if (plugin.kind === 'autoload') loadFolder(record, host);
    else registerPlugin(record, plugin, record.args[1], host);
  }
}

function decorate({ receiver, args: [name, value] }: CallRecord): void {
  if (receiver?.kind === 'result' && name?.kind === 'literal' && typeof name.value === 'string' && value) receiver.props.set(name.value, value);
}

function decorated({ receiver, args: [name] }: CallRecord): Value | undefined {
  return receiver?.kind === 'result' && name?.kind === 'literal' ? receiver.props.get(String(name.value)) : undefined;
}

/** `app.get('/x', handler)`, `app.register(plugin)`: not what is done to a map, a cache or a client of HTTP. */
function registers(method: string, { args }: { args: Expr[] }): boolean {
  const [first, second] = args;
  if (VERBS.has(method)) return args.length >= 2 && isPath(first) && [second, args[2]].some((arg) => arg && arg.kind !== 'literal');
  if (method === 'route') return first?.kind === 'object' && first.properties.some((one) => one.key === 'url' || one.key === 'method');
  if (method === 'addHook') return args.length === 2 && first?.kind === 'literal' && /^(on[A-Z]|pre[A-Z])/.test(String(first.value));
  return method === 'register' && first !== undefined && first.kind !== 'literal';
}

function isPath(arg: Expr | undefined): boolean {
  return (arg?.kind === 'literal' && typeof arg.value === 'string' && (arg.value.startsWith('/') || arg.value === '' || arg.value === '*')) || arg?.kind === 'template';
}
