import type { ts as TypeScript } from 'ts-morph';
import type { IfStmt, Stmt, SwitchCase, TryStmt } from '../model/index.ts';
import type { Grammar, Lowering } from './lowering.ts';
import { identifierText } from './names.ts';
import { bindingSource, declarePattern, isPattern } from './patterns.ts';

type Node = TypeScript.Node;

/** Statements that steer control, except loops. Kinds that are not registered (types, empty statements) are dropped. */
export function registerStatements({ statements }: Grammar, kind: typeof TypeScript.SyntaxKind): void {
  statements[kind.ExpressionStatement] = lowerExpressionStatement;
  statements[kind.ReturnStatement] = lowerReturn;
  statements[kind.ThrowStatement] = lowerThrow;
  statements[kind.IfStatement] = lowerIf;
  statements[kind.Block] = (lowering, node: TypeScript.Block, out) => {
    out.push({ kind: 'block', start: lowering.start(node), end: node.end, body: lowering.body(node) });
  };
  statements[kind.SwitchStatement] = lowerSwitch;
  statements[kind.TryStatement] = lowerTry;
  statements[kind.LabeledStatement] = (lowering, node: TypeScript.LabeledStatement, out) => lowering.statement(node.statement, out);
  statements[kind.WithStatement] = lowerWith;
  statements[kind.BreakStatement] = (lowering, node: Node, out) => {
    out.push({ kind: 'break', start: lowering.start(node), end: node.end });
  };
  statements[kind.ContinueStatement] = (lowering, node: Node, out) => {
    out.push({ kind: 'continue', start: lowering.start(node), end: node.end });
  };
}

function lowerExpressionStatement(lowering: Lowering, node: TypeScript.ExpressionStatement, out: Stmt[]): void {
  out.push({ kind: 'expr', start: lowering.start(node), end: node.end, expr: lowering.expression(node.expression) });
}

function lowerReturn(lowering: Lowering, node: TypeScript.ReturnStatement, out: Stmt[]): void {
  const start = lowering.start(node);
  if (node.expression === undefined) out.push({ kind: 'return', start, end: node.end });
  else out.push({ kind: 'return', start, end: node.end, value: lowering.expression(node.expression) });
}

function lowerThrow(lowering: Lowering, node: TypeScript.ThrowStatement, out: Stmt[]): void {
  out.push({ kind: 'throw', start: lowering.start(node), end: node.end, value: lowering.expression(node.expression) });
}

/** The `else if`s of a long ladder are followed in a loop. */
function lowerIf(lowering: Lowering, node: TypeScript.IfStatement, out: Stmt[]): void {
  let target = out;
  let current: Node | undefined = node;
  while (current !== undefined) {
    if (current.kind !== node.kind) {
      for (const statement of lowering.body(current)) target.push(statement);
      return;
    }
    const { expression, thenStatement, elseStatement }: TypeScript.IfStatement = current as TypeScript.IfStatement;
    const statement: IfStmt = {
      kind: 'if', start: lowering.start(current), end: current.end,
      test: lowering.expression(expression), then: lowering.body(thenStatement), else: [],
    };
    target.push(statement);
    target = statement.else;
    current = elseStatement;
  }
}

function lowerSwitch(lowering: Lowering, node: TypeScript.SwitchStatement, out: Stmt[]): void {
  const start = lowering.start(node);
  const discriminant = lowering.expression(node.expression);
  const cases: SwitchCase[] = [];
  lowering.scopes.open(false);
  for (const clause of node.caseBlock.clauses) {
    const lowered: SwitchCase = { start: lowering.start(clause), end: clause.end, body: [] };
    const test = (clause as TypeScript.CaseClause).expression as Node | undefined;
    if (test !== undefined) lowered.test = lowering.expression(test);
    lowered.body = lowering.statements(clause.statements);
    cases.push(lowered);
  }
  lowering.scopes.close();
  out.push({ kind: 'switch', start, end: node.end, discriminant, cases });
}

function lowerTry(lowering: Lowering, node: TypeScript.TryStatement, out: Stmt[]): void {
  const statement: TryStmt = { kind: 'try', start: lowering.start(node), end: node.end, block: lowering.body(node.tryBlock) };
  if (node.catchClause !== undefined) lowerCatch(lowering, node.catchClause, statement);
  if (node.finallyBlock !== undefined) statement.finalizer = lowering.body(node.finallyBlock);
  out.push(statement);
}

function lowerCatch(lowering: Lowering, { variableDeclaration, block }: TypeScript.CatchClause, statement: TryStmt): void {
  lowering.scopes.open(false);
  const handler: Stmt[] = [];
  if (variableDeclaration !== undefined) {
    const { name } = variableDeclaration;
    const start = lowering.start(name);
    if (isPattern(name)) {
      statement.catchBinding = lowering.scopes.temporary('catch', lowering.owner, start, name.end);
      declarePattern(lowering, name, 'let', bindingSource(lowering, statement.catchBinding, { start, end: name.end }), handler);
    } else {
      statement.catchBinding = lowering.scopes.declare(identifierText(name), 'catch', lowering.owner, start, name.end, true);
    }
  }
  for (const inner of block.statements) lowering.statement(inner, handler);
  lowering.scopes.close();
  statement.handler = handler;
}

/** Which names a `with` adds is unknown: its object is evaluated, and its body is a block. */
function lowerWith(lowering: Lowering, node: TypeScript.WithStatement, out: Stmt[]): void {
  const { expression, statement } = node;
  out.push({ kind: 'expr', start: lowering.start(expression), end: expression.end, expr: lowering.expression(expression) });
  out.push({ kind: 'block', start: lowering.start(statement), end: statement.end, body: lowering.body(statement) });
}
