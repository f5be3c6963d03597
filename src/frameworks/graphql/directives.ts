import type { ClassFacts, FunctionValue, ModuleFacts, ObjectValue, Site, Value } from '../../model/index.ts';
import { alternatives, array, literal, object, packageOf, textOf, type Program } from '../../link/index.ts';
import type { Element } from '../../guards/index.ts';
import { callLater } from '../late-calls.ts';
import type { Check } from './checks.ts';
import { byPosition, NEXT, predicateDialect, resolver } from './dialect.ts';
import { calledName, DIRECTIVES, FIELDS } from './model.ts';
import type { Operation } from './operation.ts';
import type { SdlDirective, SdlValue } from './sdl.ts';

/** Directives that, by their name, let only some callers through; and the arguments that say whom. */
const KNOWN = /^(is|requires?|has|needs|must(be)?|check)?_?(auth|authenticated|authenticate|authorized?|authorization|login|loggedin|signedin|role|roles|scope|scopes|permission|permissions|admin|owner|private|protected|policy|acl|guard|can)(required)?$/i;
const OPENS = /^(public|skip_?auth|no_?auth|anonymous|allow_?anonymous|unauthenticated)$/i;
const WHOM = /^(requires?|roles?|scopes?|permissions?|has|of|hasrole|rules?|policies|groups?|action|level)$/i;

/** Works out what stands behind the directives of a field: the function that a transformer of the schema puts around its resolver. */
export function directiveChecks(program: Program): (directives: SdlDirective[], operation: Operation) => Check[] {
  const transformers = transformersOf(program);
  const policies = policiesOf(program);
  return (directives, operation) => directives.flatMap((directive): Check[] => {
    if (OPENS.test(directive.name)) return [];
    const policy = policies.find((one) => one.directive === directive.name);
    if (policy) return [{ kind: 'element', element: { value: policy.fn, site: policy.site, name: `@${directive.name}`, dialect: predicateDialect(`@${directive.name}|${JSON.stringify(directive.args)}`, (fn) => [argsOf(directive), ...byPosition(fn)]) } }];
    const made = transformers.map((transform) => transform(directive, operation)).filter((value) => value !== undefined);
    const site = made[0]?.kind === 'function' ? { module: made[0].module, start: made[0].fn.start, end: made[0].fn.end } : operation.site;
    if (made.length > 0) return made.map((value) => ({ kind: 'element', element: { value, site, name: `@${directive.name}`, dialect: { ...resolver, name: `graphql|@${directive.name}|${JSON.stringify(directive.args)}` } } }));
    return KNOWN.test(directive.name) ? [{ kind: 'element', element: byName(directive, operation) }] : [];
  });
}

/** `app.register(mercuriusAuth, { applyPolicy(directive, parent, args, context, info) {...}, authDirective: 'auth' })` (mercurius.dev, mercurius-auth). */
function policiesOf(program: Program): { directive: string; fn: FunctionValue; site: Site }[] {
  return program.machine.records.flatMap((record) => {
    const options = record.args.some((arg) => packageOf(arg) === 'mercurius-auth') ? record.args.find((arg): arg is ObjectValue => arg.kind === 'object') : undefined;
    const fn = options?.props.get('applyPolicy');
    const directive = textOf(options?.props.get('authDirective') ?? literal(undefined));
    return fn?.kind === 'function' && directive !== undefined ? [{ directive, fn, site: { module: record.module, start: record.expr.start, end: record.expr.end } }] : [];
  });
}

function byName(directive: SdlDirective, operation: Operation): Element {
  const roles = whomIn(directive);
  return {
    value: literal(true), site: operation.site, name: `@${directive.name}`,
    given: { proves: roles.length > 0 ? 'authorization' : 'authentication', basis: 'name', roles, reason: `what the directive \`@${directive.name}\` does is not to be seen` },
  };
}

/** The roles, permissions or scopes among a directive's arguments. */
export function whomIn(directive: SdlDirective): string[] {
  return Object.entries(directive.args).filter(([name]) => WHOM.test(name)).flatMap(([, value]) => textsIn(value));
}

function textsIn(value: SdlValue): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return typeof value === 'string' ? [value] : [];
}

/** What a transformer makes of a field that has the directive: its new resolver, if it gives it one. */
type Transformer = (directive: SdlDirective, operation: Operation) => FunctionValue | undefined;

