import type { CallExpr, ClassValue, Expr, NewExpr, ObjectValue, Scope, Site, Value } from '../model/index.ts';
import { siteOf, Thrown } from './domain.ts';
import { assignUndeclared, globalValue } from './globals.ts';
import type { Machine } from './machine.ts';
import { ancestry, openObject } from './members.ts';
import { requireAny, requireValue } from './modules.ts';
import { calledCondition, namedCondition } from './named-condition.ts';
import { membersBy } from './builtins/properties.ts';
import { binary } from './operators.ts';
import { rejected, settle } from './promises.ts';
import { applied } from './unary.ts';
import { array, concat, FALSE, isNullish, isUndefined, literal, object, TRUE, truth, UNDEFINED, union, unknown, textOf, alternatives } from './values.ts';

/** The value of an expression in a scope. */
export function evaluate(m: Machine, expr: Expr, scope: Scope): Value {
  m.steps++;
  switch (expr.kind) {
    case 'ref': {
      const value = expr.binding >= 0 ? m.lookup(expr.binding, scope) : globalValue(m, expr.name, scope);
      return m.domain?.read ? m.domain.read(value, expr.name) : value;
    }
    case 'this': return selfOf(scope);
    case 'super': return unknown('super', siteOf(scope.module, expr));
    case 'literal': return literal(expr.value, siteOf(scope.module, expr));
    case 'regexp': return { kind: 'regexp', source: expr.source, flags: expr.flags, site: siteOf(scope.module, expr) };
    case 'template': return template(m, expr, scope);
    case 'function': return { kind: 'function', module: scope.module, fn: scope.module.functions[expr.fn]!, scope };
    case 'class': return { kind: 'class', module: scope.module, cls: scope.module.classes[expr.cls]!, scope, props: new Map() };
    case 'object': return objectLiteral(m, expr, scope);
    case 'array': return arrayLiteral(m, expr.elements, scope);
    case 'member': return member(m, expr, scope);
    case 'call': return callExpr(m, expr, scope);
    case 'new': return newExpr(m, expr, scope);
    case 'conditional': return conditional(m, expr, scope);
    case 'logical': return logical(m, expr, scope);
    case 'binary': return binary(m, expr.operator, evaluate(m, expr.left, scope), evaluate(m, expr.right, scope), siteOf(scope.module, expr));
    case 'unary': return unary(m, expr, scope);
    case 'await': return settle(evaluate(m, expr.value, scope));
    case 'yield': return expr.value ? evaluate(m, expr.value, scope) : UNDEFINED;
    case 'spread': return evaluate(m, expr.value, scope);
    case 'assign': return assignment(m, expr, scope);
    case 'sequence': {
      let last: Value = UNDEFINED;
      for (const one of expr.expressions) last = evaluate(m, one, scope);
      return last;
    }
    case 'import': {
      const specifier = textOf(evaluate(m, expr.specifier, scope));
      return specifier === undefined ? unknown('a computed import', siteOf(scope.module, expr)) : requireValue(m, scope.module, specifier, 'import');
    }
    case 'unknown': return unknownSyntax(m, expr, scope);
  }
}

function unknownSyntax(m: Machine, expr: Extract<Expr, { kind: 'unknown' }>, scope: Scope): Value {
  if (expr.syntax === 'rest' && expr.children[0]) {
    const source = evaluate(m, expr.children[0], scope);
    if (source.kind === 'object') {
      const rest = object();
      spreadInto(rest, source);
      return rest;
    }
    if (source.kind === 'array') return source;
    return source.kind === 'caller' || source.kind === 'param' ? source : unknown('the rest of something unknown');
  }
  return unknown(`${expr.syntax} expression`, siteOf(scope.module, expr));
}

export function selfOf(scope: Scope): Value {
  for (let s: Scope | undefined = scope; s; s = s.parent) if (s.self) return s.self;
  return unknown('`this` of an unknown call');
}

