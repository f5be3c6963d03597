import type { ts as TypeScript } from 'ts-morph';
import type { CallExpr, Expr, ImportExpr, MemberExpr, NewExpr } from '../model/index.ts';
import { Kind } from './compiler.ts';
import type { Grammar, Lowering } from './lowering.ts';
import { constantText, identifierText, isString, isWrapper } from './names.ts';

type Node = TypeScript.Node;
type Link = TypeScript.CallExpression | TypeScript.PropertyAccessExpression | TypeScript.ElementAccessExpression;

export function registerChains({ expressions }: Grammar, kind: typeof TypeScript.SyntaxKind): void {
  expressions[kind.CallExpression] = lowerChain;
  expressions[kind.PropertyAccessExpression] = lowerChain;
  expressions[kind.ElementAccessExpression] = lowerChain;
  for (const wrapper of [
    kind.ParenthesizedExpression, kind.AsExpression, kind.SatisfiesExpression, kind.NonNullExpression, kind.TypeAssertionExpression,
    kind.ExpressionWithTypeArguments, kind.PartiallyEmittedExpression,
  ]) {
    expressions[wrapper] = (lowering, node: TypeScript.ParenthesizedExpression) => lowering.expression(node.expression);
  }
  expressions[kind.NewExpression] = lowerNew;
}

/**
 * Members and calls nest to the left, thousands deep in fluent code: they are walked down and built up again without
 * recursion.
 */
function lowerChain(lowering: Lowering, node: Link): Expr {
  const { spine } = lowering;
  const base = spine.length;
  const { pos } = node;
  const start = lowering.start(node);
  let inner: Node = node;
  while (isLink(inner)) {
    if (!isWrapper(inner.kind)) spine.push(inner);
    inner = inner.expression;
  }
  let expr: Expr | undefined = inner.kind === Kind.Import ? undefined : lowering.expression(inner);
  while (spine.length > base) {
    const link = spine.pop() as Link;
    const from = link.pos === pos ? start : lowering.start(link);
    if (expr === undefined) expr = lowerImport(lowering, link as TypeScript.CallExpression, from);
    else if (link.kind === Kind.Call) expr = lowerCall(lowering, link as TypeScript.CallExpression, expr, from);
    else expr = lowerMember(lowering, link as TypeScript.PropertyAccessExpression, expr, from);
  }
  return expr!;
}

function isLink(node: Node): node is Link {
  const { kind } = node;
  return kind === Kind.PropertyAccess || kind === Kind.Call || kind === Kind.ElementAccess || isWrapper(kind);
}

function lowerMember(
  lowering: Lowering, node: TypeScript.PropertyAccessExpression | TypeScript.ElementAccessExpression, object: Expr, start: number,
): MemberExpr {
  let member: MemberExpr;
  if (node.kind === Kind.PropertyAccess) {
    const { name } = node as TypeScript.PropertyAccessExpression;
    member = { kind: 'member', start, end: node.end, object, property: identifierText(name), propertyStart: lowering.start(name) };
  } else {
    const { argumentExpression } = node as TypeScript.ElementAccessExpression;
    const propertyStart = lowering.start(argumentExpression);
    const computed = lowering.expression(argumentExpression);
    member = { kind: 'member', start, end: node.end, object, property: constantText(argumentExpression), propertyStart, computed };
  }
  if (node.questionDotToken !== undefined) member.optional = true;
  return member;
}

function lowerCall(lowering: Lowering, node: TypeScript.CallExpression, callee: Expr, start: number): CallExpr | ImportExpr {
  const call: CallExpr = { kind: 'call', start, end: node.end, callee, args: lowering.expressions(node.arguments) };
  if (node.questionDotToken !== undefined) call.optional = true;
  if (callee.kind === 'ref' && callee.name === 'require') {
    const specifier = node.arguments[0];
    if (isString(specifier)) lowering.imports.push({ source: specifier.text, form: 'require', start, end: node.end });
  }
  const specifier = compiledImport(lowering, call);
  return specifier ? { kind: 'import', start, end: node.end, specifier } : call;
}

/** `Promise.resolve().then(() => __importStar(require('./x')))` is what compilers to CommonJS make of `import('./x')`. */
function compiledImport({ functions }: Lowering, { callee, args: [then, ...rest] }: CallExpr): Expr | undefined {
  if (callee.kind !== 'member' || callee.property !== 'then' || then?.kind !== 'function' || rest.length > 0 || callee.object.kind !== 'call') return undefined;
  const { callee: resolve, args: [given] } = callee.object;
  if (resolve.kind !== 'member' || resolve.property !== 'resolve' || resolve.object.kind !== 'ref' || resolve.object.name !== 'Promise') return undefined;
  const [only] = functions[then.fn]!.body;
  const loaded = only?.kind === 'return' && only.value ? withoutHelper(only.value) : undefined;
  if (loaded?.kind !== 'call' || loaded.callee.kind !== 'ref' || loaded.callee.name !== 'require') return undefined;
  return given ?? loaded.args[0];
}

/** Helpers of TypeScript, Babel and esbuild. */
function withoutHelper(expr: Expr): Expr {
  if (expr.kind !== 'call' || expr.args.length === 0) return expr;
  const callee = expr.callee.kind === 'sequence' ? expr.callee.expressions.at(-1)! : expr.callee;
  const name = callee.kind === 'ref' ? callee.name : callee.kind === 'member' ? callee.property : '';
  return /^(__importStar|__importDefault|__toESM|_?interopRequire(Wildcard|Default))$/.test(name) ? expr.args[0]! : expr;
}

function lowerImport(lowering: Lowering, node: TypeScript.CallExpression, start: number): Expr {
  const specifier = node.arguments?.[0];
  if (specifier === undefined) return lowering.unknown(node, 'import', []);
  if (isString(specifier)) lowering.imports.push({ source: specifier.text, form: 'dynamic', start, end: node.end });
  return { kind: 'import', start, end: node.end, specifier: lowering.expression(specifier) };
}

function lowerNew(lowering: Lowering, node: TypeScript.NewExpression): NewExpr {
  const start = lowering.start(node);
  return { kind: 'new', start, end: node.end, callee: lowering.expression(node.expression), args: lowering.expressions(node.arguments) };
}
