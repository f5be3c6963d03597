import type { ClassValue, Expr, FunctionFacts, ModuleFacts, ObjectValue, Stmt, TypeFact, Value } from '../model/index.ts';
import type { Machine } from './machine.ts';
import { keeping } from './scope.ts';
import { walkExpr } from './walk.ts';

/** What a constructor that nobody was seen to call sets: what is injected into it, or what it makes. */
export function constructedMember(m: Machine, cls: ClassValue, target: ObjectValue, name: string): Value | undefined {
  const constructor = cls.cls.members.find((mem) => mem.variant === 'constructor');
  const fn = constructor?.fn === undefined ? undefined : cls.module.functions[constructor.fn]!;
  if (!fn) return undefined;
  const given = (type: TypeFact | undefined): Value => m.instanceOf(type, cls.scope) ?? injectedFrom(m.typeValue(type, cls.scope)) ?? { kind: 'property', object: target, name };
  const param = fn.params.find((one) => one.property && cls.module.bindings[one.binding]!.name === name);
  let value = param && given(param.type);
  if (!param) {
    const set = assignedTo(fn.body, name);
    const from = set?.kind === 'ref' ? fn.params.find((one) => one.binding === set.binding) : undefined;
    if (from) value = given(from.type);
    else if (set && !asksFor(set, fn, cls.module)) {
      // What it is made of may ask for itself: `this.options = this.options ?? {}`.
      target.props.set(name, { kind: 'property', object: target, name });
      value = keeping(m, () => m.evaluate(set, { module: cls.module, fn: fn.id, of: fn, parent: cls.scope, values: new Map(), self: target, home: cls }));
    }
  }
  if (value) target.props.set(name, value);
  return value;
}

/** `this.name = value`, as a statement of a constructor. */
function assignedTo(body: Stmt[], name: string): Expr | undefined {
  for (const stmt of body) {
    if (stmt.kind !== 'expr' || stmt.expr.kind !== 'assign' || stmt.expr.operator !== '=') continue;
    const { target, value } = stmt.expr;
    if (target.kind === 'member' && target.object.kind === 'this' && target.property === name) return value;
  }
  return undefined;
}

/** Whether something is made of the constructor's own parameters and variables, which have no values here. */
function asksFor(expr: Expr, fn: FunctionFacts, module: ModuleFacts): boolean {
  let asks = false;
  walkExpr(module, expr, fn.id, { expr(one) { asks ||= one.kind === 'ref' && one.binding >= 0 && module.bindings[one.binding]!.owner === fn.id; } });
  return asks;
}

/** What a container hands over of a package's class has the members that the class names. */
function injectedFrom(type: Value | undefined): Value | undefined {
  return type?.kind === 'external' && /^[A-Z]/.test(type.path.at(-1) ?? '') ? type : undefined;
}
