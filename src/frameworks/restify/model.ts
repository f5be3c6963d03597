import type { PackageModel, ResultValue, Value } from '../../model/index.ts';
import { textOf } from '../../link/index.ts';
import { connect, statusCodeOf, type Dialect } from '../../guards/index.ts';
import type { ConnectServer } from '../connect-servers.ts';
import { member } from '../named.ts';
import { pathsOf } from '../paths.ts';

const ROUTERS = ['restify-router'];
const VERBS: Record<string, string> = { get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', del: 'DELETE', delete: 'DELETE', head: 'HEAD', opts: 'OPTIONS' };

function kindOf(value: Value): 'app' | 'router' | undefined {
  if (value.kind !== 'result' || value.call.callee.kind !== 'external') return undefined;
  const { callee, constructed } = value.call;
  if (callee.package === 'restify') return callee.path.at(-1) === 'createServer' ? 'app' : undefined;
  return ROUTERS.includes(callee.package) && constructed ? 'router' : undefined;
}

/** Restify's own ways beside those of Connect: `res.send(401, body)`, and `next(false)`, which ends the chain. */
const dialect: Dialect = {
  ...connect, name: 'restify',
  call(callee, args, record, sim) {
    const [first] = args;
    if (callee.what === 'next' && first?.kind === 'literal' && first.value === false) return { kind: 'literal', value: undefined };
    if (callee.what === 'response' && /^res\.(send|json|sendRaw)$/.test(callee.name)) {
      const status = statusCodeOf(first);
      if (status !== undefined && status >= 100) sim.status = status;
    }
    return connect.call(callee, args, record, sim);
  },
};

/** What `server.get({ path, name, version }, handler)` names is its path. */
export const server = (ordered: (app: ResultValue) => boolean): ConnectServer => ({
  name: 'restify', dialect, kindOf, verbs: VERBS, layers: ['use', 'pre'], ordered,
  paths: (value) => pathsOf(member(value, 'path') ?? value),
  mounts(record) {
    if (!record.receiver || kindOf(record.receiver) !== 'router') return undefined;
    if (record.method === 'applyRoutes') return { router: record.receiver, prefix: (record.args[1] && textOf(record.args[1])) ?? '/', onto: record.args[0] };
    if (record.method === 'add' && record.args[1]) return { router: record.args[1], prefix: (record.args[0] && textOf(record.args[0])) ?? '/', onto: record.receiver };
    return undefined;
  },
});

/** Registrations are chained, and their callbacks are for later. */
export const model: PackageModel = {
  packages: ['restify', ...ROUTERS],
  call: (record) => (record.receiver && kindOf(record.receiver) && record.method === 'use' ? record.receiver : undefined),
  keepsCallbacks: (record) => record.receiver !== undefined && kindOf(record.receiver) !== undefined && (Object.hasOwn(VERBS, record.method) || ['use', 'pre', 'on'].includes(record.method)),
  parameter: { path: ['createServer'], registers: (method, { args }) => Object.hasOwn(VERBS, method) && args.length >= 2 && args[0]?.kind === 'literal' && String(args[0].value).startsWith('/') },
};
