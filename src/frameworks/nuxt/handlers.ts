import type { Value } from '../../model/index.ts';
import { alternatives } from '../../link/index.ts';
import type { Element } from '../../guards/index.ts';
import { middlewareDialect } from './dialect.ts';
import { PARTS } from './model.ts';

/** It was handed over as an object, whose parts it has. */
export function hasParts(value: Value): boolean {
  return value.kind === 'object' && value.props.has(PARTS);
}

/** What an event handler is made of: what it runs first, and what answers. */
export function partsOf(handler: Element): { before: Element[]; handler: Element } {
  const made = alternatives(handler.value).find(hasParts);
  if (made?.kind !== 'object') return { before: [], handler };
  const before = ['onRequest', 'middleware'].flatMap((name) => listed(made.props.get(name)).map((value): Element => ({ ...handler, value, name: value.kind === 'function' ? value.fn.name || name : name, dialect: middlewareDialect })));
  const inner = partsOf({ ...handler, value: made.props.get(PARTS)! });
  return { before: [...before, ...inner.before], handler: inner.handler };
}

function listed(value: Value | undefined): Value[] {
  return value === undefined ? [] : value.kind === 'array' ? value.elements : [value];
}
