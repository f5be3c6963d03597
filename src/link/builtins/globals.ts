import type { CallRecord, ObjectValue, Value } from '../../model/index.ts';
import { aside } from '../aside.ts';
import { Thrown, siteOf } from '../domain.ts';
import { spreadInto } from '../evaluate.ts';
import { anyOf, entries, iterate, pairs } from '../iterate.ts';
import type { CallSiteInfo, Machine } from '../machine.ts';
import { rejected, resolved, settle, settlement } from '../promises.ts';
import { array, FALSE, literal, object, same, textOf, TRUE, truth, UNDEFINED, unknown, UNKNOWN_PATTERN } from '../values.ts';
import { collection } from './collections.ts';
import { moduleUrl } from './core.ts';
import { defineProperties, defineProperty, keys } from './properties.ts';

const RUNS_CALLBACK = new Set(['setTimeout', 'setImmediate', 'queueMicrotask', 'process.nextTick', 'process.on', 'process.once']);

const ENDS = /^(SIG[A-Z]+|exit|beforeExit|disconnect|uncaughtException(Monitor)?|unhandledRejection|rejectionHandled|multipleResolves|warning)$/;

/** Functions and constructors of the language and of Node's globals. */
export function globalCall(m: Machine, name: string, args: Value[], at: CallSiteInfo, constructed: boolean): Value | undefined {
  const site = siteOf(at.scope.module, at.expr);
  const first = args[0] ?? UNDEFINED;
  if (RUNS_CALLBACK.has(name)) {
    // What is done when the process ends is not part of how it starts.
    if (name.startsWith('process.o') && ENDS.test(textOf(first) ?? '')) return unknown(`the result of ${name}`);
    const callback = args.find((arg) => arg.kind === 'function');
    // What a timer or an event does later is no part of the answer to the request at hand.
    if (callback && (!m.domain || name === 'setImmediate' || name === 'process.nextTick' || name === 'queueMicrotask')) m.call(callback, args.slice(2), undefined, at);
    return unknown(`the result of ${name}`);
  }
  if (name === 'URL') {
    const beside = moduleUrl(args);
    if (beside) return beside;
  }
  switch (name) {
    case 'Object.keys': return keys(first);
    case 'Object.getOwnPropertyNames': case 'Reflect.ownKeys': return keys(first, true);
    case 'Reflect.get': { const name = textOf(args[1] ?? UNDEFINED); return name === undefined ? undefined : m.getMember(first, name, site); }
    case 'Object.defineProperty': case 'Reflect.defineProperty': return defineProperty(m, first, args[1] ?? UNDEFINED, args[2] ?? UNDEFINED, site);
    case 'Object.defineProperties': return defineProperties(m, first, args[1] ?? UNDEFINED, site);
    case 'Object.values': return array(entries(first).map(([, value]) => value), !closed(first));
    case 'Object.entries': return pairs(first);
    case 'Object.fromEntries': return fromEntries(m, first);
    case 'Object.freeze': case 'Object.seal': case 'structuredClone': case 'Object.create': return name === 'Object.create' ? object(site) : first;
    case 'Object.assign': {
      args.slice(1).forEach((arg) => {
        if (arg.kind === 'object') entries(arg).forEach(([key, value]) => m.setMember(first, key, value, site));
        else if (first.kind === 'object' && truth(arg) !== false) first.open = true;
      });
      return first;
    }
    case 'Array.isArray': return first.kind === 'array' ? TRUE : first.kind === 'object' || first.kind === 'literal' || first.kind === 'function' ? FALSE : unknown('a type test');
    case 'Array.from': { const { values, open } = iterate(m, first); return array(args[1] ? values.map((value, i) => m.call(args[1]!, [value, literal(i)], undefined, at)) : values, open); }
    case 'Array.of': return array(args);
    case 'Array': return array([], true);
    case 'Set': case 'Map': case 'WeakSet': case 'WeakMap': return constructed ? collection(m, name.endsWith('Set') ? 'Set' : 'Map', args[0]) : undefined;
    case 'Promise': return promise(m, first, at);
    case 'Promise.resolve': return m.domain ? resolved(first) : first;
    case 'Promise.reject': if (m.domain) return rejected(new Thrown(first, site)); return first;
    case 'Promise.all': { const { values, open } = iterate(m, first); return array(values.map(settle), open); }
    case 'Promise.allSettled': { const { values, open } = iterate(m, first); return array(values.map(settlement), open); }
    case 'Promise.race': case 'Promise.any': return anyOf(first);
    case 'String': return first.kind === 'literal' && first.asked ? first : textOf(first) !== undefined ? literal(textOf(first), site) : first;
    case 'Boolean': { const holds = m.truth(first); return holds === undefined ? first : literal(holds); }
    case 'Number': case 'parseInt': case 'parseFloat': return first.kind === 'literal' ? literal(Number(first.value)) : first.kind === 'caller' ? first : unknown('a number');
    case 'Error': case 'TypeError': case 'RangeError': return error(name, args);
    case 'Symbol': case 'Symbol.for': return object(site);
    case 'RegExp': { const source = first.kind === 'regexp' ? first.source : textOf(first); return source === undefined ? unknown(UNKNOWN_PATTERN, site) : { kind: 'regexp', source, flags: textOf(args[1] ?? UNDEFINED) ?? '', site }; }
    case 'Object.is': { const equal = same(first, args[1] ?? UNDEFINED); return equal === undefined ? unknown('a comparison') : literal(equal); }
    case 'JSON.parse': case 'decodeURIComponent': case 'encodeURIComponent': case 'Buffer.from': case 'JSON.stringify': case 'atob': case 'btoa': case 'unescape':
      return m.domain?.call?.({ order: 0, callee: { kind: 'builtin', name }, method: '', args, module: at.scope.module, expr: at.expr, constructed, conditions: [], frames: [] });
    default: {
      if (!m.domain) args.forEach((arg) => { if (arg.kind === 'function' && !name.startsWith('console')) m.call(arg, [], undefined, at); });
      const record: CallRecord = { order: 0, callee: { kind: 'builtin', name }, method: '', args, module: at.scope.module, expr: at.expr, constructed, conditions: [], frames: [] };
      return m.domain ? m.domain.call?.(record) : aside(m, record);
    }
  }
}

