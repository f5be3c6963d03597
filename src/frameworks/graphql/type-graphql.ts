import type { ClassFacts, ClassValue, Expr, FunctionValue, MemberFacts, ModuleFacts, ObjectValue, ResultValue, Site, Value } from '../../model/index.ts';
import { alternatives, array, packageOf, textOf, type Program } from '../../link/index.ts';
import { caller, type Dialect, type Element } from '../../guards/index.ts';
import type { Check } from './checks.ts';
import { AS_DATA, byPosition, CTX, NEXT, predicateDialect, resolverDialect } from './dialect.ts';
import { calledName } from './model.ts';
import type { Kind, Operation } from './operation.ts';

const PACKAGE = 'type-graphql';

/** What a schema is built with: the function that decides for `@Authorized`, and middleware for everything. */
interface Settings { checker: Value | undefined; global: Check[] }

/** A decorator of type-graphql, directly or through a function of the project that gives one. */
interface Decorator { name: string; args: Value[]; result: ResultValue; site: Site }

/** Operations of classes with `@Query`, `@Mutation` and `@Subscription` of type-graphql (typegraphql.com/docs/resolvers.html). */
export function decoratedOperations(program: Program): Operation[] {
  if (!program.modules.some((module) => module.imports.some((one) => one.source === PACKAGE))) return [];
  const settings = settingsOf(program);
  return program.modules.flatMap((module) => module.classes.flatMap((cls) => (cls.members.some((member) => (member.decorators ?? []).length > 0) ? operationsOf(program, module, cls, settings) : [])));
}

function settingsOf(program: Program): Settings {
  const builds = program.machine.records.filter((record) => packageOf(record.callee) === PACKAGE && /^build(Schema|TypeDefsAndResolvers)/.test(calledName(record)));
  const options = builds.map((record) => objectIn(record.args[0])).filter((one) => one !== undefined);
  const record = builds[0];
  const site = record && { module: record.module, start: record.expr.start, end: record.expr.end };
  const global = options.map((one) => one.props.get('globalMiddlewares')).find((one) => one !== undefined);
  return {
    checker: options.map((one) => one.props.get('authChecker')).find((one) => one !== undefined),
    global: site && global?.kind === 'array' ? global.elements.map((one) => middleware(program, one, site)) : [],
  };
}

function operationsOf(program: Program, module: ModuleFacts, cls: ClassFacts, settings: Settings): Operation[] {
  const value: ClassValue = { kind: 'class', module, cls, scope: program.scopeOf(module, cls.owner), props: new Map() };
  const around = decoratorsOf(program, module, cls.owner, cls.decorators);
  return cls.members.flatMap((member): Operation[] => {
    if (member.fn === undefined || !member.decorators) return [];
    const decorators = decoratorsOf(program, module, cls.owner, member.decorators);
    return decorators.flatMap((decorator): Operation[] => {
      const kind = ['Query', 'Mutation', 'Subscription'].includes(decorator.name) ? (decorator.name.toLowerCase() as Kind) : undefined;
      if (!kind) return [];
      const field = textOf(decorator.args.map(objectIn).find((one) => one?.props.has('name'))?.props.get('name') ?? NOTHING) ?? member.name;
      const instance = program.machine.standIn(value);
      const fn = program.machine.getMember(instance, member.name, { module, start: member.start, end: member.end });
      const site = { module, start: decorator.site.start, end: decorator.site.end };
      const handler: Element | undefined = fn.kind === 'function' ? { value: fn, site: { module, start: member.start, end: member.end }, name: member.name, dialect: dialectFor(program, module, fn, member) } : undefined;
      const all = [...around, ...decorators];
      const before = [...authorized(all, settings), ...settings.global, ...all.flatMap((one) => checksOf(program, one))];
      return [{ kind, path: [field], type: decorator.name, field, handler, before, site, group: { module, start: cls.start, end: cls.end }, origin: value }];
    });
  });
}

