import type { CallRecord, ClassValue, Expr, FunctionValue, MemberFacts, Site, Value } from '../model/index.ts';
import { alternatives, literal, object, resultOf, spansLines, textOf, UNDEFINED, unknown, type Domain, type Machine } from '../link/index.ts';
import { aside, evaluateIn, invokeAside } from './aside.ts';
import { member, namedOf } from './named.ts';

/** A package's decorator on a class or method, as it is written there or as one of the project's own decorators applies it. */
export interface Mark {
  package: string;
  name: string;
  args: Value[];
  /** The call that made it, when it is one. */
  record?: CallRecord;
  /** The decorator as written on the class or method. */
  site: Site;
  /** Only in some installations. */
  conditional: boolean;
}

/** What the decorators of one class or method leave behind. */
export interface Decorations {
  /** In the order in which they are applied: the lowest first. */
  marks: Mark[];
  metadata: Map<string, Value>;
  /** What a decorator put in the method's place. */
  replacement?: FunctionValue;
}

/** What tells one metadata key from another; `undefined` when it is not known which it is. */
export function keyOf(value: Value): string | undefined {
  const text = textOf(value);
  if (text !== undefined) return `text ${text}`;
  switch (value.kind) {
    case 'object': return `object ${value.id}`;
    case 'property': return value.name === 'KEY' ? keyOf(value.object) : undefined;
    case 'result': return textOf(member(value.call.args[0], 'key') ?? UNDEFINED) === undefined ? `result ${value.id}` : `text ${textOf(member(value.call.args[0], 'key')!)}`;
    default: return undefined;
  }
}

/**
 * What a framework's own helpers for decorators mean (`applyDecorators`): it applies what is meant, or returns `false` for a
 * decorator that only leaves its mark.
 */
export type Helpers = (value: Value, apply: (value: Value) => void, define: (key: Value, value: Value) => void, site: Site) => boolean;

interface Target {
  machine: Machine;
  helpers: Helpers | undefined;
  found: Decorations;
  /** What a decorator function is given. */
  args: Value[];
  site: Site;
  conditional: boolean;
}

/** Applies the decorators of a class. */
export function decorationsOfClass(machine: Machine, cls: ClassValue, helpers?: Helpers): Decorations {
  return decorate(machine, cls, cls.cls.decorators, helpers, () => [cls]);
}

/** Applies the decorators of a method. */
export function decorationsOfMethod(machine: Machine, cls: ClassValue, facts: MemberFacts, fn: FunctionValue, helpers?: Helpers): Decorations {
  return decorate(machine, cls, facts.decorators ?? [], helpers, () => {
    const descriptor = object();
    descriptor.props.set('value', fn);
    return [machine.standIn(cls), literal(facts.name), descriptor];
  });
}

function decorate(machine: Machine, cls: ClassValue, decorators: Expr[], helpers: Helpers | undefined, args: () => Value[]): Decorations {
  const found: Decorations = { marks: [], metadata: new Map() };
  const given = args();
  const original = given[2]?.kind === 'object' ? given[2].props.get('value') as FunctionValue : undefined;
  for (const expr of [...decorators].reverse()) {
    const site = headOf(cls, expr);
    apply({ machine, helpers, found, args: given, site, conditional: false }, evaluateIn(machine, expr, cls.scope));
  }
  const left = given[2]?.kind === 'object' ? given[2].props.get('value') : undefined;
  if (left?.kind === 'function' && left.fn !== original?.fn) found.replacement = left;
  return found;
}

/** What a finding underlines: the decorator from its `@` on, as far as it stands on one line. */
function headOf({ module }: ClassValue, expr: Expr): Site {
  const oneLine = !spansLines(module, expr.start, expr.end - 1);
  const end = oneLine && expr.end - expr.start < 200 ? expr.end : expr.kind === 'call' ? expr.callee.end : expr.end;
  return { module, start: Math.max(0, expr.start - 1), end };
}

function apply(target: Target, value: Value): void {
  if (value.kind === 'union') {
    for (const one of alternatives(value)) if (one.kind !== 'literal') apply({ ...target, conditional: true }, one);
    return;
  }
  if (value.kind === 'array') { value.elements.forEach((one) => apply(target, one)); return; }
  if (value.kind === 'function') { applyFunction(target, value); return; }
  if (target.helpers?.(value, (one) => apply(target, one), (key, given) => define(target, key, given), target.site)) return;
  const named = namedOf(value);
  if (!named) return;
  target.found.marks.push({ ...named, site: target.site, conditional: target.conditional, ...(value.kind === 'result' ? { record: value.call } : {}) });
}

function define(target: Target, key: Value, value: Value): void {
  const name = keyOf(key);
  if (name !== undefined) target.found.metadata.set(name, target.conditional ? unknown('metadata that is set under a condition') : value);
}

/** A decorator of the project's own is run, and what it applies to its target is applied. */
function applyFunction(target: Target, fn: FunctionValue): void {
  const domain: Domain = {
    choose: () => true,
    call(record) {
      const { callee, args } = record;
      if (callee.kind === 'builtin' && callee.name === 'Reflect.defineMetadata') { if (args[0]) define(target, args[0], args[1] ?? UNDEFINED); return UNDEFINED; }
      if (callee.kind === 'builtin' && /^Reflect\.get(Own)?Metadata$/.test(callee.name)) return target.found.metadata.get(keyOf(args[0] ?? UNDEFINED) ?? '') ?? UNDEFINED;
      if (args[0] === target.args[0]) { aside(target.machine, undefined, () => apply(target, callee), undefined); return UNDEFINED; }
      return resultOf(record);
    },
  };
  invokeAside(target.machine, fn, target.args, target.site, domain);
}
