/** What a description says of the credentials that an operation asks for. */
export interface Operation {
  method: string;
  /** Without the prefix of the server; `/users/{id}`. */
  path: string;
  /** `open`: it says that none are asked for. `unsaid`: it says nothing. `optional`: with and without. */
  security: 'required' | 'open' | 'unsaid' | 'optional';
  /** Said of this operation itself, rather than of all. */
  own: boolean;
  /** Names of the schemes. */
  schemes: string[];
  /** 1-based. */
  line: number;
}

export interface Description {
  document: string;
  operations: Operation[];
  /** Paths of the servers, without a slash at the end; the empty path is always among them. */
  bases: string[];
}

type Json = Record<string, unknown>;

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/**
 * Reads a parsed OpenAPI document (2.0, 3.0, 3.1).
 * @param resolve the content of another document that a path item refers to
 */
export function describe(document: string, text: string, root: Json, resolve: (reference: string) => unknown): Description | undefined {
  const paths = asObject(root['paths']);
  if (!paths || !(typeof root['openapi'] === 'string' || String(root['swagger']).startsWith('2'))) return undefined;
  const keys = keyLines(text);
  const operations = Object.entries(paths).flatMap(([path, given]): Operation[] => {
    const item = itemOf(given, resolve);
    if (!item || !path.startsWith('/')) return [];
    return METHODS.flatMap((method): Operation[] => {
      const operation = asObject(item[method]);
      if (!operation) return [];
      const parameters = [...asList(item['parameters']), ...asList(operation['parameters'])];
      return [{ method: method.toUpperCase(), path, ...securityOf(operation, root, parameters), line: lineOf(keys, path, method) }];
    });
  });
  return { document, operations, bases: basesOf(root) };
}

function itemOf(given: unknown, resolve: (reference: string) => unknown): Json | undefined {
  const item = asObject(given);
  const reference = item?.['$ref'];
  return typeof reference === 'string' ? asObject(resolve(reference)) : item;
}

/** The security requirements of an operation take the place of those of the document (OpenAPI 3.1, Operation Object). */
export function securityOf(operation: Json, root: Json, parameters: unknown[] = []): Pick<Operation, 'security' | 'own' | 'schemes'> {
  const own = Array.isArray(operation['security']);
  const given = own ? operation['security'] : root['security'];
  const asked = parameters.some((one) => { const parameter = asObject(one); return parameter?.['in'] === 'header' && /^(authorization|x-api-key|x-access-token)$/i.test(String(parameter['name'])); });
  if (asked) return { security: 'optional', own, schemes: [] };
  if (!Array.isArray(given)) return { security: 'unsaid', own: false, schemes: [] };
  if (given.length === 0) return { security: 'open', own, schemes: [] };
  const requirements = given.map((one) => Object.keys(asObject(one) ?? {}));
  return requirements.some((names) => names.length === 0) ? { security: 'optional', own, schemes: [] } : { security: 'required', own, schemes: [...new Set(requirements.flat())] };
}

function basesOf(root: Json): string[] {
  const given = [
    ...asList(root['servers']).flatMap((one) => { const server = asObject(one); return typeof server?.['url'] === 'string' ? [withDefaults(server['url'], asObject(server['variables']))] : []; }),
    ...(typeof root['basePath'] === 'string' ? [root['basePath']] : []),
  ];
  return [...new Set(['', ...given.map((url) => url.replace(/^[a-z]+:\/\/[^/]*/i, '').replace(/(?<!\/)\/+$/, '')).map((path) => (path === '' || path.startsWith('/') ? path : `/${path}`))])];
}

function withDefaults(url: string, variables: Json | undefined): string {
  return url.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = asObject(variables?.[name])?.['default'];
    return typeof value === 'string' ? value : '';
  });
}

/** Where an operation stands in YAML or JSON: the line of its method after that of its path. */
function lineOf(keys: Map<string, number[]>, path: string, method: string): number {
  const at = keys.get(path)?.[0];
  if (at === undefined) return 1;
  return after(keys.get(method) ?? [], at) ?? at;
}

/** The first of ascending numbers that is greater. */
function after(numbers: number[], than: number): number | undefined {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numbers[middle]! > than) high = middle; else low = middle + 1;
  }
  return numbers[low];
}

/** A key that holds colons itself (`/users/:id:`) holds no more than these. */
const MOST_COLONS = 8;

/** The lines, from 1 on, that start with a key. */
function keyLines(text: string): Map<string, number[]> {
  const keys = new Map<string, number[]>();
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const start = line.trimStart().replace(/^["']/, '');
    for (let colon = start.indexOf(':'), left = MOST_COLONS; colon >= 0 && left > 0; colon = start.indexOf(':', colon + 1), left--) {
      const key = start.slice(0, colon).trimEnd().replace(/["']$/, '');
      const known = keys.get(key);
      if (known) known.push(i + 1); else keys.set(key, [i + 1]);
    }
  }
  return keys;
}

export function asObject(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
