import type { Value } from '../../model/index.ts';
import { packageOf, settle, textOf, type Program } from '../../link/index.ts';
import type { Element, RequestLine } from '../../guards/index.ts';
import { at, entriesOf, textAt, textsAt, type Data } from '../deployment.ts';
import { member } from '../named.ts';
import { describedIn, schemeElement, vague } from '../openapi.ts';
import type { ProjectFiles } from '../types.ts';

const PACKAGE = 'express-openapi-validator';
const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'TRACE']);

/** What stands in for an element in front of one route: sets of elements, each of which is enough to get through. */
export type Ways = (element: Element, request: RequestLine) => Element[][];

/**
 * The security handlers that the middleware of express-openapi-validator asks about an operation, by the security that the API
 * description demands of it (OpenAPI 3.1, section 4.8.30; express-openapi-validator: "Security handlers"). Without handlers, it
 * only looks whether there is a credential.
 */
export function securityWays(files: ProjectFiles): Ways {
  const descriptions = new Map<Value, Data>();
  return (element, request) => {
    const { value } = element;
    if (value.kind !== 'result' || packageOf(value) !== PACKAGE) return [[element]];
    const [options] = value.call.args;
    const handlers = member(member(options, 'validateSecurity'), 'handlers') ?? member(options, 'securityHandlers');
    if (!handlers) return [[element]];
    let description = descriptions.get(value);
    if (!descriptions.has(value)) descriptions.set(value, (description = descriptionIn(member(options, 'apiSpec'), value.call.module.path, files)));
    if (description === undefined) return [[vague(element, 'the API description that says what it asks of callers was not found')]];
    const demanded = demandedBy(description, request);
    if (demanded.length === 0) return [[element]];
    if (member(options, 'ignorePaths')) return [[vague(element, '`ignorePaths` may let this route out')]];
    return demanded.map((schemes) => schemes.map(([scheme, scopes]) => schemeElement(scheme, scopes, handlers, element)));
  };
}

/** Requirements of the operation behind a route, any of which is enough; an empty one asks for nothing. */
function demandedBy(description: Data, { method, path }: RequestLine): [string, string[]][][] {
  if (!METHODS.has(method)) return [];
  const bases = [at(description, 'servers')].flatMap((servers) => (Array.isArray(servers) ? servers : [])).map((server) => textAt(server, 'url') ?? '/').map((url) => url.replace(/^\w+:\/\/[^/]*/, '').replace(/\/$/, ''));
  const item = entriesOf(at(description, 'paths')).find(([written]) => (bases.length > 0 ? bases : ['']).some((base) => isSame(`${base}${written}`, path)));
  const operation = item && at(item[1], method.toLowerCase());
  if (operation === undefined) return [];
  const security = at(operation, 'security') ?? at(description, 'security');
  return Array.isArray(security) ? security.map((one) => entriesOf(one).map(([scheme]): [string, string[]] => [scheme, textsAt(one, scheme)])) : [];
}

/** `/pets/{id}` is `/pets/:id`, whatever the names. */
function isSame(written: string, path: string): boolean {
  const form = (text: string): string => text.replace(/\{[^{}]+\}|:\w+/g, ':').replace(/(.)\/$/, '$1');
  return form(written) === form(path);
}

/** The API description, as an object in the code or a file that is named. */
function descriptionIn(value: Value | undefined, from: string, files: ProjectFiles): Data {
  const settled = value && settle(value);
  if (settled?.kind === 'object') return settled.open ? undefined : dataOf(settled, 12);
  const text = settled && textOf(settled);
  return text === undefined ? undefined : describedIn(text, from, files);
}

/** What is written down of an object; what is not known of it is left out. */
function dataOf(value: Value, depth: number): Data {
  if (depth === 0) return undefined;
  if (value.kind === 'array') return value.elements.map((one) => dataOf(one, depth - 1));
  if (value.kind === 'object') return Object.fromEntries([...value.props].filter(([key]) => !key.startsWith('\0')).map(([key, one]) => [key, dataOf(one, depth - 1)]));
  return value.kind === 'literal' ? value.value : undefined;
}

/** Whether the project uses the package at all. */
export function usesSecurity(program: Program): boolean {
  return program.modules.some((module) => module.imports.some((one) => one.source === PACKAGE));
}
