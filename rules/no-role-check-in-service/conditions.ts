import type { Expr, ModuleFacts, ProgramView } from '../../src/model/index.ts';
import { alternatives, textOf, walkExpr } from '../../src/link/index.ts';
import { isOfCaller } from './caller.ts';
import { asksAboutRole, isConstantName, isRole, isRoleFlag, mayCheck } from '../role-words.ts';
import { nameOf } from '../written-names.ts';

/** What a condition asks of the caller's rights. `denied`: it holds for those who have one of `roles`, not for those who lack them all. */
export interface RoleQuestion { roles: string[]; denied: boolean }

/** Where a condition stands, and what is asked besides the usual names. */
export interface Place { program: ProgramView; module: ModuleFacts; fn: number; extraNames: string[] }

interface Atom { expr: Expr; negated: boolean; place: Place }
type Meaning = { kind: 'role'; has: boolean; roles: string[] } | { kind: 'presence' } | { kind: 'other' };

const MAX_WAYS = 24;

/**
 * The question about the caller's role that makes a condition hold (or, `negated`, fail) by itself: in `!user || user.role
 * !== 'admin'` the second half. `undefined` when a role alone decides nothing, as in `post.author !== user.id && !user.isAdmin`,
 * which is about whose the object is.
 */
export function roleQuestion(place: Place, test: Expr, negated = false): RoleQuestion | undefined {
  for (const way of waysOf({ expr: test, negated, place }, 0)) {
    // Asking whose something is takes long, and most conditions have nothing to do with roles.
    if (!way.some(mentionsRole)) continue;
    const meanings = way.map((atom) => meaningOf(atom, 0));
    if (meanings.some((one) => one.kind === 'other')) continue;
    const asked = meanings.filter((one) => one.kind === 'role');
    if (asked.length === 0) continue;
    const lacking = asked.filter((one) => !one.has);
    const decisive = lacking.length > 0 ? lacking : asked;
    return { roles: [...new Set(decisive.flatMap((one) => one.roles))].slice(0, 6), denied: lacking.length === 0 };
  }
  return undefined;
}

function mentionsRole({ expr, place }: Atom): boolean {
  let found = false;
  walkExpr(place.module, expr, place.fn, {
    expr(one) {
      const name = one.kind === 'call' ? nameOf(one.callee) : nameOf(one);
      found ||= one.kind === 'call' ? mayCheck(name) || place.extraNames.includes(name) : isRole(name) || isRoleFlag(name) || /role/i.test(name) || hasRoleInit(one, place);
      return !found && one.kind !== 'function';
    },
  });
  return found;
}

/** `const { permissions: granted } = user` */
function hasRoleInit(expr: Expr, { module }: Place): boolean {
  const init = expr.kind === 'ref' ? module.bindings[expr.binding]?.init : undefined;
  return init?.kind === 'member' && isRole(init.property);
}

/** Whether a condition is only about somebody's being there. */
export function isPresence(place: Place, test: Expr): boolean {
  return waysOf({ expr: test, negated: false, place }, 0).every((way) => way.every((atom) => meaningOf(atom, 0).kind === 'presence'));
}

/** The disjunctive form: a condition holds when all atoms of one of the ways do. */
function waysOf(atom: Atom, depth: number): Atom[][] {
  const { expr, negated, place } = atom;
  if (depth > 12) return [[atom]];
  const of = (inner: Expr, flip = false): Atom[][] => waysOf({ expr: inner, negated: flip ? !negated : negated, place }, depth + 1);
  if (expr.kind === 'unary' && expr.operator === '!') return of(expr.operand, true);
  if (expr.kind === 'call' && expr.callee.kind === 'ref' && expr.callee.name === 'Boolean' && expr.args.length === 1) return of(expr.args[0]!);
  if (expr.kind === 'await') return of(expr.value);
  if (expr.kind === 'logical' && expr.operator !== '??') {
    const left = of(expr.left);
    const right = of(expr.right);
    const isOr = (expr.operator === '||') !== negated;
    return isOr ? [...left, ...right].slice(0, MAX_WAYS) : left.flatMap((one) => right.map((other) => [...one, ...other])).slice(0, MAX_WAYS);
  }
  const named = expr.kind === 'ref' ? place.module.bindings[expr.binding] : undefined;
  // `const isAdmin = user.role === 'admin'`
  if (named?.init && named.kind === 'const' && isCondition(named.init)) return of(named.init);
  return [[atom]];
}

