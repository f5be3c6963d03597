import type { ResultValue, Value } from '../../model/index.ts';
import { alternatives, boundedRegExp, literal, packageOf, textOf } from '../../link/index.ts';
import type { RequestLine } from '../dialect.ts';
import { option, texts } from './options.ts';

/** `guard.unless({ path: [...] })`, as express-unless gives it to its users; `undefined` when the value is something else. */
export function unlessCall(value: Value): ResultValue | undefined {
  if (value.kind !== 'result' || !value.call.receiver) return undefined;
  // `guard.unless = unless` gives a guard of one's own the method.
  return value.call.method === 'unless' || UNLESS.has(packageOf(value.call.callee) ?? '') ? value : undefined;
}

const UNLESS = new Set(['express-unless', 'koa-unless']);

/** Whether the request is let past the guard: by path, by method, by extension (express-unless, "Current options"). `undefined`: it cannot be told. */
export function isExempt(value: ResultValue, request: RequestLine): boolean | undefined {
  const methods = option(value.call, 'method');
  if (methods && texts([methods]).some((name) => name.toUpperCase() === request.method)) return true;
  const paths = option(value.call, 'path');
  const custom = option(value.call, 'custom');
  if (!paths && !methods && !custom) return undefined;
  let vague = custom !== undefined;
  for (const one of paths ? alternatives(paths).flatMap((list) => (list.kind === 'array' ? list.elements : [list])) : []) {
    const matched = matches(one, request);
    if (matched) return true;
    if (matched === undefined) vague = true;
  }
  return vague ? undefined : false;
}

function matches(pattern: Value, request: RequestLine): boolean | undefined {
  if (pattern.kind === 'object') {
    const methods = pattern.props.get('methods') ?? pattern.props.get('method');
    if (methods && !texts([methods]).some((name) => name.toUpperCase() === request.method)) return false;
    return matches(pattern.props.get('url') ?? literal(undefined), request);
  }
  if (pattern.kind === 'regexp') {
    const samples = ['1', 'a', 'a-b_c'].map((value) => request.path.replace(/:\w+/g, value));
    const regexp = boundedRegExp(pattern.source, pattern.flags);
    const results = new Set(samples.map((sample) => regexp?.test(sample)));
    return results.size === 1 ? [...results][0] : undefined;
  }
  const text = textOf(pattern);
  return text === undefined ? undefined : text === request.path;
}
