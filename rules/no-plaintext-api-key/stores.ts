import { walkModule } from '../../src/link/index.ts';
import type { CallSite, Expr, FunctionFacts, ModuleFacts, ProgramView, Span } from '../../src/model/index.ts';
import { isHashCall } from '../fresh-value.ts';
import { nameOfFunction } from '../function-names.ts';
import { originOf } from '../origin.ts';
import { fieldOf, type Field } from './fields.ts';

/** A field of a record is given a value, or compared with one in a look-up. */
export interface FieldUse extends Field { module: ModuleFacts; fn: number; name: string; at: Span; value: Expr }

/** Calls of object mappers and query builders that write, or look up, what they are given. */
const WRITES = /^(create|createMany|createOne|insert|insertOne|insertMany|insertGraph|update|updateOne|updateMany|updateById|findByIdAndUpdate|findOneAndUpdate|updateAndFetchById|upsert|save|values|patch|build|set|merge)$/;
const WRITES_OF_OURS = /^(create|insert|update|save|store|persist|add)[A-Z]\w*$/;
const LOOKS_UP = /^(findOne|findOneBy|findOneOrFail|findFirst|findFirstOrThrow|findUnique|findUniqueOrThrow|find|findBy|findAll|findMany|where|countDocuments|exists|query|findOneAndUpdate|findOneAndDelete|deleteOne|count)$/;
/** Objects inside the argument in which the fields of the record stand. */
const NESTED = /^(data|\$set|\$setOnInsert|create|update|\$push|defaults|set|\$each|passwordReset|reset)$/;
const NESTED_LOOKUP = /^(where|filter|query|AND|OR|\$and|\$or|selector)$/;
/** Not a database: requests, caches, browsers and the like. */
const NO_RECORD = /^(req|request|res|response|session|ctx|context|headers|config|options|opts|axios|localStorage|sessionStorage|window|process|env|client|cookies?|cache|redis|kv|map|params|searchParams|url|body|jwt|console|logger|formik|form|router|store|state|event|socket|redisClient|cacheManager|redisService|queryClient)$/i;

/** What the record, its model and its table are called, as the call has it. */
function recordNames(module: ModuleFacts, callee: Expr): string[] {
  if (callee.kind === 'member') return [...recordNames(module, callee.object), callee.property];
  if (callee.kind === 'ref') return [callee.name];
  if (callee.kind === 'call') return [...recordNames(module, callee.callee), ...callee.args.flatMap((arg) => (arg.kind === 'ref' || arg.kind === 'member' ? recordNames(module, arg) : arg.kind === 'literal' && typeof arg.value === 'string' ? [arg.value] : []))];
  return [];
}

function functionNames(module: ModuleFacts, fn: number): string[] {
  const names: string[] = [];
  for (let at: FunctionFacts | undefined = module.functions[fn]; at; at = module.functions[at.owner]) {
    const name = nameOfFunction(module, at);
    if (name !== '') names.push(name);
    if (at.cls !== undefined) names.push(module.classes[at.cls]!.name);
  }
  return names;
}

export function usesIn(program: ProgramView, module: ModuleFacts): { writes: FieldUse[]; lookups: FieldUse[] } {
  const writes: FieldUse[] = [];
  const lookups: FieldUse[] = [];
  for (const site of program.calls(module)) {
    const { callee } = site.expr;
    const method = callee.kind === 'member' ? callee.property : callee.kind === 'ref' ? callee.name : '';
    const records = recordNames(module, callee);
    if (records.slice(0, -1).some((name) => NO_RECORD.test(name)) || isHashCall(site.expr)) continue;
    const writing = site.expr.kind === 'new' ? isRecordClass(module, callee) : callee.kind === 'member' ? (method === 'set' ? isQuery(callee.object) : WRITES.test(method) || WRITES_OF_OURS.test(method)) : WRITES_OF_OURS.test(method);
    const around = [...records, ...functionNames(module, site.fn)];
    if (writing) for (const arg of site.expr.args) writes.push(...fieldsOf(site, arg, around, NESTED));
    if (callee.kind === 'member' && LOOKS_UP.test(method)) for (const arg of site.expr.args.slice(0, 1)) lookups.push(...fieldsOf(site, arg, around, NESTED_LOOKUP));
  }
  writes.push(...assignments(program, module));
  return { writes, lookups };
}

/** `db.update(users).set({...})`, not `new Map().set(...)`. */
function isQuery(object: Expr): boolean {
  return object.kind === 'call' && (object.callee.kind === 'member' ? /^(update|table|from|updateTable|createQueryBuilder|query)$/.test(object.callee.property) || isQuery(object.callee.object) : false);
}

