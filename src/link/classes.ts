import type { ClassValue, Expr, ObjectValue, Scope, Site, TypeFact, Value } from '../model/index.ts';
import { siteOf } from './domain.ts';
import type { Machine } from './machine.ts';
import { ancestry, instanceScope } from './members.ts';
import { array, object } from './values.ts';

export function construct(m: Machine, cls: ClassValue, args: Value[], site: Site): ObjectValue {
  const self = object(site);
  self.cls = cls;
  if (!m.domain && !m.quiet) m.instances.set(cls.cls, [...(m.instances.get(cls.cls) ?? []), self]);
  initialize(m, cls, args, self, site);
  return self;
}

export function initialize(m: Machine, cls: ClassValue, args: Value[], self: ObjectValue, site: Site): void {
  const constructor = cls.cls.members.find((member) => member.variant === 'constructor' && member.fn !== undefined);
  if (!constructor) {
    const { own, base } = ancestry(m, cls);
    if (own[1]) initialize(m, own[1], args, self, site);
    else if (base) {
      self.open = true;
      self.props.set('\0super', array(args));
    }
  }
  const scope = instanceScope(cls, self);
  for (const member of cls.cls.members) {
    if (member.static || member.variant !== 'property' || !member.value || member.name === '') continue;
    self.props.set(member.name, m.evaluate(member.value, scope));
  }
  if (!constructor) return;
  m.invoke({ kind: 'function', module: cls.module, fn: cls.module.functions[constructor.fn!]!, scope: cls.scope, self, home: cls }, args, self, site);
}

/** One instance for all who are given the class by injection: its constructor is not run. */
export function standIn(m: Machine, cls: ClassValue): ObjectValue {
  const known = m.standIns.get(cls.cls);
  if (known) return known;
  const made = object(siteOf(cls.module, cls.cls));
  made.cls = cls;
  made.open = true;
  m.standIns.set(cls.cls, made);
  return made;
}

/** `const sessions_1 = require('./sessions')`, as types are written where modules were compiled away. */
function isLoaded(init: Expr | undefined): boolean {
  return init?.kind === 'call' && init.callee.kind === 'ref' && (init.callee.name === 'require' || init.args.some(isLoaded));
}

/** What the name of a type denotes, when it is a class or comes from a package. */
export function typeValue(m: Machine, type: TypeFact | undefined, scope: Scope): Value | undefined {
  if (!type || type.binding < 0) return undefined;
  const facts = scope.module.bindings[type.binding];
  if (!facts || (facts.kind !== 'import' && facts.kind !== 'class' && facts.kind !== 'namespace' && !isLoaded(facts.init) && facts.init?.kind !== 'class')) return undefined;
  let value = m.lookup(type.binding, scope);
  for (const part of type.name.split('.').slice(1)) value = m.getMember(value, part, siteOf(scope.module, type));
  return value;
}

/** An instance of the class of ours that annotates something. */
export function instanceOf(m: Machine, type: TypeFact | undefined, scope: Scope): Value | undefined {
  const value = typeValue(m, type, scope);
  return value?.kind === 'class' ? m.standIn(value) : undefined;
}
