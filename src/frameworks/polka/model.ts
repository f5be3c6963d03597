import type { PackageModel, Value } from '../../model/index.ts';
import { connect } from '../../guards/index.ts';
import type { ConnectServer } from '../connect-servers.ts';
import type { ProjectFiles } from '../types.ts';

const PACKAGES = ['polka'];
const VERBS: Record<string, string> = { get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', delete: 'DELETE', head: 'HEAD', options: 'OPTIONS', trace: 'TRACE', all: 'ALL' };

function kindOf(value: Value): 'app' | undefined {
  return value.kind === 'result' && value.call.callee.kind === 'external' && value.call.callee.package === 'polka' && value.call.callee.path.length === 0 ? 'app' : undefined;
}

/**
 * Before version 1, what is given to `use` without a path runs before every handler; from then on order decides, as in Express
 * (polka: release notes of 1.0.0-next.0).
 */
export const server = (project: ProjectFiles): ConnectServer => ({
  name: 'polka', dialect: connect, kindOf, verbs: VERBS, layers: ['use'],
  ordered: (app) => !/^\D*0\./.test(project.dependencies(app.call.module.path).get('polka') ?? ''),
});

/** Registrations are chained, and their callbacks are for later. */
export const model: PackageModel = {
  packages: PACKAGES,
  call: (record) => (record.receiver && kindOf(record.receiver) && (Object.hasOwn(VERBS, record.method) || record.method === 'use' || record.method === 'listen') ? record.receiver : undefined),
  keepsCallbacks: (record) => record.receiver !== undefined && kindOf(record.receiver) !== undefined && (Object.hasOwn(VERBS, record.method) || record.method === 'use'),
};
