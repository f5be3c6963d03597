import type { Value } from '../../model/index.ts';
import { alternatives, type Program } from '../../link/index.ts';
import { callLater } from '../late-calls.ts';
import type { Check } from './checks.ts';
import { NEXT, resolver } from './dialect.ts';
import { calledName } from './model.ts';

/** What `composeResolvers` puts around the resolvers whose names a pattern matches. */
export interface Composition { resolvers: Value; applies(type: string, field: string): boolean; checks: Check[] }

/** `composeResolvers(resolvers, { 'Mutation.*': [isAuthenticated()] })`: each is given the resolver and gives another (the-guild.dev/graphql/tools). */
export function compositionsOf(program: Program): Composition[] {
  return program.machine.records.filter((record) => calledName(record) === 'composeResolvers').flatMap((record) => {
    const mapping = record.args[1];
    if (mapping?.kind !== 'object') return [];
    const site = { module: record.module, start: record.expr.start, end: record.expr.end };
    return [...mapping.props].filter(([pattern]) => !pattern.startsWith('\0')).map(([pattern, value]): Composition => ({
      resolvers: record.args[0]!,
      applies: matcher(pattern),
      checks: listOf(value).flatMap((one): Check[] => {
        const made = one.kind === 'function' ? callLater(program.machine, one, [NEXT], one.self, site) : one;
        const name = one.kind === 'function' ? one.fn.name || 'middleware' : 'middleware';
        return [{ kind: 'element', element: { value: made, site, name, dialect: resolver } }];
      }),
    }));
  });
}

function listOf(value: Value): Value[] {
  return alternatives(value).flatMap((one) => (one.kind === 'array' ? one.elements.flatMap(alternatives) : [one]));
}

/** `Type.field`, with `*` for any and `{a, b}` and `!a` for some. */
function matcher(pattern: string): (type: string, field: string) => boolean {
  const [type = '*', field = '*'] = pattern.split('.');
  const part = (text: string): ((name: string) => boolean) => {
    if (text.startsWith('!')) { const not = part(text.slice(1)); return (name) => !not(name); }
    const names = text.replace(/[{}\s]/g, '').split(',');
    return (name) => names.some((one) => one === '*' || one === '**' || one === name);
  };
  const [types, fields] = [part(type), part(field)];
  return (one, other) => types(one) && fields(other);
}