const NOTHING: Value = { kind: 'literal', value: undefined };

function decoratorsOf(program: Program, module: ModuleFacts, fn: number, all: Expr[]): Decorator[] {
  return all.flatMap((expr): Decorator[] => {
    const result = alternatives(program.denote(module, expr, fn)).find((one): one is ResultValue => one.kind === 'result' && packageOf(one) === PACKAGE);
    return result ? [{ name: calledName(result.call), args: result.call.args, result, site: { module, start: expr.start, end: expr.end } }] : [];
  });
}

/** `@Authorized('ADMIN')`, on the method or else on its class: the checker runs before all middleware. */
function authorized(decorators: Decorator[], settings: Settings): Check[] {
  const found = decorators.findLast((one) => one.name === 'Authorized');
  if (!found) return [];
  const roles = found.args.flatMap((arg) => (arg.kind === 'array' ? arg.elements : [arg]));
  const names = roles.map((role) => textOf(role) ?? (role.kind === 'external' ? role.path.at(-1) : undefined)).filter((name) => name !== undefined);
  const checker = settings.checker && alternatives(settings.checker)[0];
  if (checker?.kind !== 'function') {
    return [{ kind: 'element', element: { value: found.result, site: found.site, name: 'Authorized', given: { proves: roles.length > 0 ? 'authorization' : 'authentication', basis: 'library', roles: names } } }];
  }
  const dialect = predicateDialect(`authChecker|${names.join()}`, () => [AS_DATA, array(roles)]);
  return [{ kind: 'element', element: { value: checker, site: found.site, name: 'Authorized', dialect } }];
}

function checksOf(program: Program, { name, args, result, site }: Decorator): Check[] {
  if (name === 'UseMiddleware') return args.flatMap((arg) => (arg.kind === 'array' ? arg.elements : [arg])).map((arg) => middleware(program, arg, site));
  // `createMethodDecorator(fn)`, and what it is called in version 2.
  const custom = result.call.args[0];
  return /^createMethod(Middleware)?Decorator$|^createResolverClassMiddlewareDecorator$/.test(name) && custom ? [middleware(program, custom, site)] : [];
}

const AROUND = resolverDialect('type-graphql', () => [AS_DATA, NEXT]);

/** `({ context }, next) => ...`, or a class that has it as `use`. */
function middleware(program: Program, value: Value, site: Site): Check {
  const fn = value.kind === 'class' ? program.machine.getMember(program.machine.standIn(value), 'use', site) : value;
  const name = value.kind === 'class' ? value.cls.name : value.kind === 'function' ? value.fn.name : '';
  return { kind: 'element', element: { value: fn, site, name: name || 'middleware', dialect: AROUND } };
}

/** A method is given what the decorators of its parameters say. */
function dialectFor(program: Program, module: ModuleFacts, fn: FunctionValue, member: MemberFacts): Dialect {
  const values = fn.fn.params.map((param): Value => {
    for (const decorator of param.decorators ?? []) {
      const value = program.denote(module, decorator, fn.fn.owner);
      const call = value.kind === 'result' ? value.call : undefined;
      switch (call && packageOf(call.callee) === PACKAGE ? calledName(call) : '') {
        case 'Ctx': return call!.args[0] ? caller('input', textOf(call!.args[0]) ?? 'context') : CTX;
        case 'Arg': case 'Args': return byPosition(fn)[1]!;
        case 'Root': return byPosition(fn)[0]!;
        case 'Info': return byPosition(fn)[3]!;
        default: continue;
      }
    }
    return caller('input', module.bindings[param.binding]?.name ?? 'parameter');
  });
  return resolverDialect(`method|${member.name}|${fn.fn.id}`, () => values);
}

function objectIn(value: Value | undefined): ObjectValue | undefined {
  return value && alternatives(value).find((one): one is ObjectValue => one.kind === 'object');
}
