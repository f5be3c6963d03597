import type { ts as TypeScript } from 'ts-morph';
import type { ClassExpr, Expr, FunctionExpr, FunctionFacts, ParamFacts, Stmt } from '../model/index.ts';
import { typeFact } from './annotations.ts';
import { Kind } from './compiler.ts';
import type { Grammar, Lowering } from './lowering.ts';
import { decorators, hasModifier, identifierText } from './names.ts';
import { bindingSource, declarePattern, isPattern } from './patterns.ts';

type Node = TypeScript.Node;
type Signature = TypeScript.FunctionLikeDeclaration;

export function registerFunctions({ expressions }: Grammar, kind: typeof TypeScript.SyntaxKind): void {
  expressions[kind.FunctionExpression] = lowerFunctionExpression;
  expressions[kind.ArrowFunction] = (lowering, node: TypeScript.ArrowFunction) => functionExpr(lowering, node, lowerFunction(lowering, node, ''));
}

function lowerFunctionExpression(lowering: Lowering, node: TypeScript.FunctionExpression): Expr {
  if (node.name === undefined) return functionExpr(lowering, node, lowerFunction(lowering, node, ''));
  const name = identifierText(node.name);
  lowering.scopes.open(false);
  const self = lowering.scopes.declare(name, 'function', lowering.owner, lowering.start(node.name), node.name.end, true);
  const expr = functionExpr(lowering, node, lowerFunction(lowering, node, name));
  lowering.scopes.bindings[self]!.init = expr;
  lowering.scopes.close();
  return expr;
}

export function functionExpr(lowering: Lowering, node: Node, fn: number): FunctionExpr {
  return { kind: 'function', start: lowering.start(node), end: node.end, fn };
}

export function classExpr(lowering: Lowering, node: Node, cls: number): ClassExpr {
  return { kind: 'class', start: lowering.start(node), end: node.end, cls };
}

/** Lowers anything with parameters and a body, and gives its index. */
export function lowerFunction(lowering: Lowering, node: Signature, name: string, cls = -1): number {
  const facts = beginFunction(lowering, node, name, cls);
  const arrow = node.kind === Kind.Arrow;
  if (arrow) facts.arrow = true;
  if (hasModifier(node, Kind.Async)) facts.async = true;
  if (node.asteriskToken !== undefined) facts.generator = true;
  // What decorates a parameter is evaluated outside the function.
  const decorated = node.parameters.some((param) => param.modifiers !== undefined)
    ? node.parameters.map((param) => decorators(lowering, param)) : undefined;
  inFunction(lowering, facts, arrow, () => {
    lowerParams(lowering, node.parameters, facts.params, decorated);
    lowering.scopes.settle();
    const returns = typeFact(lowering, node.type);
    if (returns !== undefined) facts.returns = returns;
    const { body } = node;
    if (body !== undefined) lowerBody(lowering, body, facts);
  });
  return facts.id;
}

/** A static block: statements that run as a function without parameters. */
export function lowerStaticBlock(lowering: Lowering, node: TypeScript.ClassStaticBlockDeclaration, cls: number): number {
  const facts = beginFunction(lowering, node, '', cls);
  inFunction(lowering, facts, false, () => lowerBody(lowering, node.body, facts));
  return facts.id;
}

function beginFunction(lowering: Lowering, node: Node, name: string, cls: number): FunctionFacts {
  const id = lowering.functions.length;
  const facts: FunctionFacts = { id, name, start: lowering.start(node), end: node.end, owner: lowering.owner, params: [], body: [] };
  if (cls >= 0) facts.cls = cls;
  lowering.functions.push(facts);
  return facts;
}

function inFunction(lowering: Lowering, facts: FunctionFacts, arrow: boolean, lower: () => void): void {
  const { owner, usesArguments } = lowering;
  lowering.owner = facts.id;
  lowering.usesArguments = false;
  lowering.scopes.open(true);
  lower();
  lowering.scopes.close();
  const used = lowering.usesArguments;
  if (used) facts.usesArguments = true;
  lowering.owner = owner;
  // An arrow function has the `this` of the function around it.
  lowering.usesArguments = usesArguments || (arrow && used);
}

function lowerBody(lowering: Lowering, body: Node, facts: FunctionFacts): void {
  if (body.kind === Kind.Block) {
    const { statements } = body as TypeScript.Block;
    const found = directives(statements);
    if (found.length > 0) facts.directives = found;
    facts.body = lowering.statements(statements, found.length);
  } else {
    facts.body = [{ kind: 'return', start: lowering.start(body), end: body.end, value: lowering.expression(body) }];
  }
}

/** The strings that a file or function begins with. */
export function directives(statements: readonly Node[]): string[] {
  const out: string[] = [];
  for (const statement of statements) {
    if (statement.kind !== Kind.ExpressionStatement) break;
    const { expression } = statement as TypeScript.ExpressionStatement;
    if (expression.kind !== Kind.String) break;
    out.push((expression as TypeScript.StringLiteral).text);
  }
  return out;
}

function lowerParams(lowering: Lowering, params: readonly TypeScript.ParameterDeclaration[], out: ParamFacts[], decorated: Expr[][] | undefined): void {
  for (let at = 0; at < params.length; at++) {
    const param = params[at]!;
    const { name, initializer } = param;
    // A `this` parameter only states a type.
    if (at === 0 && name.kind === Kind.Identifier && identifierText(name) === 'this') continue;
    const facts: ParamFacts = { start: lowering.start(param), end: param.end, binding: -1 };
    const start = lowering.start(name);
    if (isPattern(name)) {
      facts.binding = lowering.scopes.temporary('param', lowering.owner, start, name.end);
      const pattern: Stmt[] = [];
      declarePattern(lowering, name, 'let', bindingSource(lowering, facts.binding, { start, end: name.end }), pattern);
      facts.pattern = pattern;
    } else {
      facts.binding = lowering.scopes.declare(identifierText(name), 'param', lowering.owner, start, name.end, true);
    }
    if (param.dotDotDotToken !== undefined) facts.rest = true;
    if (initializer !== undefined) {
      facts.init = lowering.expression(initializer);
      if (!isPattern(name)) lowering.name(facts.init, identifierText(name));
    }
    const type = typeFact(lowering, param.type);
    if (type !== undefined) {
      facts.type = type;
      lowering.scopes.bindings[facts.binding]!.type = type;
    }
    const found = decorated?.[at];
    if (found !== undefined && found.length > 0) facts.decorators = found;
    if (isProperty(param)) facts.property = true;
    out.push(facts);
  }
}

/** Any modifier but a decorator makes a parameter a property: `private`, `public`, `protected`, `readonly`, `override`. */
function isProperty(param: TypeScript.ParameterDeclaration): boolean {
  return param.modifiers?.some((modifier) => modifier.kind !== Kind.Decorator) ?? false;
}