function template(m: Machine, expr: Extract<Expr, { kind: 'template' }>, scope: Scope): Value {
  const parts: Value[] = [];
  expr.texts.forEach((text, i) => {
    if (text !== '' || expr.texts.length === 1) parts.push(literal(text));
    if (expr.values[i]) parts.push(evaluate(m, expr.values[i], scope));
  });
  if (expr.tag) return unknown('a tagged template', siteOf(scope.module, expr));
  return concat(parts.length > 0 ? parts : [literal('')], siteOf(scope.module, expr));
}

function objectLiteral(m: Machine, expr: Extract<Expr, { kind: 'object' }>, scope: Scope): ObjectValue {
  const made = object(siteOf(scope.module, expr));
  for (const prop of expr.properties) {
    let value = evaluate(m, prop.value, scope);
    if (prop.variant === 'spread') { spreadInto(made, value); continue; }
    if (value.kind === 'function' && !value.fn.arrow && !value.self) value = { ...value, self: made };
    const computed = prop.computed && evaluate(m, prop.computed, scope);
    // What a constant of a package says is not known, but it has a name of its own.
    const key = computed ? textOf(computed) ?? (computed.kind === 'external' ? computed.path.at(-1) : undefined) : prop.key;
    if (key === undefined || computed?.kind === 'external') made.open = true;
    if (key === undefined) continue;
    made.props.set(prop.variant === 'get' ? `\0get ${key}` : prop.variant === 'set' ? `\0set ${key}` : key, value);
  }
  return made;
}

export function spreadInto(target: ObjectValue, value: Value): void {
  if (value.kind === 'object') {
    value.props.forEach((v, k) => target.props.set(k, v));
    if (value.open) target.open = true;
    if (value.rest) (target.rest ??= []).push(...value.rest);
  } else if (value.kind === 'union') {
    for (const one of value.values) if (one.kind === 'object') one.props.forEach((v, k) => target.props.set(k, target.props.has(k) ? union([target.props.get(k)!, v]) : v));
    if (value.values.some((one) => one.kind !== 'object' && truth(one) !== false)) target.open = true;
  } else if (truth(value) !== false) {
    target.open = true;
    (target.rest ??= []).push(value);
  }
}

function arrayLiteral(m: Machine, elements: Expr[], scope: Scope): Value {
  const { values, open } = list(m, elements, scope);
  return array(values, open);
}

/** Elements or arguments with their spreads expanded; `open` when a spread could not be. */
export function list(m: Machine, exprs: Expr[], scope: Scope): { values: Value[]; open: boolean } {
  const values: Value[] = [];
  let open = false;
  for (const expr of exprs) {
    const value = evaluate(m, expr, scope);
    if (expr.kind !== 'spread') values.push(value);
    else if (value.kind === 'array') { values.push(...value.elements); open ||= value.open === true; }
    else if (value.kind === 'union' && value.values.every((one) => one.kind === 'array')) {
      // Each element may or may not be there.
      for (const one of value.values) if (one.kind === 'array') values.push(...one.elements);
      open = true;
    } else { values.push(value.kind === 'object' && value.props.has('\0items') ? value.props.get('\0items')! : unknown('a spread of something unknown', siteOf(scope.module, expr))); open = true; }
  }
  return { values, open };
}

function member(m: Machine, expr: Extract<Expr, { kind: 'member' }>, scope: Scope): Value {
  if (expr.object.kind === 'super') return superMember(m, expr.property, scope);
  const target = evaluate(m, expr.object, scope);
  if (isNullish(target) === true && (expr.optional || isOptionalChain(expr.object))) return target.kind === 'caller' ? target : UNDEFINED;
  const site = siteOf(scope.module, expr);
  const key = expr.computed && expr.property === '' ? evaluate(m, expr.computed, scope) : undefined;
  const value = key ? index(m, target, key, site) : m.getMember(target, expr.property, site);
  return m.domain?.read ? m.domain.read(value, expr.property) : value;
}

