import type { Value } from '../../model/index.ts';
import { alternatives, object } from '../../link/index.ts';

/** A plugin as it is registered. */
export interface Registered {
  plugin: { run: Value; self: Value };
  options: Value;
  prefix: Prefix | undefined;
}

/** The prefix of a plugin's routes. One that stands beside the plugin takes the place of those around it (hapi, `server.register`). */
export interface Prefix { value: Value; replaces: boolean }

/** The plugins of `server.register(plugins, options)`: bare, with their options, in a list; as they were before version 17, too. */
export function pluginsOf([plugins, options]: Value[]): Registered[] {
  if (!plugins) return [];
  const shared = prefixIn(options, false);
  return alternatives(plugins).flatMap((one) => (one.kind === 'array' ? one.elements.flatMap(alternatives) : [one])).flatMap((one): Registered[] => {
    const plugin = pluginIn(one);
    if (!plugin) return [];
    const given = one.kind === 'object' ? one.props.get('options') : undefined;
    return [{ plugin, options: given ?? object(), prefix: prefixIn(one, true) ?? shared }];
  });
}

export function prefixIn(value: Value | undefined, replaces: boolean): Prefix | undefined {
  const routes = value?.kind === 'object' ? value.props.get('routes') : undefined;
  const prefix = routes?.kind === 'object' ? routes.props.get('prefix') : undefined;
  return prefix && !(prefix.kind === 'literal' && !prefix.value) ? { value: prefix, replaces } : undefined;
}

/** The function that a plugin is run by, in `{ register }`, `{ plugin }`, or a module that exports either. */
export function pluginIn(value: Value, depth = 0): { run: Value; self: Value } | undefined {
  if (depth > 4) return undefined;
  // Until version 16, a plugin was a function with attributes.
  if (value.kind === 'function') return depth > 0 || value.props?.has('attributes') ? { run: value, self: value } : undefined;
  if (value.kind === 'union') return value.values.map((one) => pluginIn(one, depth)).find((one) => one !== undefined);
  if (value.kind !== 'object') return undefined;
  const inner = value.props.get('plugin') ?? value.props.get('default');
  if (inner && inner.kind !== 'literal') return pluginIn(inner, depth + 1);
  const run = value.props.get('register');
  if (run?.kind === 'function') return { run, self: value };
  return run ? pluginIn(run, depth + 1) : undefined;
}

