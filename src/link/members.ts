import { siteOf } from './domain.ts';
import type { ArrayValue, ClassValue, MemberFacts, ObjectValue, Scope, Site, Value } from '../model/index.ts';
import { absolute, folderOf } from './globals.ts';
import { constructedMember } from './injected.ts';
import type { Machine } from './machine.ts';
import { keeping } from './scope.ts';
import { isUndefined, literal, object, UNDEFINED, union, unknown } from './values.ts';

const FUNCTION_METHODS = new Set(['bind', 'call', 'apply']);
const PRIMITIVE_METHODS = new Set(['toString', 'toFixed', 'valueOf', 'toPrecision', 'toLocaleString']);
const PROMISE_METHODS = new Set(['then', 'catch', 'finally']);

export function getMember(m: Machine, target: Value, name: string, site: Site): Value {
  if (m.domain?.member) {
    const value = m.domain.member(target, name, site);
    if (value) return value;
  }
  switch (target.kind) {
    case 'object': return objectMember(m, target, name, site);
    case 'class': return classMember(m, target, name) ?? UNDEFINED;
    case 'function': {
      const own = target.props?.get(name);
      if (own) return own;
      if (FUNCTION_METHODS.has(name)) return { kind: 'builtin', name: `function.${name}`, self: target };
      if (name === 'name') return literal(target.fn.name);
      if (name === 'length') return literal(target.fn.params.length);
      if (name === 'prototype') {
        const prototype = object();
        (target.props ??= new Map()).set('prototype', prototype);
        return prototype;
      }
      return UNDEFINED;
    }
    case 'array': {
      if (name === 'length') return target.open ? unknown('the length of an open list') : literal(target.elements.length);
      if (/^\d+$/.test(name)) return target.elements[Number(name)] ?? (target.open ? union([...target.elements, unknown('an element of an open list')]) : UNDEFINED);
      return { kind: 'builtin', name: `array.${name}`, self: target };
    }
    case 'literal':
      if (target.asked && name !== 'length') return { kind: 'builtin', name: `string.${name}`, self: target };
      if (target.value === undefined || target.value === null) return unknown(`a member of ${String(target.value)}`, site);
      if (typeof target.value === 'string') return name === 'length' ? literal(target.value.length) : { kind: 'builtin', name: `string.${name}`, self: target };
      return PRIMITIVE_METHODS.has(name) ? { kind: 'builtin', name: `${typeof target.value}.${name}`, self: target } : UNDEFINED;
    case 'text': return { kind: 'builtin', name: `string.${name}`, self: target };
    case 'regexp': return name === 'source' ? literal(target.source) : { kind: 'builtin', name: `regexp.${name}`, self: target };
    case 'external': {
      if (PROMISE_METHODS.has(name)) return { kind: 'builtin', name: `promise.${name}`, self: target };
      if (FUNCTION_METHODS.has(name)) return { kind: 'builtin', name: `function.${name}`, self: target };
      return { kind: 'external', package: target.package, path: name === 'default' ? target.path : [...target.path, name] };
    }
    case 'result': {
      const own = target.props.get(name);
      if (own) return own;
      if (PROMISE_METHODS.has(name)) return { kind: 'builtin', name: `promise.${name}`, self: target };
      return property(target, name, target.props);
    }
    case 'property':
      if (PROMISE_METHODS.has(name)) return { kind: 'builtin', name: `promise.${name}`, self: target };
      if (FUNCTION_METHODS.has(name)) return { kind: 'builtin', name: `function.${name}`, self: target };
      return property(target, name);
    case 'union': return union(target.values.filter((one) => !(one.kind === 'literal' && !one.asked && (one.value === undefined || one.value === null))).map((one) => getMember(m, one, name, site)));
    case 'param': return { ...target, path: [...target.path, name] };
    case 'builtin': return builtinMember(target.name, name, site);
    case 'env': return { kind: 'builtin', name: `string.${name}`, self: target };
    case 'caller': return PROMISE_METHODS.has(name) ? { kind: 'builtin', name: `promise.${name}`, self: target } : unknown('something of the request');
    case 'unknown': return PROMISE_METHODS.has(name) ? { kind: 'builtin', name: `promise.${name}`, self: target } : property(target, name);
  }
}

