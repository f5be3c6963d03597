import type { ClassValue, FunctionValue, Value } from '../../model/index.ts';
import { UNDEFINED, unknown } from '../../link/index.ts';
import type { Classes, Method } from '../classes.ts';
import { keyOf } from '../decorations.ts';
import type { Parameter } from './parameters.ts';

/** What `ExecutionContext.getType()` says. */
export type Transport = 'http' | 'graphql' | 'ws' | 'rpc';

/** What code in front of a handler can learn of it. */
export interface Entry {
  id: string;
  transport: Transport;
  cls: ClassValue;
  method: Method;
  parameters: Parameter[];
  /** What makes the context of GraphQL operations. */
  graphqlContext?: FunctionValue;
}

/** Metadata of a handler or class under a key, as `Reflector` gives it. */
export function metadataOf(entry: Entry, classes: Classes, key: Value | undefined, target: Value): Value {
  const name = key ? keyOf(key) : undefined;
  if (name === undefined) return unknown('metadata under a key that is not known');
  if (target.kind === 'class') return classes.metadata(target, name) ?? UNDEFINED;
  const isHandler = target.kind === 'function' && (target.fn === entry.method.fn.fn || target.fn === entry.method.decorations.replacement?.fn);
  return isHandler ? entry.method.decorations.metadata.get(name) ?? UNDEFINED : UNDEFINED;
}
