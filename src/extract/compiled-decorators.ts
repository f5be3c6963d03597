import type { CallExpr, ClassFacts, Expr, ModuleFacts, RefExpr, Stmt, TypeFact } from '../model/index.ts';

type Facts = Pick<ModuleFacts, 'bindings' | 'functions' | 'classes' | 'body'>;

/** Of TypeScript (`experimentalDecorators`), of tslib, and of esbuild. */
const DECORATE = /^__decorate(Class)?$/;
const PARAMETER = /^__(param|decorateParam)$/;
const METADATA = /^__metadata$/;

/** Whether a text may hold decorators that were compiled away. */
export function mayHaveCompiledDecorators(text: string): boolean {
  return text.includes('__decorate');
}

/**
 * Gives classes the decorators that a compiler took off them: `__decorate([Get(), __param(0, Body())], Users.prototype, 'list', null)` and
 * `Users = __decorate([Controller()], Users)`. The statements go, so that the class is what its name stands for.
 */
export function restoreDecorators(facts: Facts): Stmt[] {
  return facts.body.filter((stmt) => stmt.kind !== 'expr' || !restored(facts, stmt.expr));
}

/** @returns whether nothing of the statement is left to be done */
function restored(facts: Facts, expr: Expr): boolean {
  if (expr.kind === 'call') return isDecorating(expr) && decorateMember(facts, expr);
  if (expr.kind !== 'assign' || expr.operator !== '=') return false;
  const call = innermost(expr);
  if (call.kind !== 'call' || !isDecorating(call)) return false;
  const [list, target] = call.args;
  const cls = target?.kind === 'ref' ? classOf(facts, target) : undefined;
  if (!cls || list?.kind !== 'array') return false;
  addDecorators(facts, list.elements, (decorator) => cls.decorators.push(decorator), constructorOf(cls)?.fn);
  return withoutCall(facts, expr, target as RefExpr);
}

/** `exports.Users = Users = <call>` keeps what exports the class; the names that the class has keep it. */
function withoutCall(facts: Facts, expr: Extract<Expr, { kind: 'assign' }>, target: RefExpr): boolean {
  const isName = expr.target.kind === 'ref' && expr.target.binding >= 0;
  if (isName && (expr.target as RefExpr).binding === target.binding) delete facts.bindings[target.binding]!.reassigned;
  if (expr.value.kind === 'assign') {
    const gone = withoutCall(facts, expr.value, target);
    if (gone) expr.value = target;
    return gone && isName;
  }
  if (!isName) expr.value = target;
  return isName;
}

function innermost(expr: Expr): Expr {
  return expr.kind === 'assign' && expr.operator === '=' ? innermost(expr.value) : expr;
}

function decorateMember(facts: Facts, { args: [list, owner, key], start, end }: CallExpr): boolean {
  if (list?.kind !== 'array' || key?.kind !== 'literal' || typeof key.value !== 'string' || !owner) return false;
  const isPrototype = owner.kind === 'member' && owner.property === 'prototype';
  const named = isPrototype ? owner.object : owner;
  const cls = named.kind === 'ref' ? classOf(facts, named) : undefined;
  if (!cls) return false;
  const name = key.value;
  let member = cls.members.find((one) => one.name === name && (one.static === true) === !isPrototype);
  if (!member) {
    // A field that is only declared is not in the compiled class.
    member = { name, variant: 'property', start, end };
    if (!isPrototype) member.static = true;
    cls.members.push(member);
  }
  const at = member;
  addDecorators(facts, list.elements, (decorator) => (at.decorators ??= []).push(decorator), member.fn, (type) => { if (at.variant === 'property') at.type ??= type; });
  return true;
}

function addDecorators(facts: Facts, list: Expr[], add: (decorator: Expr) => void, fn: number | undefined, typed?: (type: TypeFact) => void): void {
  const params = fn === undefined ? [] : facts.functions[fn]!.params;
  for (const one of list) {
    const [first, second] = one.kind === 'call' ? one.args : [];
    if (isCallOf(one, PARAMETER) && first?.kind === 'literal' && second) {
      const param = params[Number(first.value)];
      if (param) (param.decorators ??= []).push(second);
    } else if (isCallOf(one, METADATA)) {
      const about = first?.kind === 'literal' ? first.value : undefined;
      if (about === 'design:paramtypes' && second?.kind === 'array') second.elements.forEach((type, i) => { const fact = typeOf(type); if (fact && params[i]) params[i].type ??= fact; });
      else if (about === 'design:type' && second) { const fact = typeOf(second); if (fact) typed?.(fact); }
      else if (about !== 'design:returntype' && about !== 'design:type' && about !== 'design:paramtypes') add(one);
    } else add(one);
  }
}

/** `UsersService`, `services_1.UsersService`, and `typeof (_a = typeof UsersService !== "undefined" && UsersService) === "function" ? _a : Object`. */
function typeOf(expr: Expr): TypeFact | undefined {
  if (expr.kind === 'conditional') return expr.test.kind === 'binary' ? typeOf(expr.test.left) : undefined;
  if (expr.kind === 'unary' && expr.operator === 'typeof') return typeOf(expr.operand);
  if (expr.kind === 'assign') return typeOf(expr.value);
  if (expr.kind === 'logical' && expr.operator === '&&') return typeOf(expr.right);
  const head = expr.kind === 'member' ? expr.object : expr;
  if (head.kind !== 'ref' || head.binding < 0) return undefined;
  return { name: expr.kind === 'member' ? `${head.name}.${expr.property}` : head.name, binding: head.binding, start: expr.start, end: expr.end };
}

function isDecorating(call: CallExpr): boolean {
  return isCallOf(call, DECORATE);
}

/** `__decorate(...)`, `tslib_1.__decorate(...)`, `(0, tslib_1.__decorate)(...)`. */
function isCallOf(expr: Expr, name: RegExp): expr is CallExpr {
  if (expr.kind !== 'call') return false;
  const callee = expr.callee.kind === 'sequence' ? expr.callee.expressions.at(-1)! : expr.callee;
  return name.test(callee.kind === 'ref' ? callee.name : callee.kind === 'member' ? callee.property : '');
}

function classOf({ bindings, classes }: Facts, { binding }: RefExpr): ClassFacts | undefined {
  const init = binding < 0 ? undefined : bindings[binding]!.init;
  const value = init && innermost(init);
  return value?.kind === 'class' ? classes[value.cls] : undefined;
}

function constructorOf(cls: ClassFacts): ClassFacts['members'][number] | undefined {
  return cls.members.find(({ variant }) => variant === 'constructor');
}
