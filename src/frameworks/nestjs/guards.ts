import type { FunctionValue, ObjectValue, Site, Value } from '../../model/index.ts';
import { alternatives, type Machine } from '../../link/index.ts';
import type { Element } from '../../guards/index.ts';
import { elementsOf, nameOfValue } from '../elements.ts';
import type { Classes } from '../classes.ts';
import type { Container } from './container.ts';
import type { Mark } from '../decorations.ts';
import type { Dialects } from './dialects.ts';
import type { Entry } from './entry.ts';
import { libraryDecorator, libraryGuard } from './libraries.ts';
import { isNest, method, resolved } from './names.ts';
import type { Strategies } from './strategies.ts';

/** A guard, interceptor or middleware as it is put somewhere. */
export interface Use {
  value: Value;
  name: string;
  site: Site;
  /** Only in some installations. */
  conditional: boolean;
}

export interface GuardContext { machine: Machine; classes: Classes; container: Container; strategies: Strategies; dialects: Dialects }

/** What decorators of this name put there, in the order in which Nest runs it. */
export function usesOf(marks: Mark[], decorator: string): Use[] {
  return marks.flatMap((mark): Use[] => {
    if (mark.name !== decorator || !mark.package.startsWith('@nestjs/') || !mark.record) return [];
    return elementsOf(mark.record, 0).map(({ value, site, name }): Use => {
      const written = site.module === mark.site.module && site.start >= mark.site.start;
      return { value, name: name || nameOf(value), site: written ? site : mark.site, conditional: mark.conditional };
    });
  });
}

/** What a guard, interceptor or provider is called. */
export function nameOf(value: Value): string {
  if (value.kind === 'class') return value.cls.name;
  if (value.kind === 'object') return value.cls?.cls.name ?? '';
  return nameOfValue(value);
}

/** Package decorators that are guards. */
export function decoratorGuards(marks: Mark[]): Element[] {
  return marks.flatMap((mark): Element[] => {
    const given = libraryDecorator(mark);
    return given ? [{ value: { kind: 'external', package: mark.package, path: [mark.name] }, site: mark.site, name: mark.name, given }] : [];
  });
}

/** What there is to judge of a guard in front of a handler. */
export function guardElement(use: Use, entry: Entry, context: GuardContext): Element {
  const base: Element = { value: use.value, site: use.site, name: use.name };
  const [value, ...others] = alternatives(use.value).filter((one) => one.kind !== 'literal').map((one) => resolved(context.machine, one));
  if (!value) return { ...base, given: { proves: 'nothing', basis: 'body' } };
  const element = { ...base, value, ...judged(value, entry, context) };
  if ((!use.conditional && others.length === 0) || element.given?.proves === 'nothing') return element;
  return { ...element, given: { proves: 'unknown', basis: 'body', reason: `\`${use.name}\` is there only under a condition that could not be decided` } };
}

function judged(value: Value, entry: Entry, context: GuardContext): Partial<Element> {
  if (value.kind === 'class') return judgedInstance(context.container.instance(value), entry, context);
  if (value.kind === 'object') return judgedInstance(value, entry, context);
  return judgedOutside(value, entry, context) ?? {};
}

function judgedInstance(instance: ObjectValue, entry: Entry, context: GuardContext): Partial<Element> {
  const { machine, classes, dialects } = context;
  const own = (name: string): FunctionValue | undefined => method(machine, instance, name);
  const base = instance.cls && classes.base(instance.cls);
  const outside = base && judgedOutside(resolved(machine, base), entry, context);
  // Whoever starts a login or is let in without one is not checked by what the project adds to it.
  if (outside?.given && outside.given.proves === 'nothing' && (outside.given.startsLogin || outside.given.populates)) return outside;
  const canActivate = own('canActivate');
  if (canActivate) return { value: canActivate, dialect: dialects.guard };
  const handleRequest = outside && isNest(base, 'AuthGuard') && outside.given?.proves === 'authentication' ? own('handleRequest') : undefined;
  if (handleRequest) return { value: handleRequest, dialect: dialects.handleRequest };
  return outside ?? { given: { proves: 'unknown', basis: 'name', reason: 'its `canActivate` could not be found' } };
}

function judgedOutside(value: Value, entry: Entry, context: GuardContext): Partial<Element> | undefined {
  const strategy = context.strategies(value);
  if (strategy?.validate) return { value: strategy.validate, dialect: context.dialects.validate };
  if (strategy) return { value, given: strategy.given };
  const given = libraryGuard(value, entry, context.classes);
  return given && { value, given };
}

/** An interceptor of the project's own, which may turn callers away before the handler. */
export function interceptorElement(use: Use, { machine, container, dialects }: GuardContext): Element | undefined {
  const value = resolved(machine, alternatives(use.value)[0]!);
  const instance = value.kind === 'class' ? container.instance(value) : value;
  const intercept = method(machine, instance, 'intercept');
  return intercept && { value: intercept, site: use.site, name: use.name, dialect: dialects.interceptor };
}