function isCondition(expr: Expr): boolean {
  if (expr.kind === 'await') return isCondition(expr.value);
  return expr.kind === 'binary' || (expr.kind === 'logical' && expr.operator !== '??') || (expr.kind === 'unary' && expr.operator === '!') || expr.kind === 'call';
}

function meaningOf({ expr, negated, place }: Atom, depth: number): Meaning {
  const has = (holds: boolean, roles: string[]): Meaning => ({ kind: 'role', has: holds !== negated, roles });
  if (expr.kind === 'binary') return comparison(expr, negated, place);
  if (expr.kind === 'member') {
    if (isOfCaller(place, expr.object) !== 'caller') return { kind: 'other' };
    return isRoleFlag(expr.property) ? has(true, [expr.property]) : { kind: 'presence' };
  }
  if (expr.kind === 'ref') return isOfCaller(place, expr) === 'caller' ? { kind: 'presence' } : { kind: 'other' };
  if (expr.kind !== 'call') return { kind: 'other' };
  const list = membership(expr, place);
  if (list) return has(true, list);
  const name = expr.callee.kind === 'ref' ? expr.callee.name : expr.callee.kind === 'member' ? expr.callee.property : '';
  const subjects = [...expr.args, ...(expr.callee.kind === 'member' ? [expr.callee.object] : [])];
  if (place.extraNames.includes(name)) return has(true, expr.args.flatMap((arg) => textsOf(place, arg)));
  if ((asksAboutRole(name) || isRoleFlag(name)) && isAskedOfCaller(place, expr.args, subjects)) {
    const roles = expr.args.flatMap((arg) => textsOf(place, arg));
    return has(true, roles.length > 0 ? roles : isRoleFlag(name) ? [name] : []);
  }
  return depth < 2 && mayCheck(name) ? answerOf(place, expr, negated, depth) : { kind: 'other' };
}

/** A permission on a record (`ability.can('update', post)`) depends on the record: it cannot be asked at the route. */
function isAskedOfCaller(place: Place, args: Expr[], subjects: Expr[]): boolean {
  const judged = subjects.map((one) => isOfCaller(place, one));
  if (judged.some((one) => one === 'record')) return false;
  return args.every((arg, i) => judged[i] !== undefined || textsOf(place, arg).length > 0 || arg.kind === 'literal' || isConstantName(arg));
}

/** A function of the project that answers a question about a role: `const mayPublish = (user) => user.role === 'editor'`. */
function answerOf(place: Place, call: Extract<Expr, { kind: 'call' }>, negated: boolean, depth: number): Meaning {
  const [target, ...others] = place.program.targets(place.module, call, place.fn);
  if (!target || others.length > 0) return { kind: 'other' };
  const [only, ...more] = target.fn.body.filter((stmt) => stmt.kind !== 'declare');
  if (only?.kind !== 'return' || !only.value || more.length > 0) return { kind: 'other' };
  const inside: Place = { ...place, module: target.module, fn: target.fn.id };
  const ways = waysOf({ expr: only.value, negated: false, place: inside }, 0).map((way) => way.map((atom) => meaningOf(atom, depth + 1)));
  const asked = ways.flat().filter((one) => one.kind === 'role');
  if (asked.length === 0 || ways.flat().some((one) => one.kind === 'other') || asked.some((one) => one.has !== asked[0]!.has)) return { kind: 'other' };
  return { kind: 'role', has: asked[0]!.has !== negated, roles: asked.flatMap((one) => one.roles) };
}

