/** Paths of requests and routes, in the contract's form. */

/** The contract's form: one leading slash, none trailing, `:name` for parameters, `*` for a catch-all. */
export function normalize(path: string): string {
  let known = normalized.get(path);
  if (known === undefined) normalized.set(path, (known = normalizeOnce(path)));
  return known;
}

/** The same few paths are asked for again and again: each layer is held against each route. */
const normalized = new Map<string, string>();
const split = new Map<string, readonly string[]>();

function normalizeOnce(path: string): string {
  const text = path
    .replace(/:(\w+)\((?:[^()]|\([^()]*\))*\)/g, ':$1')
    .replace(/\/?\{\/\*\w+\}/g, '/*')
    .replace(/\/?\{\*\w+\}|\*\w+/g, (found) => (found.startsWith('/') ? '/*' : '*'))
    .replace(/\{([^{}]*)\}/g, '$1')
    .replace(/\((?:\?!?[^()]*)\)/g, '')
    .replace(/\(\.\*\)/g, '*')
    .replace(/(:\w+)[?+]/g, '$1')
    .replace(/(:\w+)\*/g, '*')
    .replace(/\?$/g, '');
  return `/${text}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1');
}

/** A path below a prefix. */
export function join(prefix: string, path: string): string {
  return normalize(`${prefix}/${path}`);
}

/** What is left of a path below a mount; `/` when nothing is. */
export function under(base: string, path: string): string {
  const count = segments(base).length;
  return `/${segments(path).slice(count).join('/')}`;
}

/** Its parts between slashes. */
export function segments(path: string): readonly string[] {
  let known = split.get(path);
  if (!known) split.set(path, (known = path.split('/').filter((part) => part !== '')));
  return known;
}
