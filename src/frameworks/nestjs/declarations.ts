import type { Value } from '../../model/index.ts';
import { entryOf, textOf } from '../../link/index.ts';
import type { Addressing } from './addresses.ts';
import { addressesOf, pathsIn, requestMethod, versionsIn } from './addresses.ts';
import type { Classes, Method } from '../classes.ts';
import type { Mark } from '../decorations.ts';
import type { Transport } from './entry.ts';
import { member, textsIn } from './names.ts';
import type { ClassValue } from '../../model/index.ts';

/** A way in that a method's decorator declares. */
export interface Declaration { method: string; paths: string[]; mark: Mark; transport: Transport }

const VERBS: Record<string, string> = { Get: 'GET', Post: 'POST', Put: 'PUT', Patch: 'PATCH', Delete: 'DELETE', Options: 'OPTIONS', Head: 'HEAD', All: 'ALL', Search: 'SEARCH', Propfind: 'PROPFIND', Proppatch: 'PROPPATCH', Mkcol: 'MKCOL', Copy: 'COPY', Move: 'MOVE', Lock: 'LOCK', Unlock: 'UNLOCK', Sse: 'GET' };

const by = (marks: Mark[], pkg: string, accepts: (name: string) => boolean): Mark | undefined => marks.findLast((one) => one.package === pkg && accepts(one.name));

/** The route that a method of a controller declares: of several decorators the topmost counts. */
export function httpDeclaration(classes: Classes, cls: ClassValue, { decorations }: Method, addressing: Addressing, modulePath: string): Declaration | undefined {
  const mark = by(decorations.marks, '@nestjs/common', (name) => name in VERBS || name === 'RequestMapping');
  const controller = classes.mark(cls, 'Controller');
  if (!mark || !controller) return undefined;
  const [first] = mark.args;
  const mapping = mark.name === 'RequestMapping';
  const method = mapping ? requestMethod(member(first, 'method')) ?? (member(first, 'method') ? 'ALL' : 'GET') : entryOf(VERBS, mark.name)!;
  const [options] = controller.args;
  const own = by(decorations.marks, '@nestjs/common', (name) => name === 'Version') ?? classes.mark(cls, 'Version');
  const stated = versionsIn(own?.args[0] ?? member(options, 'version'));
  const paths = addressesOf(addressing, method, {
    module: modulePath,
    controller: pathsIn(options?.kind === 'object' ? member(options, 'path') : options),
    method: pathsIn(mapping ? member(first, 'path') : first),
    versions: stated.length > 0 ? stated : addressing.defaultVersions,
  });
  return { method, paths: [...new Set(paths)], mark, transport: 'http' };
}

const OPERATIONS: Record<string, string> = { Query: 'QUERY', Mutation: 'MUTATION', Subscription: 'SUBSCRIPTION' };

/** The operation that a method of a resolver declares. Fields are resolved below an operation: they are no way in. */
export function graphqlDeclaration({ decorations, facts }: Method): Declaration | undefined {
  const mark = by(decorations.marks, '@nestjs/graphql', (name) => name in OPERATIONS);
  if (!mark) return undefined;
  const name = textsIn(mark.args.map((arg) => member(arg, 'name')).find((one) => one !== undefined))[0] ?? (mark.args[0] && textOf(mark.args[0])) ?? facts.name;
  return { method: entryOf(OPERATIONS, mark.name)!, paths: [name], mark, transport: 'graphql' };
}

/** The event of a socket that a method of a gateway answers. */
export function eventDeclaration({ decorations, facts }: Method): Declaration | undefined {
  const mark = by(decorations.marks, '@nestjs/websockets', (name) => name === 'SubscribeMessage');
  return mark && { method: 'EVENT', paths: [patternName(mark.args[0]) || facts.name], mark, transport: 'ws' };
}

/** The message that a method of a controller answers. */
export function messageDeclaration(cls: ClassValue, { decorations, facts }: Method): Declaration | undefined {
  const mark = by(decorations.marks, '@nestjs/microservices', (name) => ['MessagePattern', 'EventPattern', 'GrpcMethod', 'GrpcStreamMethod', 'GrpcStreamCall'].includes(name));
  if (!mark) return undefined;
  if (!mark.name.startsWith('Grpc')) return { method: 'RPC', paths: patternNames(mark.args[0], facts.name), mark, transport: 'rpc' };
  const [service, method] = mark.args.map(textOf);
  return { method: 'RPC', paths: [`${service ?? cls.cls.name}.${method ?? facts.name.charAt(0).toUpperCase() + facts.name.slice(1)}`], mark, transport: 'rpc' };
}

function patternNames(value: Value | undefined, fallback: string): string[] {
  const names = (value?.kind === 'array' ? value.elements : [value]).map(patternName).filter((name) => name !== '');
  return names.length > 0 ? names : [fallback];
}

/** `'sum'`, or what the members of `{ cmd: 'sum' }` say. */
function patternName(value: Value | undefined): string {
  if (value?.kind === 'object') return [...value.props].filter(([key]) => !key.startsWith('\0')).flatMap(([, one]) => textsIn(one)).join('.');
  return textsIn(value)[0] ?? '';
}
