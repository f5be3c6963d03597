import type { BinaryExpr, ClassFacts, Expr, ModuleFacts, ProgramView } from '../../src/model/index.ts';
import { expressionsOf, statementsOf } from '../surroundings.ts';
import { isChosenPassword, type Constraint } from './constraints.ts';
import { constraintOf, constraintOfValidator, isPasswordSchemaName, leastOfRegExp, numberOf } from './schemas.ts';

/** Every constraint on a password that a file writes down. */
export function constraintsIn(program: ProgramView, module: ModuleFacts): Constraint[] {
  if (!/passw|pwd|passphrase/i.test(program.text(module))) return [];
  const found: Constraint[] = [];
  const add = (one: Constraint | undefined): void => { if (one) found.push(one); };
  for (const expr of expressionsOf(module)) {
    if (expr.kind === 'object') {
      for (const { key, value, variant } of expr.properties) {
        if (variant !== 'value') continue;
        if (isChosenPassword(key)) add(constraintOf(program, module, key, value));
        else if (key === 'minPasswordLength') ofBetterAuth(program, module, value, found);
      }
    } else if (expr.kind === 'binary') add(ofComparison(program, module, expr));
    else if (expr.kind === 'call') add(outermostValidator(program, module, expr, found));
  }
  for (const stmt of statementsOf(module)) {
    if (stmt.kind !== 'declare' || !stmt.init) continue;
    const { name } = module.bindings[stmt.binding]!;
    if (isPasswordSchemaName(name)) add(constraintOf(program, module, name, stmt.init));
  }
  for (const cls of module.classes) ofClass(program, module, cls, found);
  return found;
}

/** A chain is met once for each of its calls, the longest first. */
function outermostValidator(program: ProgramView, module: ModuleFacts, expr: Extract<Expr, { kind: 'call' }>, found: Constraint[]): Constraint | undefined {
  const one = constraintOfValidator(program, module, expr);
  return one && found.some((other) => other.start === one.start && other.module === one.module) ? undefined : one;
}

/** `betterAuth({ emailAndPassword: { enabled: true, minPasswordLength: 6 } })`. */
function ofBetterAuth(program: ProgramView, module: ModuleFacts, value: Expr, found: Constraint[]): void {
  if (!module.imports.some((one) => /^better-auth/.test(one.source))) return;
  const least = numberOf(program, module, value);
  if (least !== undefined) found.push({ module, start: value.start, end: value.end, least, name: 'newPassword' });
}

/** `password.length < 6`, `newPassword.length >= 8`. */
function ofComparison(program: ProgramView, module: ModuleFacts, expr: BinaryExpr): Constraint | undefined {
  const flipped: Record<string, string> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };
  const [side, other, operator] = isLength(expr.left) ? [expr.left, expr.right, expr.operator] : isLength(expr.right) ? [expr.right, expr.left, flipped[expr.operator] ?? ''] : [];
  if (side?.kind !== 'member' || !other || !/^(<|<=|>=)$/.test(operator ?? '')) return undefined;
  const name = side.object.kind === 'ref' ? side.object.name : side.object.kind === 'member' ? side.object.property : '';
  const n = isChosenPassword(name) ? numberOf(program, module, other) : undefined;
  if (n === undefined || isInLoop(module, expr)) return undefined;
  return { module, start: expr.start, end: expr.end, least: operator === '<=' ? n + 1 : n, name };
}

function isLength(expr: Expr): boolean {
  return expr.kind === 'member' && expr.property === 'length' && (expr.object.kind === 'ref' || expr.object.kind === 'member');
}

function isInLoop(module: ModuleFacts, { start, end }: Expr): boolean {
  return statementsOf(module).some((stmt) => stmt.kind === 'loop' && stmt.test !== undefined && stmt.test.start <= start && stmt.test.end >= end);
}

/** `@MinLength(6) password: string` of class-validator. */
function ofClass(program: ProgramView, module: ModuleFacts, cls: ClassFacts, found: Constraint[]): void {
  for (const { name, decorators } of cls.members) {
    if (!decorators || !isChosenPassword(name)) continue;
    for (const decorator of decorators) {
      if (decorator.kind !== 'call' || decorator.callee.kind !== 'ref') continue;
      const [first, second] = decorator.args;
      const one: Constraint = { module, start: decorator.start, end: decorator.end, name };
      switch (decorator.callee.name) {
        case 'MinLength': case 'Length': {
          const least = numberOf(program, module, first);
          const most = decorator.callee.name === 'Length' ? numberOf(program, module, second) : undefined;
          if (least !== undefined) found.push(most === undefined ? { ...one, least } : { ...one, least, most });
          break;
        }
        case 'MaxLength': { const most = numberOf(program, module, first); if (most !== undefined) found.push({ ...one, most }); break; }
        case 'Matches': { const least = first?.kind === 'regexp' ? leastOfRegExp(first.source) : undefined; if (least !== undefined) found.push({ ...one, least }); break; }
        case 'IsStrongPassword': {
          const given = first?.kind === 'object' ? first.properties.find((property) => property.key === 'minLength') : undefined;
          const least = given ? numberOf(program, module, given.value) : !first || first.kind === 'object' ? 8 : undefined;
          if (least !== undefined) found.push({ ...one, least });
          break;
        }
        default:
      }
    }
  }
}