function closed(value: Value): boolean {
  return value.kind === 'object' && !value.open;
}

function fromEntries(m: Machine, value: Value): ObjectValue {
  const made = object();
  const { values, open } = iterate(m, value);
  made.open = open;
  for (const pair of values) {
    const key = pair.kind === 'array' && pair.elements[0] ? textOf(pair.elements[0]) : undefined;
    if (key !== undefined && pair.kind === 'array') made.props.set(key, pair.elements[1] ?? UNDEFINED); else made.open = true;
  }
  return made;
}

function error(name: string, args: Value[]): Value {
  const made = object();
  made.props.set('\0error', { kind: 'builtin', name });
  made.props.set('name', literal(name));
  made.props.set('message', args[0] ?? literal(''));
  made.props.set('stack', unknown('a stack'));
  if (args[1]?.kind === 'object') spreadInto(made, args[1]);
  return made;
}

function promise(m: Machine, executor: Value, at: CallSiteInfo): Value {
  const outcome = object();
  const resolve: Value = { kind: 'builtin', name: 'promise.settle', self: outcome };
  const reject: Value = { kind: 'builtin', name: 'promise.refuse', self: outcome };
  m.call(executor, [resolve, reject], undefined, at);
  const refused = outcome.props.get('refused');
  if (refused && m.domain) return rejected(new Thrown(refused, siteOf(at.scope.module, at.expr)));
  const value = outcome.props.get('value') ?? unknown('a promise that was not seen to settle');
  return m.domain ? resolved(value) : value;
}
