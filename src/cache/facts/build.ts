import type { Shape } from './shapes.ts';

/** What objects are made from, one value after the other. */
export interface Values {
  start(): number;
  /** Of the span that began. */
  length(): number;
  value(): unknown;
}

export type Build = (from: Values) => object;

/**
 * How an object of a shape is made. Those that nine of ten objects have are written out, for V8 makes an object whose keys it knows
 * several times faster than one that gets its keys one by one.
 */
export function build(shape: Shape): Build {
  return WRITTEN_OUT[shape.layout] ?? keyByKey(shape);
}

const WRITTEN_OUT: Record<string, Build> = {
  'kind=ref start end name binding': (from) => {
    const start = from.start();
    return { kind: 'ref', start, end: start + from.length(), name: from.value(), binding: from.value() };
  },
  'kind=member start end object property propertyStart': (from) => {
    const start = from.start();
    return { kind: 'member', start, end: start + from.length(), object: from.value(), property: from.value(), propertyStart: from.value() };
  },
  'kind=call start end callee args': (from) => {
    const start = from.start();
    return { kind: 'call', start, end: start + from.length(), callee: from.value(), args: from.value() };
  },
  'kind=literal start end value': (from) => {
    const start = from.start();
    return { kind: 'literal', start, end: start + from.length(), value: from.value() };
  },
  'variant start end key value': (from) => {
    const start = from.start();
    const end = start + from.length();
    return { variant: from.value(), start, end, key: from.value(), value: from.value() };
  },
  'kind=declare start end binding init': (from) => {
    const start = from.start();
    return { kind: 'declare', start, end: start + from.length(), binding: from.value(), init: from.value() };
  },
  'kind=object start end properties': (from) => {
    const start = from.start();
    return { kind: 'object', start, end: start + from.length(), properties: from.value() };
  },
  'name kind=const owner start end init': (from) => {
    const start = from.start();
    const end = start + from.length();
    return { name: from.value(), kind: 'const', owner: from.value(), start, end, init: from.value() };
  },
  'kind=expr start end expr': (from) => {
    const start = from.start();
    return { kind: 'expr', start, end: start + from.length(), expr: from.value() };
  },
  'kind=this start end': (from) => {
    const start = from.start();
    return { kind: 'this', start, end: start + from.length() };
  },
  'name kind=param owner start end': (from) => {
    const start = from.start();
    const end = start + from.length();
    return { name: from.value(), kind: 'param', owner: from.value(), start, end };
  },
  'kind=function start end fn': (from) => {
    const start = from.start();
    return { kind: 'function', start, end: start + from.length(), fn: from.value() };
  },
  'start end binding': (from) => {
    const start = from.start();
    return { start, end: start + from.length(), binding: from.value() };
  },
  'kind=return start end value': (from) => {
    const start = from.start();
    return { kind: 'return', start, end: start + from.length(), value: from.value() };
  },
};

function keyByKey({ layout, kind, keys, spanned }: Shape): Build {
  const empty: Record<string, unknown> = {};
  for (const field of layout === '' ? [] : layout.split(' ')) {
    const key = field.startsWith('kind=') ? 'kind' : field;
    empty[key] = key === 'kind' ? kind : undefined;
  }
  return (from) => {
    const object = { ...empty };
    if (spanned) {
      const start = from.start();
      object.start = start;
      object.end = start + from.length();
    }
    for (const key of keys) object[key] = from.value();
    return object;
  };
}
