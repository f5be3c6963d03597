import type { ModuleFacts, Site, Value } from '../../model/index.ts';
import { alternatives, literal, textOf, type Program } from '../../link/index.ts';
import type { Element } from '../../guards/index.ts';
import { moduleAt } from '../file-routes.ts';

/** What stands in front of an action: named by its controller and itself, in small letters (`user/find`). */
export type PoliciesOf = (action: string) => Element[];

/** The entry that fits best counts, and no other (sailsjs.com, "Policies"). */
export function policiesOf(program: Program, root: string, config: ModuleFacts | undefined): PoliciesOf {
  const table = config && member(program.machine.exportOf(config.path, '*'), 'policies');
  if (!config || table?.kind !== 'object') return () => [];
  const byAction = new Map<string, Value>();
  for (const [key, value] of table.props) {
    if (key.startsWith('\0')) continue;
    const controller = /controller$/i.test(key.replace(/\.js$/, ''));
    const name = key.replace(/controller$/i, '').toLowerCase();
    if (value.kind === 'object' && !value.cls) value.props.forEach((one, action) => byAction.set(`${name}/${action}`.toLowerCase(), one));
    else byAction.set(controller ? `${name}/*` : name.replace(/\./g, '/').replace(/\/$/, '/*'), value);
  }
  const site: Site = { module: config, start: config.exports[0]?.start ?? 0, end: config.exports[0]?.end ?? 0 };

  return (action) => {
    const parts = action.split('/');
    const keys = [action, ...parts.map((_, i) => [...parts.slice(0, parts.length - 1 - i), '*'].join('/'))];
    const found = keys.map((key) => byAction.get(key)).find((one) => one !== undefined);
    return found ? (found.kind === 'array' ? found.elements : [found]).flatMap(elementsOf) : [];
  };

  function elementsOf(value: Value): Element[] {
    if (value.kind === 'literal' && value.value === true) return [];
    if (value.kind === 'literal' && value.value === false) return [{ value, site, name: 'false', given: { proves: 'authorization', basis: 'library', reason: 'the policy `false` lets nobody in' } }];
    const name = textOf(value);
    if (name === undefined) return [{ value, site: alternatives(value).flatMap((one) => (one.kind === 'function' ? [{ module: one.module, start: one.fn.start, end: one.fn.end }] : []))[0] ?? site, name: value.kind === 'function' ? value.fn.name : 'policy' }];
    return [policyNamed(program, root, name, site)];
  }
}

/** The policy of a file in `api/policies`. */
export function policyNamed(program: Program, root: string, name: string, site: Site): Element {
  const module = moduleAt(program, root, `api/policies/${name}`);
  const value = module && (program.machine.exportOf(module.path, 'default') ?? program.machine.exportOf(module.path, '*'));
  return { value: value ?? literal(true), site, name, ...(value ? {} : { given: { proves: 'unknown', basis: 'name', reason: `the policy \`${name}\` was not found` } as const }) };
}

function member(value: Value | undefined, name: string): Value | undefined {
  return value?.kind === 'object' ? value.props.get(name) : undefined;
}
