import type { CallRecord, ResultValue, Site, Value } from '../../model/index.ts';
import { join } from '../../guards/index.ts';

/** What makes an instance, and what is only used together with one. */
export const PACKAGES = ['fastify', 'fastify-plugin', '@fastify/autoload', 'fastify-autoload', '@fastify/auth', 'fastify-auth'];
const MAKERS = new Set(['fastify', 'Fastify', 'default', 'build']);

/** An instance that a plugin was given: routes and hooks on it are the plugin's own. */
export interface Child {
  parent: ResultValue;
  instance: ResultValue;
  /** `{ prefix }` of its registration, in the contract's form; `` for none. */
  prefix: string;
  /** The call that registered the plugin. */
  record: CallRecord;
  /** The plugin. */
  site: Pick<Site, 'module' | 'start'>;
}

const children = new WeakMap<ResultValue, Child>();
const below = new WeakMap<ResultValue, Child[]>();

/** `app` for what `fastify()` gave, `child` for what a plugin was given. */
export function kindOf(value: Value | undefined): 'app' | 'child' | undefined {
  if (value?.kind !== 'result') return undefined;
  if (children.has(value)) return 'child';
  const { callee } = value.call;
  return callee.kind === 'external' && callee.package === 'fastify' && (callee.path.length === 0 || (callee.path.length === 1 && MAKERS.has(callee.path[0]!))) ? 'app' : undefined;
}

export function isInstance(value: Value | undefined): value is ResultValue {
  return kindOf(value) !== undefined;
}

/** Makes `instance` one below `parent`: what the parent is decorated with, now or later, is there as well. */
export function adopt(child: Child): void {
  const { parent, instance } = child;
  children.set(instance, child);
  instance.props = new InheritedProps(parent.props);
  const list = below.get(parent);
  if (list) list.push(child); else below.set(parent, [child]);
}

export function childrenOf(instance: ResultValue): Child[] {
  return below.get(instance) ?? [];
}

/** The instances around it, outermost first, and itself. */
export function lineage(instance: ResultValue): ResultValue[] {
  const parent = children.get(instance)?.parent;
  return parent ? [...lineage(parent), instance] : [instance];
}

/** Where the routes of an instance are, by the prefixes of the plugins around it. */
export function pathOfInstance(instance: ResultValue): string {
  return join('/', lineage(instance).map((one) => children.get(one)?.prefix ?? '').join('/'));
}

export function childOf(instance: ResultValue): Child | undefined {
  return children.get(instance);
}

/** Properties of an object that has a prototype. Keys that the machine keeps for itself are each object's own. */
class InheritedProps extends Map<string, Value> {
  prototype: Map<string, Value>;

  constructor(prototype: Map<string, Value>) {
    super();
    this.prototype = prototype;
  }

  override get(key: string): Value | undefined {
    return super.get(key) ?? (key.startsWith('\0') ? undefined : this.prototype.get(key));
  }
}
