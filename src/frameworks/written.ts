import type { Expr, ObjectExpr, Site, Value } from '../model/index.ts';
import { contentOf, walkModule } from '../link/index.ts';
import type { Element } from '../guards/index.ts';
import { nameOfExpr, nameOfValue } from './elements.ts';

const objects = new WeakMap<object, Map<number, ObjectExpr>>();

/** The expression of a property, as written in the object literal that stands there. */
export function propertyAt({ module, start }: Site, key: string): Expr | undefined {
  let known = objects.get(contentOf(module));
  if (!known) {
    const found = new Map<number, ObjectExpr>();
    walkModule(module, { expr(expr) { if (expr.kind === 'object') found.set(expr.start, expr); } });
    objects.set(contentOf(module), (known = found));
  }
  return known.get(start)?.properties.find((one) => one.key === key)?.value;
}

/**
 * What a property of an object holds, lists opened, in order; each at the place where it is written.
 *
 * @param owner where the object stands, if it is written down
 * @param fallback the place of what is not
 */
export function elementsOfProperty(value: Value | undefined, key: string, owner: Site | undefined, fallback: Site): Element[] {
  const elements: Element[] = [];
  if (value) add(value, owner && propertyAt(owner, key));
  return elements;

  function add(one: Value, at: Expr | undefined): void {
    if (one.kind === 'array') {
      const inner = at?.kind === 'array' && at.elements.length === one.elements.length && at.elements.every((element) => element.kind !== 'spread') ? at.elements : undefined;
      one.elements.forEach((element, i) => add(element, inner?.[i] ?? at));
      return;
    }
    const name = (at && at.kind !== 'array' && nameOfExpr(at)) || nameOfValue(one);
    elements.push({ value: one, site: at && owner ? { module: owner.module, start: at.start, end: at.end } : fallback, name });
  }
}
