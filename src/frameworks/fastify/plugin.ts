import type { CallRecord, FunctionValue, ModelHost, ModuleFacts, ResultValue, Value } from '../../model/index.ts';
import { alternatives, contentOf, packageOf, textParts, truth, unknown, walkModule } from '../../link/index.ts';
import { join } from '../../guards/index.ts';
import { adopt, type Child } from './instance.ts';

/** What was given to `register`. */
export type Plugin =
  | { kind: 'function'; fn: FunctionValue; /** Its own instance, or that of whoever registers it. */ encapsulated: boolean }
  | { kind: 'autoload' }
  | { kind: 'package'; name: string; value: Value }
  | { kind: 'unknown'; value: Value };

/** The plugins that a value may be, through `fastify-plugin`, modules and transpiled defaults. */
export function pluginsOf(value: Value | undefined, wrapped = false, depth = 0): Plugin[] {
  if (!value || depth > 4) return [];
  return alternatives(value).flatMap((one): Plugin[] => {
    if (one.kind === 'function') return [{ kind: 'function', fn: one, encapsulated: !wrapped && !skipsOverride(one) }];
    if (one.kind === 'object') {
      const inner = one.props.get('default');
      return inner ? pluginsOf(inner, wrapped, depth + 1) : [];
    }
    if (one.kind === 'literal') return [];
    if (one.kind === 'result' && isPluginMaker(one.call.callee) && one.call.args[0]) return pluginsOf(one.call.args[0], !isEncapsulating(one.call.args[1]), depth + 1);
    const name = packageOf(one);
    if (name === '@fastify/autoload' || name === 'fastify-autoload') return [{ kind: 'autoload' }];
    return name === undefined ? [{ kind: 'unknown', value: one }] : [{ kind: 'package', name, value: one }];
  });
}

function isPluginMaker(callee: Value): boolean {
  return callee.kind === 'external' && callee.package === 'fastify-plugin';
}

function isEncapsulating(options: Value | undefined): boolean {
  const set = options?.kind === 'object' ? options.props.get('encapsulate') : undefined;
  return set !== undefined && truth(set) === true;
}

/** `plugin[Symbol.for('skip-override')] = true`, what `fastify-plugin` does, done by hand. */
function skipsOverride(fn: FunctionValue): boolean {
  return handmade(fn.module).has(fn.fn.name);
}

const known = new WeakMap<object, Set<string>>();

function handmade(module: ModuleFacts): Set<string> {
  let names = known.get(contentOf(module));
  if (names) return names;
  const found = (names = new Set<string>());
  known.set(contentOf(module), found);
  walkModule(module, {
    expr(expr) {
      if (expr.kind !== 'assign' || expr.target.kind !== 'member' || expr.target.object.kind !== 'ref' || expr.target.computed?.kind !== 'call') return;
      const [symbol] = expr.target.computed.args;
      const holds = expr.value.kind === 'literal' && expr.value.value === true;
      if (holds && symbol?.kind === 'literal' && symbol.value === 'skip-override') found.add(expr.target.object.name);
    },
  });
  return found;
}

/**
 * Runs a plugin as Fastify would: on an instance of its own, or, when it asks for that, on the instance that registers it. A
 * prefix is for an instance of its own only (Fastify, Reference: Plugins).
 */
export function registerPlugin(record: CallRecord, plugin: Plugin, given: Value | undefined, host: ModelHost): void {
  const parent = record.receiver as ResultValue;
  if (plugin.kind !== 'function') return;
  const options = given?.kind === 'function' ? host.invoke(given, [parent]) : given;
  const instance = plugin.encapsulated ? childFor(record, parent, prefixOf(options), { module: plugin.fn.module, start: plugin.fn.fn.start }, host) : parent;
  host.invoke(plugin.fn, [instance, options ?? { kind: 'object', id: 0, props: new Map() }, unknown('the callback of a plugin')]);
}

/** A new instance below another. */
export function childFor(record: CallRecord, parent: ResultValue, prefix: string, site: Child['site'], host: ModelHost): ResultValue {
  const instance = host.result(record) as ResultValue;
  adopt({ parent, instance, prefix, record, site });
  return instance;
}

export function prefixOf(options: Value | undefined): string {
  const prefix = alternatives(options ?? { kind: 'literal', value: undefined }).map((one) => (one.kind === 'object' ? one.props.get('prefix') : undefined)).find((one) => one !== undefined);
  if (!prefix || (prefix.kind === 'literal' && !prefix.value)) return '';
  return join('/', textParts(prefix).map((part) => part ?? ':unknown').join(''));
}
