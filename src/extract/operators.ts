import type { ts as TypeScript } from 'ts-morph';
import type { Expr, UnaryExpr } from '../model/index.ts';
import { lowerAssignment } from './assignments.ts';
import { restoreNullish } from './compiled-operators.ts';
import { Kind, ts } from './compiler.ts';
import type { Grammar, Lowering } from './lowering.ts';
import { identifierText } from './names.ts';

type Node = TypeScript.Node;
type Unary = TypeScript.PrefixUnaryExpression | TypeScript.PostfixUnaryExpression;

/** The text of each operator, by kind of token. */
const texts: string[] = [];

export function registerOperators({ expressions }: Grammar, kind: typeof TypeScript.SyntaxKind): void {
  for (let token: number = kind.FirstToken; token <= kind.LastToken; token++) texts[token] = ts.tokenToString(token) ?? '';
  expressions[kind.Identifier] = lowerIdentifier;
  expressions[kind.PrivateIdentifier] = (lowering, node: Node) => (
    { kind: 'literal', start: lowering.start(node), end: node.end, value: identifierText(node) }
  );
  expressions[kind.ThisKeyword] = lowerThis;
  expressions[kind.SuperKeyword] = lowerSuper;
  expressions[kind.MetaProperty] = lowerMetaProperty;
  expressions[kind.BinaryExpression] = lowerBinary;
  expressions[kind.ConditionalExpression] = lowerConditional;
  expressions[kind.PrefixUnaryExpression] = lowerUpdate;
  expressions[kind.PostfixUnaryExpression] = lowerUpdate;
  expressions[kind.TypeOfExpression] = unary('typeof');
  expressions[kind.VoidExpression] = unary('void');
  expressions[kind.DeleteExpression] = unary('delete');
  expressions[kind.AwaitExpression] = lowerAwait;
  expressions[kind.YieldExpression] = lowerYield;
  expressions[kind.SpreadElement] = lowerSpread;
}

function lowerIdentifier(lowering: Lowering, node: TypeScript.Identifier): Expr {
  const name = identifierText(node);
  const start = lowering.start(node);
  if (name === '') return { kind: 'unknown', start, end: node.end, syntax: 'missing', children: [] };
  if (name === 'arguments') lowering.usesArguments = true;
  return lowering.ref(name, start, node.end);
}

function lowerThis(lowering: Lowering, node: Node): Expr {
  lowering.usesArguments = true;
  return { kind: 'this', start: lowering.start(node), end: node.end };
}

/** `super.x` has the instance as its `this`. */
function lowerSuper(lowering: Lowering, node: Node): Expr {
  lowering.usesArguments = true;
  return { kind: 'super', start: lowering.start(node), end: node.end };
}

function lowerMetaProperty(lowering: Lowering, node: TypeScript.MetaProperty): Expr {
  const name = `${texts[node.keywordToken]}.${identifierText(node.name)}`;
  return { kind: 'ref', start: lowering.start(node), end: node.end, name, binding: -1 };
}

/** Operators nest to the left, thousands deep where long texts are concatenated: no recursion on that side. */
function lowerBinary(lowering: Lowering, node: TypeScript.BinaryExpression): Expr {
  if (isAssignment(node)) return lowerAssignment(lowering, node, texts[node.operatorToken.kind]!);
  const { spine } = lowering;
  const base = spine.length;
  const start = lowering.start(node);
  let inner: Node = node;
  while (inner.kind === Kind.Binary && !isAssignment(inner as TypeScript.BinaryExpression)) {
    spine.push(inner);
    inner = (inner as TypeScript.BinaryExpression).left;
  }
  let expr = lowering.expression(inner);
  while (spine.length > base) {
    const { operatorToken, right, end } = spine.pop() as TypeScript.BinaryExpression;
    expr = combine(texts[operatorToken.kind]!, expr, lowering.expression(right), start, end);
  }
  return expr;
}

function combine(operator: string, left: Expr, right: Expr, start: number, end: number): Expr {
  if (operator === '&&' || operator === '||' || operator === '??') return { kind: 'logical', start, end, operator, left, right };
  if (operator !== ',') return { kind: 'binary', start, end, operator, left, right };
  if (left.kind !== 'sequence') return { kind: 'sequence', start, end, expressions: [left, right] };
  // `a, b, c` is one sequence; so is `(a, b), c`.
  left.expressions.push(right);
  left.start = start;
  left.end = end;
  return left;
}

function isAssignment(node: TypeScript.BinaryExpression): boolean {
  const { kind } = node.operatorToken;
  return kind >= Kind.Equals && kind <= Kind.LastAssignment;
}

function lowerConditional(lowering: Lowering, node: TypeScript.ConditionalExpression): Expr {
  return restoreNullish({
    kind: 'conditional', start: lowering.start(node), end: node.end,
    test: lowering.expression(node.condition), then: lowering.expression(node.whenTrue), else: lowering.expression(node.whenFalse),
  });
}

function lowerUpdate(lowering: Lowering, node: Unary): UnaryExpr {
  const start = lowering.start(node);
  const operand = lowering.expression(node.operand);
  const operator = texts[node.operator]!;
  if (operator === '++' || operator === '--') lowering.write(operand);
  return { kind: 'unary', start, end: node.end, operator, operand };
}

function unary(operator: string) {
  return (lowering: Lowering, node: TypeScript.TypeOfExpression): UnaryExpr => (
    { kind: 'unary', start: lowering.start(node), end: node.end, operator, operand: lowering.expression(node.expression) }
  );
}

function lowerAwait(lowering: Lowering, node: TypeScript.AwaitExpression): Expr {
  return { kind: 'await', start: lowering.start(node), end: node.end, value: lowering.expression(node.expression) };
}

function lowerYield(lowering: Lowering, node: TypeScript.YieldExpression): Expr {
  const start = lowering.start(node);
  if (node.expression === undefined) return { kind: 'yield', start, end: node.end };
  return { kind: 'yield', start, end: node.end, value: lowering.expression(node.expression) };
}

function lowerSpread(lowering: Lowering, node: TypeScript.SpreadElement): Expr {
  return { kind: 'spread', start: lowering.start(node), end: node.end, value: lowering.expression(node.expression) };
}
