import type { BuiltinValue, Value } from '../../model/index.ts';
import type { CallSiteInfo, Machine } from '../machine.ts';
import { arrayCall } from './arrays.ts';
import { functionCall } from './functions.ts';
import { globalCall } from './globals.ts';
import { collectionCall } from './collections.ts';
import { promiseCall, promisified } from './promises.ts';
import { regexpCall, stringCall } from './strings.ts';

/** The result of calling something the language provides, or undefined when it is not modelled. */
export function callBuiltin(m: Machine, callee: BuiltinValue, args: Value[], at: CallSiteInfo, constructed: boolean): Value | undefined {
  const dot = callee.name.indexOf('.');
  const group = dot < 0 ? '' : callee.name.slice(0, dot);
  const name = callee.name.slice(dot + 1);
  switch (callee.self ? group : '') {
    case 'function': return functionCall(m, name, callee.self!, args, at);
    case 'array': return arrayCall(m, name, callee.self!, args, at);
    case 'string': return stringCall(name, callee.self!, args);
    case 'regexp': return regexpCall(name, callee.self!, args);
    case 'promise': return promiseCall(m, name, callee.self!, args, at);
    case 'callback': return promisified(m, callee.self!, args, at);
    case 'collection': return collectionCall(m, name, callee.self!, args, at);
    default: return globalCall(m, callee.name, args, at, constructed);
  }
}
