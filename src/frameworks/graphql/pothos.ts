import type { CallRecord, FunctionValue, ObjectValue, ResultValue, Site, Value } from '../../model/index.ts';
import { alternatives, packageOf, settle, textOf, type Program } from '../../link/index.ts';
import type { Element } from '../../guards/index.ts';
import { callLater } from '../late-calls.ts';
import type { Check } from './checks.ts';
import { CTX, predicateDialect, resolver, standIn } from './dialect.ts';
import { calledName } from './model.ts';
import { firstLine, type Kind, type Operation } from './operation.ts';

type Declared = Omit<Operation, 'origin'>;

const DECLARES = /^(query|mutation|subscription)(Type|Fields?)$/;

/** Operations of schemas that are built with Pothos (pothos-graphql.dev/docs/guide/fields), with the checks of its scope-auth plugin. */
export function pothosOperations(program: Program): Operation[] {
  const builders = program.machine.records.filter((record) => record.constructed && packageOf(record.callee) === '@pothos/core').flatMap((record) => (record.result?.kind === 'result' ? [record.result] : []));
  return builders.flatMap((builder) => {
    const scopes = scopesOf(builder);
    return builder.calls.flatMap((record) => declarationsIn(program, record, scopes)).map((operation) => ({ ...operation, origin: builder }));
  });
}

function declarationsIn(program: Program, record: CallRecord, scopes: Scopes | undefined): Declared[] {
  const name = calledName(record);
  const at: Site = { module: record.module, start: record.expr.start, end: record.expr.end };
  if (name === 'relayMutationField') {
    const field = textOf(record.args[0] ?? NOTHING);
    return field === undefined ? [] : [operation('mutation', field, objectIn(record.args[2]), at, at, [], scopes)];
  }
  const [, kind, form] = DECLARES.exec(name) ?? [];
  if (!kind) return [];
  const given = record.args.find((arg) => arg.kind === 'function') ?? objectIn(record.args[0])?.props.get('fields');
  const made = given?.kind === 'function' ? alternatives(callLater(program.machine, given, [standIn(record, 't')], given.self, at)) : [];
  const around = form === 'Type' ? checksIn(objectIn(record.args[0])?.props.get('authScopes'), scopes, at) : typeChecks(record, kind, scopes);
  if (form === 'Field') {
    const field = textOf(record.args[0] ?? NOTHING);
    const options = made.map(optionsOf).find((one) => one !== undefined);
    return field === undefined ? [] : [operation(kind as Kind, field, options, at, at, around, scopes, made[0])];
  }
  return made.flatMap((one) => (one.kind === 'object' ? [...one.props] : [])).filter(([field]) => !field.startsWith('\0')).map(([field, value]) => {
    const call = alternatives(value).find((one): one is ResultValue => one.kind === 'result')?.call;
    const site = call ? { module: call.module, start: call.expr.start, end: call.expr.callee.end } : at;
    return operation(kind as Kind, field, optionsOf(value), site, at, around, scopes, value);
  });
}

const NOTHING: Value = { kind: 'literal', value: undefined };

/** Scopes that the root type itself asks for, where another call declares it. */
function typeChecks(record: CallRecord, kind: string, scopes: Scopes | undefined): Check[] {
  const builder = record.receiver;
  const type = builder?.kind === 'result' ? builder.calls.find((one) => calledName(one) === `${kind}Type`) : undefined;
  return type ? checksIn(objectIn(type.args[0])?.props.get('authScopes'), scopes, { module: type.module, start: type.expr.start, end: type.expr.end }) : [];
}

function operation(kind: Kind, field: string, options: ObjectValue | undefined, site: Site, group: Site, around: Check[], scopes: Scopes | undefined, made?: Value): Declared {
  const resolve = (kind === 'subscription' ? options?.props.get('subscribe') : undefined) ?? options?.props.get('resolve');
  const handler: Element | undefined = resolve && { value: resolve, site, name: (resolve.kind === 'function' && resolve.fn.name) || field, dialect: resolver };
  const skips = options?.props.get('skipTypeScopes');
  const before = [...(skips?.kind === 'literal' && skips.value === true ? [] : around), ...(made ? withAuth(made, scopes, site) : []), ...checksIn(options?.props.get('authScopes'), scopes, site)];
  const type = kind[0]!.toUpperCase() + kind.slice(1);
  return { kind, path: [field], type, field, handler, before, site: firstLine(site.module, site.start, site.end), group };
}

