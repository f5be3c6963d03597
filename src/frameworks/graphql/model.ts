import type { CallRecord, PackageModel, Value } from '../../model/index.ts';
import { packageOf, textOf, UNDEFINED } from '../../link/index.ts';

const PACKAGES = [
  'graphql', '@apollo/server', '@apollo/subgraph', 'apollo-server', 'apollo-server-express', 'apollo-server-koa', 'apollo-server-fastify', 'apollo-server-micro', 'apollo-server-lambda', 'apollo-server-core',
  'apollo-resolvers', 'graphql-yoga', '@graphql-yoga/node', 'mercurius', 'mercurius-auth', 'express-graphql', 'koa-graphql', 'graphql-http', 'graphql-helix', 'graphql-tools', 'graphql-middleware', 'graphql-shield',
  'graphql-modules', 'graphql-resolvers', 'graphql-ws', 'subscriptions-transport-ws', '@envelop/core', '@envelop/generic-auth', '@as-integrations/next', '@as-integrations/express5', '@as-integrations/express4',
  '@as-integrations/koa', '@as-integrations/fastify', '@as-integrations/aws-lambda', '@as-integrations/hono', '@graphql-tools/schema', '@graphql-tools/utils', '@graphql-tools/merge', '@graphql-tools/load-files',
  '@graphql-tools/resolvers-composition', '@graphql-tools/stitch', 'type-graphql', 'nexus', '@nexus/schema', '@pothos/core', '@pothos/plugin-scope-auth', '@hono/graphql-server',
];

/** Whether something is made or given by a package of GraphQL. */
export function isOfGraphql(value: Value): boolean {
  const name = packageOf(value);
  return name !== undefined && PACKAGES.some((one) => name === one || name.startsWith(`${one}/`));
}

/** What a stand-in for a definition in a schema (a field, a type) carries: the directives that it has, by name. */
export const DIRECTIVES = '\0directives';
/** Of a stand-in for a type: its fields, by name. */
export const FIELDS = '\0fields';

/** The last name of what is called. */
export function calledName(record: CallRecord): string {
  const { callee } = record;
  return callee.kind === 'external' ? callee.path.at(-1) ?? '' : callee.kind === 'property' ? callee.name : '';
}

/** What calls of GraphQL's packages mean while the project is set up: nothing runs yet. */
export const model: PackageModel = {
  packages: PACKAGES,
  call(record) {
    // A transformer looks at a stand-in for a field.
    if (calledName(record) === 'getDirective' || calledName(record) === 'getDirectives') return directiveOf(record.args[1], record.args[2]);
    if (calledName(record) === 'getFields' && record.receiver?.kind === 'object') return record.receiver.props.get(FIELDS);
    return undefined;
  },
  keepsCallbacks: (record) => isOfGraphql(record.callee),
};

function directiveOf(definition: Value | undefined, name: Value | undefined): Value | undefined {
  const directives = definition?.kind === 'object' ? definition.props.get(DIRECTIVES) : undefined;
  if (directives?.kind !== 'object') return undefined;
  const wanted = name && textOf(name);
  return wanted === undefined ? undefined : directives.props.get(wanted) ?? UNDEFINED;
}
