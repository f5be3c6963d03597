import type { Value } from '../../model/index.ts';
import { alternatives, packageOf } from '../../link/index.ts';
import type { Element } from '../../guards/index.ts';
import { nameOfValue } from '../elements.ts';

/** What stands in front of a handler that packages have wrapped (`withApiAuthRequired(handler)`), outermost first, and the handler. */
export function unwrapped(element: Element, depth = 0): { before: Element[]; handler: Element } {
  const { value } = element;
  if (value.kind !== 'result' || depth > 5 || packageOf(value) === undefined) return { before: [], handler: element };
  const inner = value.call.args.flatMap(handlersIn).at(-1);
  if (!inner) return { before: [], handler: element };
  const rest = unwrapped({ ...element, value: inner }, depth + 1);
  return { before: [{ ...element, name: nameOfValue(value.call.callee) || element.name }, ...rest.before], handler: rest.handler };
}

/** A handler among the arguments, or under the usual name in an object of options. */
function handlersIn(value: Value): Value[] {
  if (value.kind === 'object') {
    const named = value.props.get('handler');
    return named && alternatives(named).some((one) => one.kind === 'function') ? [named] : [];
  }
  return alternatives(value).some((one) => one.kind === 'function') || (value.kind === 'result' && packageOf(value) !== undefined && value.call.args.some((arg) => arg.kind === 'function')) ? [value] : [];
}