/** `t.field({...})`: the options, last among the arguments. */
function optionsOf(value: Value): ObjectValue | undefined {
  const call = alternatives(value).find((one): one is ResultValue => one.kind === 'result')?.call;
  return call && [...call.args].reverse().map(objectIn).find((one) => one !== undefined);
}

function objectIn(value: Value | undefined): ObjectValue | undefined {
  return value && alternatives(value).find((one): one is ObjectValue => one.kind === 'object');
}

/** `t.withAuth({ loggedIn: true }).field({...})` */
function withAuth(value: Value, scopes: Scopes | undefined, site: Site): Check[] {
  for (let one: Value | undefined = alternatives(value)[0]; one?.kind === 'result'; ) {
    const { callee, args }: CallRecord = one.call;
    if (calledName(one.call) === 'withAuth') return checksIn(args[0], scopes, site);
    one = callee.kind === 'property' ? callee.object : undefined;
  }
  return [];
}

/** What the scopes of a builder mean: a function that gives an answer, or a function that answers, by scope. */
interface Scopes { fn: FunctionValue; all: boolean }

function scopesOf(builder: ResultValue): Scopes | undefined {
  const options = objectIn(builder.call.args[0]);
  const plugins = options?.props.get('plugins');
  const isThere = plugins?.kind === 'array' && plugins.elements.some((one) => packageOf(one) === '@pothos/plugin-scope-auth' || textOf(one) === 'scopeAuth');
  const own = objectIn(options?.props.get('scopeAuth')) ?? objectIn(options?.props.get('scopeAuthOptions'));
  const fn = own?.props.get('authScopes') ?? options?.props.get('authScopes');
  return isThere && fn?.kind === 'function' ? { fn, all: textOf(own?.props.get('defaultStrategy') ?? NOTHING) === 'all' } : undefined;
}

function checksIn(value: Value | undefined, scopes: Scopes | undefined, site: Site): Check[] {
  if (!value || !scopes) return [];
  const one = alternatives(value)[0]!;
  if (one.kind === 'function') return [{ kind: 'element', element: { value: one, site, name: 'authScopes', dialect: predicateDialect('authScopes', undefined, (answer, sim) => (answer.kind === 'object' ? answerOf(answer, scopes, (fn, args) => settle(sim.machine.invoke(fn, args, fn.self, site))) : answer)) } }];
  return one.kind === 'object' ? [mapCheck(one, scopes, site, scopes.all ? 'all' : 'any')] : [];
}

function mapCheck(map: ObjectValue, scopes: Scopes, site: Site, kind: 'all' | 'any'): Check {
  const checks = [...map.props].filter(([name, wanted]) => !name.startsWith('\0') && !(wanted.kind === 'literal' && !wanted.value)).map(([name, wanted]): Check => {
    if ((name === '$all' || name === '$any') && wanted.kind === 'object') return mapCheck(wanted, scopes, site, name === '$all' ? 'all' : 'any');
    const dialect = predicateDialect(`scope|${name}|${textOf(wanted) ?? wanted.kind}`, () => [CTX], (answer, sim) => memberOf(answer, name, wanted, (fn, args) => settle(sim.machine.invoke(fn, args, fn.self, site))));
    return { kind: 'element', element: { value: scopes.fn, site, name, dialect } };
  });
  return checks.length === 1 ? checks[0]! : { kind, checks, name: 'authScopes', site };
}

type Invoke = (fn: FunctionValue, args: Value[]) => Value;

function memberOf(answer: Value, name: string, wanted: Value, invoke: Invoke): Value {
  const member = objectIn(answer)?.props.get(name) ?? NOTHING;
  return member.kind === 'function' ? invoke(member, [wanted]) : settle(member);
}

/** The answer to a map of scopes that a function gives. */
function answerOf(map: ObjectValue, scopes: Scopes, invoke: Invoke): Value {
  const given = invoke(scopes.fn, [CTX]);
  const answers = [...map.props].filter(([name, wanted]) => !/^[\0$]/.test(name) && !(wanted.kind === 'literal' && !wanted.value)).map(([name, wanted]) => memberOf(given, name, wanted, invoke));
  return answers.length === 1 ? answers[0]! : answers.find((one) => one.kind === 'caller' && one.what !== 'absent') ?? answers[0] ?? NOTHING;
}
