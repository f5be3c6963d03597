import type { PackageModel, ResultValue, Value } from '../../model/index.ts';
import { packageOf } from '../../link/index.ts';

export const MIDDY = '@middy/core';
const CHAINED = new Set(['use', 'before', 'after', 'onError', 'handler']);

/** `middy(handler)`, to which middleware is added. */
export function middyOf(value: Value): ResultValue | undefined {
  return value.kind === 'result' && value.call.callee.kind === 'external' && (value.call.callee.package === MIDDY || value.call.callee.package === 'middy') && value.call.callee.path.length < 2 ? value : undefined;
}

/** An application of another framework, wrapped to be a function: its routes are its own. */
export function wrapsApplication(value: Value): boolean {
  return /^(serverless-http|@vendia\/serverless-express|@codegenie\/serverless-express|aws-serverless-express|aws-serverless-fastify|@fastify\/aws-lambda|hono|serverless-express|apollo-server-lambda|@as-integrations\/aws-lambda|@trpc\/server|graphql-yoga)(\/|$)/.test(packageOf(value) ?? '');
}

/** Functions are exported; of what wraps them, Middy's chains are followed. */
export const model: PackageModel = {
  packages: [MIDDY, 'middy'],
  call: (record) => (record.receiver && middyOf(record.receiver) && CHAINED.has(record.method) ? record.receiver : undefined),
  keepsCallbacks: () => true,
};