function transformersOf(program: Program): Transformer[] {
  const mapped = program.machine.records.filter((record) => calledName(record) === 'mapSchema' && record.args[1]?.kind === 'object')
    .map((record): Transformer => (directive, operation) => byMapper(program, record.args[1] as ObjectValue, directive, operation, { module: record.module, start: record.expr.start, end: record.expr.end }));
  const classes = program.modules.flatMap((module) => module.classes.filter((cls) => cls.members.some((member) => member.name === 'visitFieldDefinition')).map((cls) => ({ module, cls })));
  const registered = program.machine.records.flatMap((record) => record.args.flatMap((arg) => registeredIn(arg)));
  return [...mapped, ...classes.map(({ module, cls }): Transformer => (directive, operation) => (isFor(cls, directive, registered) ? byVisitor(program, module, cls, directive, operation) : undefined))];
}

/** `schemaDirectives: { auth: AuthDirective }` */
function registeredIn(value: Value): [string, Value][] {
  return alternatives(value).flatMap((one): [string, Value][] => {
    const directives = one.kind === 'object' ? one.props.get('schemaDirectives') : undefined;
    return directives?.kind === 'object' ? [...directives.props] : [];
  });
}

function isFor(cls: ClassFacts, directive: SdlDirective, registered: [string, Value][]): boolean {
  const given = registered.filter(([, value]) => value.kind === 'class' && value.cls === cls);
  if (given.length > 0) return given.some(([name]) => name === directive.name);
  const plain = (text: string): string => text.replace(/(schema)?directive(s|visitor)?$/i, '').replace(/_/g, '').toLowerCase();
  return plain(cls.name) === plain(directive.name);
}

function argsOf(directive: SdlDirective): ObjectValue {
  return toValue(directive.args) as ObjectValue;
}

function toValue(value: SdlValue): Value {
  if (Array.isArray(value)) return array(value.map(toValue));
  if (value === null || typeof value !== 'object') return literal(value);
  const made = object();
  for (const [name, member] of Object.entries(value)) made.props.set(name, toValue(member));
  return made;
}

/** A stand-in for the field, and for the type that it is in. */
function definitions(directive: SdlDirective, operation: Operation): { field: ObjectValue; type: ObjectValue } {
  const directives = object();
  directives.props.set(directive.name, array([argsOf(directive)]));
  const field = object();
  field.props.set('resolve', NEXT);
  field.props.set('name', literal(operation.field));
  field.props.set('args', array([]));
  field.props.set(DIRECTIVES, directives);
  const fields = object();
  fields.props.set(operation.field, field);
  const type = object();
  type.props.set('name', literal(operation.type));
  type.props.set('getFields', { kind: 'external', package: 'graphql', path: ['getFields'] });
  type.props.set(FIELDS, fields);
  return { field, type };
}

const ROOT_MAPPERS: Record<string, string> = { query: 'QUERY_ROOT_FIELD', mutation: 'MUTATION_ROOT_FIELD', subscription: 'SUBSCRIPTION_ROOT_FIELD' };

/** `mapSchema(schema, { [MapperKind.OBJECT_FIELD]: (fieldConfig, name, typeName) => ... })` (the-guild.dev/graphql/tools/docs/schema-directives). */
function byMapper(program: Program, mappers: ObjectValue, directive: SdlDirective, operation: Operation, site: Site): FunctionValue | undefined {
  const { field } = definitions(directive, operation);
  for (const name of ['FIELD', 'OBJECT_FIELD', 'COMPOSITE_FIELD', 'ROOT_FIELD', ROOT_MAPPERS[operation.kind]!]) {
    const mapper = mappers.props.get(name);
    if (mapper?.kind !== 'function') continue;
    const given = callLater(program.machine, mapper, [field, literal(operation.field), literal(operation.type), { kind: 'unknown', reason: 'the schema' }], mapper.self, site);
    const made = alternatives(given).flatMap((one) => (one.kind === 'object' ? functionsAt(one) : []))[0] ?? functionsAt(field)[0];
    if (made) return made;
  }
  return undefined;
}

/** `class AuthDirective extends SchemaDirectiveVisitor { visitFieldDefinition(field) {...} }` of graphql-tools before version 8. */
function byVisitor(program: Program, module: ModuleFacts, cls: ClassFacts, directive: SdlDirective, operation: Operation): FunctionValue | undefined {
  const { machine } = program;
  const site = { module, start: cls.start, end: cls.end };
  const { field, type } = definitions(directive, operation);
  const self = machine.construct({ kind: 'class', module, cls, scope: program.scopeOf(module, cls.owner), props: new Map() }, [], site);
  if (self.kind !== 'object') return undefined;
  self.props.set('args', argsOf(directive));
  const visit = machine.getMember(self, 'visitFieldDefinition', site);
  const details = object();
  details.props.set('objectType', type);
  if (visit.kind === 'function') callLater(machine, visit, [field, details], self, site);
  return functionsAt(field)[0];
}

function functionsAt(field: ObjectValue): FunctionValue[] {
  return ['subscribe', 'resolve'].flatMap((name) => alternatives(field.props.get(name) ?? literal(undefined))).filter((one) => one.kind === 'function');
}
