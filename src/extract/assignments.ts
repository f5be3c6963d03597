import type { ts as TypeScript } from 'ts-morph';
import type { AssignExpr, Expr, SequenceExpr, Span } from '../model/index.ts';
import { Kind } from './compiler.ts';
import type { Lowering } from './lowering.ts';
import { unwrapped } from './names.ts';
import { bindingSource, item, property, type Source } from './patterns.ts';

type Node = TypeScript.Node;

export function lowerAssignment(lowering: Lowering, node: TypeScript.BinaryExpression, operator: string): Expr {
  const left = unwrapped(node.left);
  const span = { start: lowering.start(node), end: node.end };
  if (operator === '=' && isAssignmentPattern(left)) return destructure(lowering, left, lowering.expression(node.right), span);
  const target = lowering.expression(left);
  const value = lowering.expression(node.right);
  if (value.kind === 'function' || value.kind === 'class') {
    if (target.kind === 'ref') lowering.name(value, target.name);
    else if (target.kind === 'member') lowering.name(value, target.property);
  }
  return assign(lowering, operator, target, value, span);
}

export function isAssignmentPattern(node: Node): node is TypeScript.ObjectLiteralExpression | TypeScript.ArrayLiteralExpression {
  return node.kind === Kind.ObjectLiteral || node.kind === Kind.ArrayLiteral;
}

function assign(lowering: Lowering, operator: string, target: Expr, value: Expr, span: Span): AssignExpr {
  lowering.write(target);
  return { kind: 'assign', start: span.start, end: span.end, operator, target, value };
}

/** The value goes into a temporary first: `[a, b] = [b, a]` reads both before it writes either. It is also the result. */
function destructure(lowering: Lowering, pattern: Node, value: Expr, span: Span): SequenceExpr {
  const binding = lowering.scopes.temporary('temporary', lowering.owner, span.start, pattern.end);
  lowering.scopes.bindings[binding]!.init = value;
  const source = bindingSource(lowering, binding, { start: span.start, end: pattern.end });
  const expressions: Expr[] = [{ kind: 'assign', ...span, operator: '=', target: source.read(), value }];
  assignPattern(lowering, pattern, source, expressions);
  expressions.push(source.read());
  return { kind: 'sequence', ...span, expressions };
}

/** One assignment for each target of an object or array literal that stands where an assignment's target does. */
export function assignPattern(lowering: Lowering, pattern: Node, source: Source, out: Expr[]): void {
  if (pattern.kind === Kind.ObjectLiteral) {
    for (const part of (pattern as TypeScript.ObjectLiteralExpression).properties) assignProperty(lowering, part, source, out);
    return;
  }
  const { elements } = pattern as TypeScript.ArrayLiteralExpression;
  for (let at = 0; at < elements.length; at++) {
    const element = elements[at]!;
    if (element.kind === Kind.Omitted) continue;
    const span = { start: lowering.start(element), end: element.end };
    if (element.kind === Kind.Spread) assignTarget(lowering, (element as TypeScript.SpreadElement).expression, rest(source, span), span, out);
    else assignTarget(lowering, element, item(source.read(), at, span), span, out);
  }
}

function assignProperty(lowering: Lowering, part: TypeScript.ObjectLiteralElementLike, source: Source, out: Expr[]): void {
  const span = { start: lowering.start(part), end: part.end };
  if (part.kind === Kind.SpreadAssignment) {
    assignTarget(lowering, (part as TypeScript.SpreadAssignment).expression, rest(source, span), span, out);
  } else if (part.kind === Kind.ShorthandPropertyAssignment) {
    const { name, objectAssignmentInitializer } = part as TypeScript.ShorthandPropertyAssignment;
    const value = property(lowering, source.read(), name, span);
    assignTarget(lowering, name, withDefault(lowering, value, objectAssignmentInitializer, span), span, out);
  } else if (part.kind === Kind.PropertyAssignment) {
    const { name, initializer } = part as TypeScript.PropertyAssignment;
    assignTarget(lowering, initializer, property(lowering, source.read(), name, span), span, out);
  }
}

/** `target`, `target = default`, or a pattern inside the pattern. */
export function assignTarget(lowering: Lowering, node: Node, value: Expr, span: Span, out: Expr[]): void {
  let target = unwrapped(node);
  if (target.kind === Kind.Binary && (target as TypeScript.BinaryExpression).operatorToken.kind === Kind.Equals) {
    const { left, right } = target as TypeScript.BinaryExpression;
    value = withDefault(lowering, value, right, span);
    target = unwrapped(left);
  }
  if (isAssignmentPattern(target)) out.push(destructure(lowering, target, value, span));
  else out.push(assign(lowering, '=', lowering.expression(target), value, span));
}

function withDefault(lowering: Lowering, value: Expr, initializer: Node | undefined, span: Span): Expr {
  if (initializer === undefined) return value;
  return { kind: 'logical', start: span.start, end: span.end, operator: '??', left: value, right: lowering.expression(initializer) };
}

function rest(source: Source, span: Span): Expr {
  return { kind: 'unknown', start: span.start, end: span.end, syntax: 'rest', children: [source.read()] };
}
