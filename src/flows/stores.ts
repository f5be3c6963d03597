import { queryOf } from '../../rules/store-queries.ts';
import type { CallExpr, NewExpr } from '../model/index.ts';
import { keep } from './answers.ts';
import { merged, NOTHING, tokenPaths, tokensOf, type Frame, type Val, type Walk } from './frame.ts';
import { callbacks, step } from './notes.ts';
import type { OutsideCall } from './outside.ts';
import { nameOf } from './requests.ts';
import { endInRecord } from './tokens.ts';

const WRITES = /^(save|insert|insertOne|set|setex|setEx|hset|put|add|upsert|sadd|create|update\w*|findOneAndUpdate|findByIdAndUpdate)$/;
const DELETES = /^(remove|del|delete\w*|clear|destroy|srem|unlink|find\w*And(Remove|Delete))$/;
const MODEL_METHODS = /^(find|findOne|findById|create|exists|updateOne|deleteOne|deleteMany|findOneAnd\w+|findByIdAnd\w+)$/;
const STORE_METHODS = /^(get|set|setex|setEx|del|delete|add|has|hset|hget|sadd|srem|sismember|exists|put|insert|find|findOne|create|update|remove|save|expire|incr)\w*$/;

/** A call that reads or changes what is stored: in a database, in a cache, in a variable of the module. */
export function stored(walk: Walk, call: OutsideCall): Val | undefined {
  const { expr, name, written, receiver, args, carried, frame } = call;
  const query = queryOf(frame.module, expr);
  if (!query && !isStoreCall(call) && !isInMemory(expr, name, frame)) return undefined;
  const isWrite = query ? query.does === 'create' || query.does === 'update' : WRITES.test(name);
  const verb = isWrite ? 'writes' : (query ? query.does === 'delete' : DELETES.test(name)) ? 'deletes' : 'reads';
  const given = isWrite && receiver ? [...args, receiver] : args;
  step(walk, 'store', query?.sql === undefined ? `${verb} ${written}${keysOf(given)}` : `${verb} ${query.kind} (SQL)`, expr, frame);
  if (isWrite) {
    for (const { token, hashed } of given.flatMap((one) => tokenPaths(one))) keep(token.kept, `${hashed ? 'hashed in ' : ''}the store (${written})`);
    for (const one of given) endInRecord(walk, tokensOf(one), one);
  }
  callbacks(walk, expr, frame);
  return isWrite ? { tokens: carried.tokens, ...merged(given) } : NOTHING;
}

function isStoreCall({ name, on, receiver }: OutsideCall): boolean {
  if (receiver?.role !== undefined || receiver?.input) return false;
  // In a static of a Mongoose schema, `this` is the model.
  if (on === 'this' && MODEL_METHODS.test(name)) return true;
  if (/^(save|remove|deleteOne|destroy|insert|insertOne|upsert)$/.test(name)) return on !== '' && !/^(this|console|res|req|fs|file)$/.test(on);
  return /redis|cache|kv|(^|\.)(token|session|blacklist|refresh\w*)(store|list|s)?$|repository$|repo$/i.test(on) && STORE_METHODS.test(name);
}

/** A `Map` or `Set` of the module keeps what lives as long as the process. */
function isInMemory({ callee }: CallExpr | NewExpr, name: string, frame: Frame): boolean {
  if (callee.kind !== 'member' || callee.object.kind !== 'ref' || !/^(get|has|set|add|delete|clear)$/.test(name)) return false;
  const binding = frame.module.bindings[callee.object.binding];
  return binding?.owner === -1 && binding.init?.kind === 'new' && /^(Map|Set|WeakMap|LRUCache|NodeCache)$/.test(nameOf(binding.init));
}

/** Names of what is asked for or written; values are left out. */
function keysOf(args: Val[]): string {
  const WRAPS = /^(where|data|create|update|\$set)$/;
  const keys = args.flatMap((one) => [...one.fields?.keys() ?? []]).filter((key) => !/^\d+$/.test(key) && !WRAPS.test(key) && !/^(include|select|infer)$/.test(key));
  const inner = args.flatMap((one) => [...one.fields ?? []].filter(([key]) => WRAPS.test(key)).flatMap(([, val]) => [...val.fields?.keys() ?? []]));
  const shown = [...new Set([...keys, ...inner])];
  return shown.length > 0 ? ` (${shown.slice(0, 8).join(', ')}${shown.length > 8 ? ', …' : ''})` : '';
}
