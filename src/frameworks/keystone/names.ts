import { entryOf } from '../../link/index.ts';
/** Names of a list's operations in the schema (keystonejs.com, "GraphQL API: Names"). */
export interface Named { operation: 'query' | 'create' | 'update' | 'delete'; kind: 'QUERY' | 'MUTATION'; field: string }

/** @param plural as the project gives it, where it does */
export function operationsOf(key: string, plural: string | undefined): Named[] {
  const one = key.charAt(0).toUpperCase() + key.slice(1);
  const many = plural ?? pluralOf(one);
  const lower = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
  return [
    { operation: 'query', kind: 'QUERY', field: lower(many) }, { operation: 'query', kind: 'QUERY', field: lower(one) }, { operation: 'query', kind: 'QUERY', field: `${lower(many)}Count` },
    ...(['create', 'update', 'delete'] as const).flatMap((operation): Named[] => [{ operation, kind: 'MUTATION', field: `${operation}${one}` }, { operation, kind: 'MUTATION', field: `${operation}${many}` }]),
  ];
}

const IRREGULAR: Record<string, string> = { person: 'people', child: 'children', man: 'men', woman: 'women' };

/** The plural of an English name in camel case, by its last word. */
function pluralOf(name: string): string {
  const [, start = '', last = name] = /^(.*?)([A-Z]?[a-z]+)$/.exec(name) ?? [];
  const irregular = entryOf(IRREGULAR, last.toLowerCase());
  if (irregular) return start + last.charAt(0) + irregular.slice(1);
  if (/[^aeiou]y$/i.test(last)) return `${start}${last.slice(0, -1)}ies`;
  return `${start}${last}${/(s|x|z|ch|sh)$/i.test(last) ? 'es' : 's'}`;
}
