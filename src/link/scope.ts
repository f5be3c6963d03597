import type { FunctionFacts, Scope, Value } from '../model/index.ts';
import type { Machine } from './machine.ts';
import { assignedTo } from './assignments.ts';
import { unknown, UNDEFINED, union, isUndefined } from './values.ts';

/** The scope among the enclosing ones whose variables include the binding. */
function ownerOf(binding: number, scope: Scope): Scope {
  const facts = scope.module.bindings[binding]!;
  let last = scope;
  for (let s: Scope | undefined = scope; s; s = s.parent) {
    if (s.values.has(facts)) return s;
    last = s;
  }
  for (let s: Scope | undefined = scope; s; s = s.parent) if (indexOf(s) === facts.owner) return s;
  return last;
}

/** The index of the function that a scope is of, or -1. */
export function indexOf(scope: Scope): number {
  return scope.of ? scope.of.id : scope.fn;
}

/** Sets a variable, noting how to take it back. */
export function setValue(m: Machine, scope: Scope, binding: number, value: Value): void {
  const facts = scope.module.bindings[binding]!;
  if (m.trail && scope.run !== m.trail) {
    const before = scope.values.get(facts);
    m.trail.push(() => { if (before) scope.values.set(facts, before); else scope.values.delete(facts); });
  }
  scope.values.set(facts, value);
}

export function assign(m: Machine, binding: number, value: Value, scope: Scope): void {
  const owner = ownerOf(binding, scope);
  const before = owner.values.get(owner.module.bindings[binding]!);
  const weak = m.branches > 0 && !m.domain && before !== undefined && !isUndefined(before);
  setValue(m, owner, binding, weak ? union([before, value]) : value);
}

/** The value of a variable. One that was not reached yet (hoisting, cycles of imports) is worked out from its declaration. */
export function lookup(m: Machine, binding: number, scope: Scope): Value {
  const facts = scope.module.bindings[binding]!;
  for (let s: Scope | undefined = scope; s; s = s.parent) {
    const value = s.values.get(facts);
    if (value !== undefined) return value;
  }
  const owner = ownerOf(binding, scope);
  if (owner.resting) owner.values.set(facts, unknown('a name that depends on itself'));
  // A simulation works values out for itself; what the project's modules hold is the same for all.
  const value = owner.resting && owner.of ? holding(m, owner.of, () => declared(m, binding, owner)) : keeping(m, () => declared(m, binding, owner));
  owner.values.set(facts, value);
  return value;
}

/** Works out what is kept until the function is edited. */
function holding<T>(m: Machine, holder: FunctionFacts, work: () => T): T {
  m.holders.push(holder);
  try {
    return work();
  } finally {
    m.holders.pop();
  }
}

/** Works out what is kept whoever asked for it: what is entered for it counts as entered while setting up. */
export function keeping<T>(m: Machine, work: () => T): T {
  m.keeping++;
  try {
    return work();
  } finally {
    m.keeping--;
  }
}

function declared(m: Machine, binding: number, scope: Scope): Value {
  const facts = scope.module.bindings[binding]!;
  const module = scope.module;
  if (facts.import) return m.importValue(module, facts.import.source, facts.import.name);
  if (facts.kind === 'function') {
    const index = module.functions.findIndex((fn) => fn.name === facts.name && fn.owner === facts.owner && fn.cls === undefined && fn.start <= facts.start && fn.end >= facts.end);
    if (index >= 0) return { kind: 'function', module, fn: module.functions[index]!, scope };
  }
  if (facts.kind === 'class') {
    const index = module.classes.findIndex((cls) => cls.name === facts.name && cls.start <= facts.start && cls.end >= facts.end);
    if (index >= 0) return { kind: 'class', module, cls: module.classes[index]!, scope, props: new Map() };
  }
  if (facts.kind === 'param') return paramValue(m, binding, scope);
  if (facts.kind === 'catch') return unknown('a caught error');
  if (scope.resting && facts.reassigned) {
    const values = assignedTo(module, binding).map((expr) => m.evaluate(expr, scope));
    return union([...(facts.init ? [m.evaluate(facts.init, scope)] : []), ...values]);
  }
  if (!facts.init) {
    const instance = m.instanceOf(facts.type, scope);
    return instance ?? (facts.kind === 'let' || facts.kind === 'var' ? UNDEFINED : unknown(`\`${facts.name}\` is declared without a value`));
  }
  scope.values.set(facts, unknown(`\`${facts.name}\` depends on itself`));
  const value = m.evaluate(facts.init, scope);
  scope.values.delete(facts);
  if (value.kind === 'unknown') return m.instanceOf(facts.type, scope) ?? value;
  return value;
}

function paramValue(m: Machine, binding: number, scope: Scope): Value {
  const fn = scope.module.functions[indexOf(scope)];
  if (!fn) return unknown('a parameter out of place');
  const index = fn.params.findIndex((param) => param.binding === binding);
  const param = fn.params[index];
  if (!param) return unknown('a parameter out of place');
  const typed = m.instanceOf(param.type, scope);
  if (typed) return typed;
  return { kind: 'param', module: scope.module, fn, index, path: [] };
}