function property(target: Value, name: string, cache?: Map<string, Value>): Value {
  const key = `\0${name}`;
  const known = cache?.get(key);
  if (known) return known;
  const made: Value = { kind: 'property', object: target, name };
  cache?.set(key, made);
  return made;
}

function builtinMember(of: string, name: string, site: Site): Value {
  if (of === 'process.env' || of === 'import.meta.env') return { kind: 'env', name };
  if (of === 'import.meta' && name === 'url') return literal(`file://${absolute(site.module.path)}`);
  if (of === 'import.meta' && name === 'dirname') return literal(absolute(folderOf(site.module.path)));
  if (of === 'import.meta' && name === 'filename') return literal(absolute(site.module.path));
  if (of === 'globalThis') return { kind: 'builtin', name };
  return { kind: 'builtin', name: `${of}.${name}` };
}

function objectMember(m: Machine, target: ObjectValue, name: string, site: Site): Value {
  const own = target.props.get(name);
  if (own) return own;
  const getter = target.props.get(`\0get ${name}`);
  if (getter?.kind === 'function') return m.invoke(getter, [], target, site);
  if (target.cls) {
    const inherited = instanceMember(m, target, target.cls, name, site);
    if (inherited) return inherited;
  }
  const prototype = target.props.get('\0prototype');
  if (prototype?.kind === 'object' && prototype.props.has(name)) {
    const value = prototype.props.get(name)!;
    return value.kind === 'function' ? { ...value, self: target } : value;
  }
  if (name === 'hasOwnProperty' || name === 'toString') return { kind: 'builtin', name: `object.${name}`, self: target };
  if (PROMISE_METHODS.has(name)) return { kind: 'builtin', name: `promise.${name}`, self: target };
  if (target.rest) return union(target.rest.map((one) => getMember(m, one, name, site)));
  return target.open ? property(target, name, target.props) : UNDEFINED;
}

/** The classes it extends, nearest first, as far as they are the project's own; then the package's class, if any. */
export function ancestry(m: Machine, cls: ClassValue): { own: ClassValue[]; base?: Value } {
  const own: ClassValue[] = [cls];
  let current = cls;
  while (current.cls.extends && own.length < 20) {
    const base = m.evaluate(current.cls.extends, current.scope);
    if (base.kind !== 'class') return { own, base };
    if (own.includes(base)) break;
    own.push(base);
    current = base;
  }
  return { own };
}

function instanceMember(m: Machine, target: ObjectValue, cls: ClassValue, name: string, site: Site): Value | undefined {
  const { own, base } = ancestry(m, cls);
  for (const one of own) {
    const member = one.cls.members.find((mem) => !mem.static && mem.name === name && mem.variant !== 'constructor' && mem.variant !== 'set');
    const value = (member && memberValue(m, one, member, target, site)) ?? constructedMember(m, one, target, name);
    if (value) return value;
    // By the time of a request, code that was not followed may have set it.
    if (member && m.domain && member.variant === 'property') return property(target, name, target.props);
  }
  if (base) return { kind: 'property', object: base, name };
  return undefined;
}

function memberValue(m: Machine, cls: ClassValue, member: MemberFacts, target: ObjectValue, site: Site): Value | undefined {
  if (member.variant === 'method') return { kind: 'function', module: cls.module, fn: cls.module.functions[member.fn!]!, scope: cls.scope, self: target, home: cls };
  if (member.variant === 'get') return m.invoke({ kind: 'function', module: cls.module, fn: cls.module.functions[member.fn!]!, scope: cls.scope, self: target, home: cls }, [], target, site);
  if (member.variant !== 'property') return undefined;
  // Reached only on an instance that nobody constructed, or for a property without a value.
  const { value: written } = member;
  const value = written ? keeping(m, () => m.evaluate(written, instanceScope(cls, target))) : m.instanceOf(member.type, cls.scope);
  if (value) target.props.set(member.name, value);
  return value ?? undefined;
}

export function instanceScope(cls: ClassValue, self: ObjectValue): Scope {
  return { module: cls.module, fn: cls.scope.fn, ...(cls.scope.of ? { of: cls.scope.of } : {}), parent: cls.scope, values: new Map(), self, home: cls };
}