/** `a?.b.c`: where there is no `a`, nothing of the rest is evaluated. */
function isOptionalChain(expr: Expr): boolean {
  let link = expr;
  while (link.kind === 'member' || link.kind === 'call') {
    if (link.optional === true) return true;
    link = link.kind === 'member' ? link.object : link.callee;
  }
  return false;
}

/** `target[key]` for a key that is not written as a literal. */
export function index(m: Machine, target: Value, key: Value, site: Site): Value {
  const domain = m.domain?.compare?.('[]', target, key, site);
  if (domain) return domain;
  const values = alternatives(key).map((one) => {
    const name = textOf(one);
    if (name !== undefined) return m.getMember(target, name, site);
    const all = membersBy(target, one);
    if (all) return all;
    if (target.kind === 'array') return union([...target.elements, ...(target.open ? [unknown('an element of an open list')] : [])]);
    if (target.kind === 'object') {
      const all = [...target.props].filter(([k]) => !k.startsWith('\0')).map(([, v]) => v);
      if (all.length > 0) return union([...all, ...(target.open ? [unknown('a computed member', site)] : [])]);
    }
    return unknown('a computed member', site);
  });
  return union(values);
}

function superMember(m: Machine, name: string, scope: Scope): Value {
  const self = selfOf(scope);
  const home = homeOf(scope);
  if (!home || (self.kind !== 'object' && self.kind !== 'class')) return unknown('super');
  const { own, base } = ancestry(m, home);
  for (const cls of own.slice(1)) {
    const found = cls.cls.members.find((mem) => (mem.static === true) === (self.kind === 'class') && mem.name === name && mem.fn !== undefined && mem.variant === 'method');
    if (found) return { kind: 'function', module: cls.module, fn: cls.module.functions[found.fn!]!, scope: cls.scope, self, home: cls };
  }
  return base ? { kind: 'property', object: base, name } : unknown(`super.${name}`);
}

/** The class in whose body the code stands, for `super`. */
function homeOf(scope: Scope): ClassValue | undefined {
  for (let s: Scope | undefined = scope; s; s = s.parent) if (s.home) return s.home;
  return undefined;
}

function callExpr(m: Machine, expr: CallExpr, scope: Scope): Value {
  const site = siteOf(scope.module, expr);
  // Each link of a long chain would be followed from its beginning.
  if (m.steps > m.lookLimit) return unknown('too much code to follow', site);
  if (expr.callee.kind === 'ref' && expr.callee.name === 'require' && expr.callee.binding < 0 && expr.args[0]) {
    const specifier = evaluate(m, expr.args[0], scope);
    const names = alternatives(specifier).map(textOf);
    if (names.every((name): name is string => name !== undefined)) {
      const value = names.length === 1 ? requireValue(m, scope.module, names[0]!, 'require') : requireAny(m, scope.module, names);
      return value.kind === 'unknown' ? unknown(value.reason, site) : value;
    }
    return unknown('a computed require', site);
  }
  if (expr.callee.kind === 'super') {
    const { values } = list(m, expr.args, scope);
    const self = selfOf(scope);
    const home = homeOf(scope);
    if (home && self.kind === 'object') {
      const { own, base } = ancestry(m, home);
      if (own[1]) m.initialize(own[1], values, self, site);
      else if (base) {
        self.open = true;
        self.props.set('\0super', array(values));
      }
    }
    return self;
  }
  let self: Value | undefined;
  let callee: Value;
  if (expr.callee.kind === 'member' && expr.callee.object.kind !== 'super') {
    self = receiver(m, expr.callee, scope);
    if (isNullish(self) === true && (expr.optional || expr.callee.optional || isOptionalChain(expr.callee.object))) return self.kind === 'caller' ? self : UNDEFINED;
    const key = expr.callee.computed && expr.callee.property === '' ? evaluate(m, expr.callee.computed, scope) : undefined;
    callee = key ? index(m, self, key, siteOf(scope.module, expr.callee)) : m.getMember(self, expr.callee.property, siteOf(scope.module, expr.callee));
  } else {
    callee = evaluate(m, expr.callee, scope);
    // In a static method, `super` is the class that it extends, and `this` is its own.
    if (expr.callee.kind === 'member' && callee.kind !== 'function' && selfOf(scope).kind === 'class') self = selfOf(scope);
  }
  if (expr.optional && isNullish(callee) === true) return callee.kind === 'caller' ? callee : UNDEFINED;
  const { values, open } = list(m, expr.args, scope);
  return m.call(callee, open ? [...values, unknown('further arguments')] : values, self, { expr, scope });
}