function comparison(expr: Extract<Expr, { kind: 'binary' }>, negated: boolean, place: Place): Meaning {
  const [mine, other] = isRoleOfCaller(place, expr.left) ? [expr.left, expr.right] : [expr.right, expr.left];
  if (!isRoleOfCaller(place, mine)) {
    const nothing = [expr.left, expr.right].some(isNothing);
    return nothing && [expr.left, expr.right].some((one) => isOfCaller(place, one) === 'caller') ? { kind: 'presence' } : { kind: 'other' };
  }
  if (isNothing(other)) return { kind: 'presence' };
  // Two people compared.
  if (other.kind === 'member' && isRole(other.property)) return { kind: 'other' };
  const roles = textsOf(place, other);
  if (roles.length === 0 && !isConstantName(other) && other.kind !== 'literal') return { kind: 'other' };
  const named = roles.length > 0 ? roles : isConstantName(other) ? [nameOf(other)] : [];
  if (['<', '<=', '>', '>='].includes(expr.operator)) {
    const below = expr.operator.startsWith('<') === (mine === expr.left);
    return { kind: 'role', has: !below !== negated, roles: named };
  }
  if (!['===', '!==', '==', '!='].includes(expr.operator)) return { kind: 'other' };
  const flag = other.kind === 'literal' && typeof other.value === 'boolean' ? other.value : undefined;
  const equal = expr.operator === '===' || expr.operator === '==';
  return { kind: 'role', has: (equal === (flag ?? true)) !== negated, roles: flag === undefined ? named : [nameOf(mine)] };
}

/** `['admin'].includes(user.role)`, `user.roles.includes('admin')`, `user.roles.some((role) => role.name === 'admin')`: the roles. */
function membership(expr: Extract<Expr, { kind: 'call' }>, place: Place): string[] | undefined {
  if (expr.callee.kind !== 'member' || !['includes', 'has', 'some'].includes(expr.callee.property)) return undefined;
  const { object } = expr.callee;
  const [arg] = expr.args;
  if (!arg) return undefined;
  if (isRoleOfCaller(place, arg)) return textsOf(place, object);
  if (!isRoleOfCaller(place, object)) return undefined;
  if (arg.kind !== 'function') return textsOf(place, arg).length > 0 || isConstantName(arg) ? textsOf(place, arg) : undefined;
  const returned = place.module.functions[arg.fn]!.body.find((stmt) => stmt.kind === 'return');
  const value = returned?.kind === 'return' ? returned.value : undefined;
  if (value?.kind === 'binary') return [value.left, value.right].flatMap((one) => textsOf(place, one));
  if (value?.kind === 'call' && value.callee.kind === 'member') return textsOf(place, value.callee.object);
  return undefined;
}

/** `user.role`, `user.role.name`, `currentRole`, where the user is the caller. */
function isRoleOfCaller(place: Place, expr: Expr): boolean {
  if (expr.kind === 'logical') return isRoleOfCaller(place, expr.left);
  if (expr.kind === 'await') return isRoleOfCaller(place, expr.value);
  if (expr.kind === 'call' && expr.callee.kind === 'member' && /^(toLowerCase|toUpperCase|toString|trim|map)$/.test(expr.callee.property)) return isRoleOfCaller(place, expr.callee.object);
  if (expr.kind === 'member') {
    if (isRole(expr.property) || isRoleFlag(expr.property)) return isOfCaller(place, expr.object) === 'caller';
    return /^(name|key|slug|code|title|value|id|level)$/.test(expr.property) && isRoleOfCaller(place, expr.object);
  }
  if (expr.kind !== 'ref') return false;
  const binding = place.module.bindings[expr.binding];
  if (binding?.init && (binding.init.kind === 'member' || binding.init.kind === 'logical')) return isRoleOfCaller(place, binding.init);
  return (isRole(expr.name) || /^(user|current|caller|requester|actor)_?role$/i.test(expr.name)) && isOfCaller(place, expr) === 'caller';
}

function textsOf(place: Place, expr: Expr): string[] {
  const value = place.program.denote(place.module, expr, place.fn);
  const all = value.kind === 'array' ? value.elements.flatMap(alternatives) : alternatives(value);
  const texts = all.map(textOf).filter((text): text is string => text !== undefined && text !== '');
  return texts.length > 0 || !isConstantName(expr) ? texts : [nameOf(expr)];
}

function isNothing(expr: Expr): boolean {
  return (expr.kind === 'literal' && expr.value === null) || (expr.kind === 'ref' && expr.name === 'undefined');
}