/** `new User({...})`, `new this.userModel({...})`. */
function isRecordClass(module: ModuleFacts, callee: Expr): boolean {
  if (callee.kind === 'member') return /model$/i.test(callee.property);
  if (callee.kind !== 'ref' || !/^[A-Z]/.test(callee.name) || /(Client|Error|SDK|Strategy|Service|Response|Request|Event|Command|Dto|Provider|Server)$/.test(callee.name)) return false;
  const binding = module.bindings[callee.binding];
  return binding?.import?.source.startsWith('.') === true || binding?.init?.kind === 'call';
}

function fieldsOf(site: CallSite, arg: Expr, around: string[], nested: RegExp, depth = 0): FieldUse[] {
  const object = originOf(site.module, arg);
  if (object.kind === 'array') return depth < 3 ? object.elements.flatMap((one) => fieldsOf(site, one, around, nested, depth + 1)) : [];
  if (object.kind !== 'object') return [];
  return object.properties.flatMap((property): FieldUse[] => {
    if (property.variant !== 'value' || property.key === '') return [];
    const field = fieldOf(property.key, around);
    if (field) return [{ ...field, module: site.module, fn: site.fn, name: property.key, at: property, value: property.value }];
    return depth < 3 && nested.test(property.key) ? fieldsOf(site, property.value, around, nested, depth + 1) : [];
  });
}

/** `user.resetToken = token`, where the record is saved in the same function. */
function assignments(program: ProgramView, module: ModuleFacts): FieldUse[] {
  const found: FieldUse[] = [];
  walkModule(module, {
    expr(expr, fn) {
      if (expr.kind !== 'assign' || expr.operator !== '=' || expr.target.kind !== 'member') return;
      const record = recordNames(module, expr.target.object);
      const around = [...record, ...functionNames(module, fn)];
      const field = fieldOf(expr.target.property, around);
      if (!field || record.some((name) => NO_RECORD.test(name)) || !isSaved(program, module, expr.target.object, fn, field)) return;
      found.push({ ...field, module, fn, name: expr.target.property, at: expr.target, value: tokenOf(module, expr.value) });
    },
  });
  return found;
}

/** `account.resetToken = { token, expires }`. */
function tokenOf(module: ModuleFacts, value: Expr): Expr {
  const object = originOf(module, value);
  return (object.kind === 'object' && object.properties.find((one) => one.variant === 'value' && /^(token|key|value)$/.test(one.key))?.value) || value;
}

function isSaved(program: ProgramView, module: ModuleFacts, record: Expr, fn: number, field: Field): boolean {
  const root = record.kind === 'member' ? rootOf(record) : record;
  if (root.kind === 'this') return field.named && /reset|invitation/.test(field.what) && program.calls(module).some(({ expr }) => /Schema$/.test(expr.callee.kind === 'ref' ? expr.callee.name : expr.callee.kind === 'member' ? expr.callee.property : ''));
  if (root.kind !== 'ref') return false;
  return program.calls(module).some(({ expr, fn: inside }) => {
    if (inside !== fn && module.functions[inside]?.owner !== fn && module.functions[fn]?.owner !== inside) return false;
    const { callee } = expr;
    const method = callee.kind === 'member' ? callee.property : callee.kind === 'ref' ? callee.name : '';
    if (callee.kind === 'member' && /^(save|update|persist|\$save|put|store)$/.test(method) && rootOf(callee.object) === root) return true;
    if (callee.kind === 'member' && /^(save|update|persist)$/.test(method) && isSame(callee.object, root)) return true;
    return /^(save|update|persist|store|put|upsert|insert|create)/.test(method) && expr.args.some((arg) => isSame(arg, root));
  });
}

function rootOf(expr: Expr): Expr {
  return expr.kind === 'member' ? rootOf(expr.object) : expr;
}

function isSame(one: Expr, other: Expr): boolean {
  return one.kind === 'ref' && other.kind === 'ref' && one.binding === other.binding && one.name === other.name;
}

/** Fields that are hashed or encrypted somewhere on their way into the database: by a hook, a mapper or another writer. */
export function hashedFields(module: ModuleFacts): string[] {
  const names: string[] = [];
  const holds = (expr: Expr, depth = 0): boolean => {
    const value = originOf(module, expr);
    if (value.kind === 'call') return isHashCall(value) || (depth < 5 && value.callee.kind === 'member' && holds(value.callee.object, depth + 1));
    return false;
  };
  walkModule(module, {
    expr(expr) {
      if (expr.kind === 'assign' && expr.target.kind === 'member' && /token|key|secret/i.test(expr.target.property) && holds(expr.value)) names.push(expr.target.property);
      if (expr.kind === 'object') for (const property of expr.properties) if (property.variant === 'value' && /token|key|secret/i.test(property.key) && holds(property.value)) names.push(property.key);
    },
  });
  return names;
}