/** In `f().catch(g)`, what `f` throws at once is `g`'s as well: a function without `async` may stand for one that has it. */
function receiver(m: Machine, callee: Extract<Expr, { kind: 'member' }>, scope: Scope): Value {
  if (!m.domain || (callee.property !== 'catch' && callee.property !== 'then')) return evaluate(m, callee.object, scope);
  try {
    return evaluate(m, callee.object, scope);
  } catch (error) {
    if (error instanceof Thrown) return rejected(error);
    throw error;
  }
}

function newExpr(m: Machine, expr: NewExpr, scope: Scope): Value {
  const callee = evaluate(m, expr.callee, scope);
  const { values } = list(m, expr.args, scope);
  if (callee.kind === 'class') return m.construct(callee, values, siteOf(scope.module, expr));
  return m.call(callee, values, undefined, { expr, scope }, true);
}

function conditional(m: Machine, expr: Extract<Expr, { kind: 'conditional' }>, scope: Scope): Value {
  const holds = decide(m, expr.test, scope, m.domain !== undefined && (hasCall(expr.then) || hasCall(expr.else)));
  if (holds !== undefined) return evaluate(m, holds ? expr.then : expr.else, scope);
  return both(m, expr.test, scope, () => evaluate(m, expr.then, scope), () => evaluate(m, expr.else, scope));
}

function both(m: Machine, test: Expr, scope: Scope, yes: () => Value, no: () => Value): Value {
  m.branches++;
  try {
    m.conditions.push({ module: scope.module, test, holds: true });
    const first = yes();
    m.conditions[m.conditions.length - 1] = { module: scope.module, test, holds: false };
    const second = no();
    m.conditions.pop();
    return union([first, second]);
  } finally { m.branches--; }
}

function logical(m: Machine, expr: Extract<Expr, { kind: 'logical' }>, scope: Scope): Value {
  const left = evaluate(m, expr.left, scope);
  const leftHolds = expr.operator === '??' ? invert(isNullish(left)) : m.truth(left);
  const stops = expr.operator === '&&' ? false : true;
  if (leftHolds === stops) return left;
  if (leftHolds !== undefined) {
    if (m.domain?.decided && leftHolds !== undefined) m.domain.decided(left, leftHolds, expr.left, scope);
    const right = evaluate(m, expr.right, scope);
    return (expr.operator === '&&' ? undefined : m.domain?.fallback?.(left, right)) ?? right;
  }
  if (m.domain && hasCall(expr.right)) {
    const chosen = m.domain.choose(left, expr.left, scope);
    if (chosen === stops) return stops ? left : FALSE;
    return evaluate(m, expr.right, scope);
  }
  const right = evaluate(m, expr.right, scope);
  if (expr.operator === '&&') return m.truth(right) === false ? right : union([FALSE, right]);
  return union([left, right]);
}

