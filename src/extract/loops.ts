import type { ts as TypeScript } from 'ts-morph';
import type { Binding, Expr, LoopStmt, Stmt } from '../model/index.ts';
import { assignPattern, isAssignmentPattern } from './assignments.ts';
import { Kind } from './compiler.ts';
import { lowerVariables } from './declarations.ts';
import type { Grammar, Lowering } from './lowering.ts';
import { identifierText, unwrapped } from './names.ts';
import { bindingSource, declarePattern, isPattern, variableKind } from './patterns.ts';

type Node = TypeScript.Node;
type ForEach = TypeScript.ForOfStatement | TypeScript.ForInStatement;

export function registerLoops({ statements }: Grammar, kind: typeof TypeScript.SyntaxKind): void {
  statements[kind.ForOfStatement] = (lowering, node: ForEach, out) => lowerForEach(lowering, node, 'for-of', out);
  statements[kind.ForInStatement] = (lowering, node: ForEach, out) => lowerForEach(lowering, node, 'for-in', out);
  statements[kind.ForStatement] = lowerFor;
  statements[kind.WhileStatement] = (lowering, node: TypeScript.WhileStatement, out) => lowerWhile(lowering, node, 'while', out);
  statements[kind.DoStatement] = (lowering, node: TypeScript.DoStatement, out) => lowerWhile(lowering, node, 'do', out);
}

function lowerForEach(lowering: Lowering, node: ForEach, variant: LoopStmt['variant'], out: Stmt[]): void {
  const start = lowering.start(node);
  const iterable = lowering.expression(node.expression);
  lowering.scopes.open(false);
  const body: Stmt[] = [];
  const variable = eachVariable(lowering, node.initializer, body);
  pushAll(body, lowering.body(node.statement));
  lowering.scopes.close();
  const loop: LoopStmt = { kind: 'loop', start, end: node.end, variant, iterable, body };
  if (variable !== undefined) loop.variable = variable;
  out.push(loop);
}

/** What each element is given to. A pattern is given a temporary, and taken apart at the start of the body. */
function eachVariable(lowering: Lowering, head: TypeScript.ForInitializer, body: Stmt[]): Expr | undefined {
  if (head.kind === Kind.VariableDeclarationList) {
    const list = head as TypeScript.VariableDeclarationList;
    const name = list.declarations[0]?.name;
    if (name === undefined) return undefined;
    return isPattern(name) ? eachPattern(lowering, name, variableKind(list), body) : eachName(lowering, name, variableKind(list));
  }
  const target = unwrapped(head);
  const start = lowering.start(target);
  if (!isAssignmentPattern(target)) {
    const variable = lowering.expression(target);
    lowering.write(variable);
    return variable;
  }
  const source = bindingSource(lowering, lowering.scopes.temporary('temporary', lowering.owner, start, target.end), { start, end: target.end });
  const expressions: Expr[] = [];
  assignPattern(lowering, target, source, expressions);
  for (const expr of expressions) body.push({ kind: 'expr', start: expr.start, end: expr.end, expr });
  return source.read();
}

function eachPattern(lowering: Lowering, name: TypeScript.BindingPattern, kind: Binding['kind'], body: Stmt[]): Expr {
  const start = lowering.start(name);
  const temporary = lowering.scopes.temporary('temporary', lowering.owner, start, name.end);
  const source = bindingSource(lowering, temporary, { start, end: name.end });
  declarePattern(lowering, name, kind, source, body);
  return source.read();
}

function eachName(lowering: Lowering, name: Node, kind: Binding['kind']): Expr {
  const start = lowering.start(name);
  const text = identifierText(name);
  const binding = lowering.scopes.declare(text, kind, lowering.owner, start, name.end, true);
  return { kind: 'ref', start, end: name.end, name: text, binding };
}

function lowerFor(lowering: Lowering, node: TypeScript.ForStatement, out: Stmt[]): void {
  const { initializer, condition, incrementor } = node;
  const loop: LoopStmt = { kind: 'loop', start: lowering.start(node), end: node.end, variant: 'for', body: [] };
  lowering.scopes.open(false);
  if (initializer !== undefined) {
    const init: Stmt[] = [];
    if (initializer.kind === Kind.VariableDeclarationList) lowerVariables(lowering, initializer as TypeScript.VariableDeclarationList, init);
    else init.push({ kind: 'expr', start: lowering.start(initializer), end: initializer.end, expr: lowering.expression(initializer) });
    loop.init = init;
  }
  if (condition !== undefined) loop.test = lowering.expression(condition);
  if (incrementor !== undefined) loop.update = lowering.expression(incrementor);
  loop.body = lowering.body(node.statement);
  lowering.scopes.close();
  out.push(loop);
}

function lowerWhile(lowering: Lowering, node: TypeScript.WhileStatement | TypeScript.DoStatement, variant: LoopStmt['variant'], out: Stmt[]): void {
  const start = lowering.start(node);
  const test = lowering.expression(node.expression);
  out.push({ kind: 'loop', start, end: node.end, variant, test, body: lowering.body(node.statement) });
}

function pushAll(into: Stmt[], statements: Stmt[]): void {
  for (const statement of statements) into.push(statement);
}
