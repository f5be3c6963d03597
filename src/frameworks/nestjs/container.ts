import type { ClassFacts, ClassValue, Expr, ObjectValue, Site, Value } from '../../model/index.ts';
import { alternatives, packageOf, pathOf, textOf, UNDEFINED, walkModule, type Machine } from '../../link/index.ts';
import { caller } from '../../guards/index.ts';
import { evaluateIn, invokeAside } from '../aside.ts';
import type { Classes } from '../classes.ts';
import type { ModuleGraph } from './modules.ts';
import { isNest, listOf, member, resolved } from './names.ts';

/** What Nest's injector would hand out, as far as it can be told. */
export interface Container {
  /** Providers of a token, in the order in which their modules are scanned. */
  provided(token: string): Provider[];
  /** What a provider stands for: an instance, or a value. */
  give(provider: Value): Value;
  /** The instance of a class, with what is injected into it. */
  instance(cls: ClassValue): ObjectValue;
}

export interface Provider {
  value: Value;
  site: Site;
  /** Only in some installations. */
  conditional: boolean;
}

/** Whether something is written in a branch of a condition: `...(enabled ? [provider] : [])`. */
function isConditional({ module, start, end }: Site): boolean {
  let found = false;
  const holds = (part: Expr): boolean => part.start <= start && end <= part.end;
  walkModule(module, {
    expr(expr) {
      if (expr.start > start || expr.end < end) return expr.kind !== 'function' && expr.kind !== 'class' ? undefined : false;
      if ((expr.kind === 'conditional' && (holds(expr.then) || holds(expr.else))) || (expr.kind === 'logical' && holds(expr.right))) found = true;
      return undefined;
    },
  });
  return found;
}

/** What tells one injection token from another. */
function tokenOf(value: Value): unknown {
  if (value.kind === 'class') return value.cls;
  if (value.kind === 'object') return value.id;
  if (value.kind === 'external') return `${packageOf(value)}#${pathOf(value).join('.')}`;
  return textOf(value);
}

const GIVES = ['useClass', 'useExisting', 'useFactory', 'useValue'];

export function containerOf(machine: Machine, classes: Classes, graph: ModuleGraph): Container {
  const byToken = new Map<unknown, Provider[]>();
  for (const node of graph.modules) {
    for (const value of node.providers) {
      const token = tokenFor(member(value, 'provide'));
      if (token === undefined || !GIVES.some((name) => member(value, name))) continue;
      const site = value.kind === 'object' && value.site ? value.site : { module: node.cls.module, start: node.cls.cls.start, end: node.cls.cls.start };
      byToken.set(token, [...(byToken.get(token) ?? []), { value, site, conditional: isConditional(site) }]);
    }
  }
  const wired = new Set<ClassFacts>();
  const giving = new Set<Value>();

  function tokenFor(value: Value | undefined): unknown {
    if (!value) return undefined;
    const settled = resolved(machine, value);
    // Nest's own tokens are strings; what they are called is what they are.
    return isNest(settled, 'APP_GUARD', 'APP_INTERCEPTOR') && settled.kind === 'external' ? settled.path.at(-1) : tokenOf(settled);
  }

  function resolve(token: Value | undefined): Value | undefined {
    const settled = token && resolved(machine, token);
    // Of a provider that is made for each request.
    if (settled && isNest(settled, 'REQUEST')) return caller('request', 'req');
    if (settled && isNest(settled, 'CONTEXT')) return caller('context', 'graphql');
    const found = settled && byToken.get(tokenFor(settled))?.at(-1);
    if (found && !giving.has(found.value)) return give(found.value);
    return settled?.kind === 'class' ? instance(settled) : settled?.kind === 'external' && /^[A-Z]/.test(settled.path.at(-1) ?? '') ? settled : undefined;
  }

  function give(provider: Value): Value {
    giving.add(provider);
    try {
      const made = member(provider, 'useClass') ?? (provider.kind === 'class' ? provider : undefined);
      if (made) { const cls = resolved(machine, made); return cls.kind === 'class' ? instance(cls) : cls; }
      const existing = member(provider, 'useExisting');
      if (existing) return resolve(existing) ?? existing;
      const factory = member(provider, 'useFactory');
      if (factory?.kind !== 'function') return member(provider, 'useValue') ?? UNDEFINED;
      const args = listOf(member(provider, 'inject')).values.map((token) => resolve(member(token, 'token') ?? token) ?? { kind: 'unknown' as const, reason: 'something injected' });
      return invokeAside(machine, factory, args, { module: factory.module, start: factory.fn.start, end: factory.fn.end });
    } finally {
      giving.delete(provider);
    }
  }

  function instance(cls: ClassValue): ObjectValue {
    const made = machine.standIn(cls);
    const own = made.cls ?? cls;
    if (!wired.has(own.cls)) {
      wired.add(own.cls);
      for (const one of classes.lineage(own)) wire(made, one);
    }
    return made;
  }

  /** Where what is injected is another than the annotation's own class, it is set on the instance. */
  function wire(made: ObjectValue, cls: ClassValue): void {
    const constructor = cls.cls.members.find((one) => one.variant === 'constructor' && one.fn !== undefined);
    const params = constructor ? cls.module.functions[constructor.fn!]!.params : [];
    for (const param of params) {
      const type = machine.typeValue(param.type, cls.scope);
      const token = (param.decorators ?? []).map((expr) => evaluateIn(machine, expr, cls.scope)).find((one) => isNest(one, 'Inject'));
      const value = resolve(token?.kind === 'result' ? token.call.args[0] ?? type : type);
      if (param.property && value) set(made, cls.module.bindings[param.binding]!.name, value);
    }
    for (const field of cls.cls.members) {
      if (field.variant !== 'property' || !field.decorators) continue;
      const token = field.decorators.map((expr) => evaluateIn(machine, expr, cls.scope)).find((one) => isNest(one, 'Inject'));
      const value = token && resolve(token.kind === 'result' ? token.call.args[0] ?? machine.typeValue(field.type, cls.scope) : machine.typeValue(field.type, cls.scope));
      if (value) set(made, field.name, value);
    }
  }

  function set(made: ObjectValue, name: string, value: Value): void {
    if (!made.props.has(name)) made.props.set(name, alternatives(value)[0]!);
  }

  // A class that stands for another (`{ provide: Port, useClass: Adapter }`) is met by its annotation as well.
  for (const [token, providers] of byToken) {
    const { value: provider } = providers.at(-1)!;
    if (typeof token !== 'object' || token === null || (!member(provider, 'useClass') && !member(provider, 'useExisting'))) continue;
    const value = give(provider);
    if (value.kind === 'object') machine.standIns.set(token as ClassFacts, value);
  }

  return { provided: (token) => byToken.get(token) ?? [], give, instance };
}
