import type { FunctionFacts, FunctionValue, ModuleFacts, Value } from '../model/index.ts';
import { contentOf, walkFunction } from '../link/index.ts';
import { digestedIn } from './hmac.ts';

/** How much of the caller a value carries: nothing, only what anyone may send, that with credentials among it, or something that can decide. */
export type Touch = 'nothing' | 'input' | 'container' | 'caller';

type Reaches = (fn: FunctionValue) => boolean;

const ORDER: Touch[] = ['nothing', 'input', 'container', 'caller'];
const more = (a: Touch, b: Touch): Touch => (ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b);

/**
 * What of the caller a call can see: through its arguments, its `this`, and the variables around it.
 *
 * @param reaches whether a function may ask for the request without being given it
 * @param setUpTo what has this identity or a smaller one was made while the project was set up, and holds nothing of a caller
 */
export function touchOfCall(fn: FunctionValue, args: Value[], self: Value | undefined, setUpTo: number, reaches?: Reaches): Touch {
  const given = fn.bound ? [...args, ...fn.bound] : args;
  if (reaches && (reaches(fn) || given.some((arg) => functionsOf(arg, 1).some(reaches)))) return 'caller';
  let touch = touchOfFunction(fn, 2, setUpTo);
  for (const arg of given) {
    if (touch === 'caller') return touch;
    touch = more(touch, touchOf(arg, 3, setUpTo));
  }
  return self && touch !== 'caller' ? more(touch, touchOf(self, 2, setUpTo)) : touch;
}

function functionsOf(value: Value, depth: number): FunctionValue[] {
  if (value.kind === 'function') return [value];
  if (depth > 0 && value.kind === 'object' && value.props.size < 60) return [...value.props.values()].flatMap((one) => functionsOf(one, depth - 1));
  return depth > 0 && value.kind === 'array' && value.elements.length < 60 ? value.elements.flatMap((one) => functionsOf(one, depth - 1)) : [];
}

/** Parts of a request among which credentials are. */
const HOLDS_CREDENTIALS = new Set(['headers', 'cookies', 'signedCookies', 'rawHeaders', 'session']);

function touchOf(value: Value, depth: number, setUpTo: number): Touch {
  switch (value.kind) {
    case 'text': return value.caller ? 'caller' : 'nothing';
    case 'caller': return value.what !== 'input' ? 'caller' : HOLDS_CREDENTIALS.has(value.name) ? 'container' : 'input';
    case 'function': return depth > 0 ? touchOfFunction(value, depth - 1, setUpTo) : 'nothing';
    case 'builtin': return value.self && depth > 0 ? touchOf(value.self, depth - 1, setUpTo) : 'nothing';
    case 'array': return depth > 0 && value.elements.length < 60 ? all(value.elements, depth, setUpTo) : 'nothing';
    case 'union': return all(value.values, depth, setUpTo);
    case 'object': return depth > 0 && value.id > setUpTo && value.props.size < 60 ? all(value.props.values(), depth, setUpTo) : 'nothing';
    case 'result': return depth > 0 && value.id > setUpTo ? all([...value.call.args, ...digestedIn([value])], depth, setUpTo) : 'nothing';
    case 'property': return touchOf(value.object, depth, setUpTo);
    default: return 'nothing';
  }
}

function all(values: Iterable<Value>, depth: number, setUpTo: number): Touch {
  let touch: Touch = 'nothing';
  for (const value of values) {
    touch = more(touch, touchOf(value, depth - 1, setUpTo));
    if (touch === 'caller') break;
  }
  return touch;
}

/** A closure sees the variables of the functions around it; what stands at the top of a module never holds a caller. */
function touchOfFunction(fn: FunctionValue, depth: number, setUpTo: number): Touch {
  if (!fn.scope.run) return 'nothing';
  let touch: Touch = 'nothing';
  for (const binding of freeVariables(fn.module, fn.fn)) {
    for (let scope: FunctionValue['scope'] | undefined = fn.scope; scope; scope = scope.parent) {
      const value = scope.values.get(fn.module.bindings[binding]!);
      if (!value) continue;
      touch = more(touch, touchOf(value, depth, setUpTo));
      break;
    }
    if (touch === 'caller') break;
  }
  if (fn.fn.arrow && touch !== 'caller') {
    for (let scope: FunctionValue['scope'] | undefined = fn.scope; scope; scope = scope.parent) if (scope.self) return more(touch, depth > 0 ? touchOf(scope.self, depth, setUpTo) : 'nothing');
  }
  return touch;
}

const known = new WeakMap<object, number[]>();

/** Variables of the functions around one that it mentions: indexes of bindings of its module. */
export function freeVariables(module: ModuleFacts, fn: FunctionFacts): number[] {
  let free = known.get(contentOf(fn));
  if (free) return free;
  const found = new Set<number>();
  if (fn.owner >= 0) {
    const inside = new Set<number>([fn.id]);
    walkFunction(module, fn.id, {
      expr(expr) {
        if (expr.kind === 'function') inside.add(expr.fn);
        if (expr.kind === 'ref' && expr.binding >= 0 && module.bindings[expr.binding]!.owner >= 0) found.add(expr.binding);
      },
      stmt(stmt) { if (stmt.kind === 'function') inside.add(stmt.fn); },
    });
    for (const binding of found) if (inside.has(module.bindings[binding]!.owner)) found.delete(binding);
  }
  known.set(contentOf(fn), (free = [...found]));
  return free;
}