export function classMember(m: Machine, cls: ClassValue, name: string): Value | undefined {
  for (const one of ancestry(m, cls).own) {
    const own = one.props.get(name);
    if (own) return own;
    const member = one.cls.members.find((mem) => mem.static && mem.name === name);
    if (member?.fn !== undefined && member.variant === 'method') {
      return { kind: 'function', module: one.module, fn: one.module.functions[member.fn]!, scope: one.scope, self: cls, home: one };
    }
    if (member?.fn !== undefined && member.variant === 'get') {
      return m.invoke({ kind: 'function', module: one.module, fn: one.module.functions[member.fn]!, scope: one.scope, self: cls }, [], cls, siteOf(one.module, member));
    }
    if (member?.value) {
      const { value: written } = member;
      const value = keeping(m, () => m.evaluate(written, { module: one.module, fn: one.scope.fn, ...(one.scope.of ? { of: one.scope.of } : {}), parent: one.scope, values: new Map(), self: cls }));
      one.props.set(name, value);
      return value;
    }
  }
  if (name === 'name') return literal(cls.cls.name);
  if (name === 'prototype') return m.standIn(cls);
  return undefined;
}

export function setMember(m: Machine, target: Value, name: string, value: Value, site: Site): void {
  if (m.domain?.assignMember?.(target, name, value, site)) return;
  if (target.kind === 'union') { target.values.forEach((one) => setMember(m, one, name, value, site)); return; }
  if (target.kind === 'array') {
    if (m.trail) { const { elements, open } = target; const copy = [...elements]; m.trail.push(() => { target.elements = copy; target.open = open; }); }
    if (/^\d+$/.test(name)) setElement(target, Number(name), value); else target.open = true;
    return;
  }
  const props = target.kind === 'object' || target.kind === 'result' || target.kind === 'class' ? target.props : target.kind === 'function' ? (target.props ??= new Map()) : undefined;
  if (!props) return;
  if (target.kind === 'object') {
    const setter = target.props.get(`\0set ${name}`);
    if (setter?.kind === 'function') { m.invoke(setter, [value], target, site); return; }
  }
  const before = props.get(name);
  const isFresh = target.kind === 'object' && m.fresh !== undefined && target.id > m.fresh;
  if (m.trail && !isFresh) m.trail.push(() => { if (before) props.set(name, before); else props.delete(name); });
  const weak = m.branches > 0 && !m.domain && before && !isUndefined(before);
  props.set(name, weak ? union([before, value]) : value);
}

/** An index so far behind the end says nothing of what is in between. */
const FAR = 1_000;

function setElement(target: ArrayValue, index: number, value: Value): void {
  if (index > target.elements.length + FAR) {
    target.elements.push(value);
    target.open = true;
    return;
  }
  while (target.elements.length < index) target.elements.push(UNDEFINED);
  target.elements[index] = value;
}

/** A key that is not known was set: anything may be in it now. */
export function openObject(m: Machine, target: Value, value: Value): void {
  if (target.kind === 'object' && value.kind === 'builtin' && value.name === 'members' && value.self) {
    const { rest } = target;
    if (m.trail) m.trail.push(() => { if (rest) target.rest = rest; else delete target.rest; });
    target.rest = [...(rest ?? []), value.self];
  }
  // While requests are simulated, a flag among them may be the one that was set.
  if (target.kind === 'object' && !target.cls && m.domain && value.kind === 'literal') {
    for (const [name, before] of target.props) {
      if (before.kind !== 'literal' || name.startsWith('\0') || typeof before.value !== typeof value.value) continue;
      if (m.trail) m.trail.push(() => { target.props.set(name, before); });
      target.props.set(name, union([before, value]));
    }
  }
  if (target.kind === 'object' && !target.open) {
    if (m.trail) m.trail.push(() => { target.open = false; });
    target.open = true;
  }
  if (target.kind === 'array') {
    if (m.trail) { const copy = [...target.elements]; const { open } = target; m.trail.push(() => { target.elements = copy; target.open = open; }); }
    target.elements.push(value);
    target.open = true;
  }
}