function invert(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

/**
 * Whether a condition holds: each part is decided by its own value, as it is reached. `undefined` only without a domain,
 * or with `choose` off.
 */
export function decide(m: Machine, test: Expr, scope: Scope, choose = true): boolean | undefined {
  if (test.kind === 'unary' && test.operator === '!') return invert(decide(m, test.operand, scope, choose));
  if (test.kind === 'logical' && test.operator !== '??') {
    const left = decide(m, test.left, scope, choose);
    const stops = test.operator === '||';
    if (left === stops) return stops;
    const right = decide(m, test.right, scope, choose);
    if (left !== undefined) return right;
    return right === stops ? stops : undefined;
  }
  const value = evaluate(m, test, scope);
  const holds = m.truth(value);
  if (holds !== undefined) {
    m.domain?.decided?.(value, holds, test, scope);
    return holds;
  }
  if (!m.domain) return undefined;
  const named = namedCondition(test, scope) ?? calledCondition(m, test, scope);
  if (named) return decide(m, named.test, named.scope, choose);
  return choose ? m.domain.choose(value, test, scope) : undefined;
}

export function hasCall(expr: Expr): boolean {
  switch (expr.kind) {
    case 'call': case 'new': case 'assign': return true;
    case 'conditional': return hasCall(expr.test) || hasCall(expr.then) || hasCall(expr.else);
    case 'logical': case 'binary': return hasCall(expr.left) || hasCall(expr.right);
    case 'unary': return hasCall(expr.operand);
    case 'await': case 'spread': return hasCall(expr.value);
    case 'sequence': return expr.expressions.some(hasCall);
    case 'member': return hasCall(expr.object);
    default: return false;
  }
}

function unary(m: Machine, expr: Extract<Expr, { kind: 'unary' }>, scope: Scope): Value {
  if (expr.operator === '!') {
    const whole = m.domain && expr.operand.kind !== 'logical' ? evaluate(m, expr.operand, scope) : undefined;
    if (whole?.kind === 'caller' && (whole.what === 'absent' || whole.what === 'missing')) return { ...whole, what: whole.what === 'absent' ? 'missing' : 'absent' };
    const holds = whole ? m.truth(whole) : decide(m, expr.operand, scope, false);
    if (holds !== undefined) return holds ? FALSE : TRUE;
    const setting = whole ?? (expr.operand.kind === 'logical' ? undefined : evaluate(m, expr.operand, scope));
    if (setting?.kind === 'env') return setting;
    return unknown('a negated condition', siteOf(scope.module, expr));
  }
  return applied(m, expr, evaluate(m, expr.operand, scope), scope);
}

function assignment(m: Machine, expr: Extract<Expr, { kind: 'assign' }>, scope: Scope): Value {
  let value: Value;
  if (expr.operator === '=') value = evaluate(m, expr.value, scope);
  else {
    const before = evaluate(m, expr.target, scope);
    if (expr.operator === '||=' || expr.operator === '??=' || expr.operator === '&&=') {
      const holds = expr.operator === '??=' ? invert(isNullish(before)) : m.truth(before);
      if (holds === (expr.operator !== '&&=')) return before;
      const right = evaluate(m, expr.value, scope);
      value = holds === undefined ? union([before, right]) : right;
    } else value = binary(m, expr.operator.slice(0, -1), before, evaluate(m, expr.value, scope), siteOf(scope.module, expr));
  }
  const { target } = expr;
  if (target.kind === 'ref') {
    if (target.binding >= 0) m.assign(target.binding, value, scope);
    else if (expr.operator === '=') assignUndeclared(m, target.name, value, scope);
  } else if (target.kind === 'member') {
    const owner = target.object.kind === 'super' ? selfOf(scope) : evaluate(m, target.object, scope);
    const named = value.kind === 'function' && !value.fn.arrow && !value.self && owner.kind === 'object' ? { ...value, self: owner } : value;
    const key = target.computed && target.property === '' ? textOf(evaluate(m, target.computed, scope)) : target.property;
    if (key === undefined) openObject(m, owner, value);
    else m.setMember(owner, key, named, siteOf(scope.module, expr));
  }
  return isUndefined(value) ? UNDEFINED : value;
}
