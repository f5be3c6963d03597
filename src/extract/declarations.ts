import type { ts as TypeScript } from 'ts-morph';
import type { ClassStmt, FunctionStmt, Stmt } from '../model/index.ts';
import { lowerClass } from './classes.ts';
import { Kind } from './compiler.ts';
import { lowerEnum } from './enums.ts';
import { classExpr, functionExpr, lowerFunction } from './functions.ts';
import type { Grammar, Lowering } from './lowering.ts';
import { hasModifier, identifierText } from './names.ts';
import { declareTarget, eachName, variableKind } from './patterns.ts';

type Node = TypeScript.Node;

/** Declarations of values. Those with `declare`, and signatures without a body, say nothing of what runs. */
export function registerDeclarations({ statements }: Grammar, kind: typeof TypeScript.SyntaxKind): void {
  statements[kind.VariableStatement] = lowerVariableStatement;
  statements[kind.FunctionDeclaration] = lowerFunctionDeclaration;
  statements[kind.ClassDeclaration] = lowerClassDeclaration;
  statements[kind.EnumDeclaration] = (lowering, node: TypeScript.EnumDeclaration, out) => {
    if (hasModifier(node, Kind.Declare)) return;
    exported(lowering, node, node.name, lowerEnum(lowering, node, out));
  };
  statements[kind.ModuleDeclaration] = lowerNamespace;
}

function lowerVariableStatement(lowering: Lowering, node: TypeScript.VariableStatement, out: Stmt[]): void {
  if (hasModifier(node, Kind.Declare)) return;
  lowerVariables(lowering, node.declarationList, out);
  if (lowering.namespaces > 0 || !hasModifier(node, Kind.Export)) return;
  for (const declaration of node.declarationList.declarations) {
    eachName(declaration.name, (name) => {
      const binding = lowering.scopes.declared(identifierText(name));
      if (binding !== undefined) exported(lowering, node, name, binding);
    });
  }
}

export function lowerVariables(lowering: Lowering, list: TypeScript.VariableDeclarationList, out: Stmt[]): void {
  const kind = variableKind(list);
  for (const declaration of list.declarations) {
    const { name, initializer, type } = declaration;
    const span = { start: lowering.start(declaration), end: declaration.end };
    const init = initializer === undefined ? undefined : lowering.expression(initializer);
    declareTarget(lowering, name, kind, span, init, type, out);
  }
}

function lowerFunctionDeclaration(lowering: Lowering, node: TypeScript.FunctionDeclaration, out: Stmt[]): void {
  if (node.body === undefined || hasModifier(node, Kind.Declare)) return;
  const name = node.name === undefined ? 'default' : identifierText(node.name);
  const at = node.name ?? node;
  const { scopes } = lowering;
  const binding = node.name === undefined
    ? anonymous(lowering, node, 'function')
    : scopes.declare(name, 'function', lowering.owner, lowering.start(at), at.end, true);
  scopes.hoist(name, binding);
  const fn = lowerFunction(lowering, node, name);
  scopes.bindings[binding]!.init = functionExpr(lowering, node, fn);
  const statement: FunctionStmt = { kind: 'function', start: lowering.start(node), end: node.end, fn, binding };
  out.push(statement);
  exported(lowering, node, at, binding);
}

function lowerClassDeclaration(lowering: Lowering, node: TypeScript.ClassDeclaration, out: Stmt[]): void {
  if (hasModifier(node, Kind.Declare)) return;
  const name = node.name === undefined ? 'default' : identifierText(node.name);
  const at = node.name ?? node;
  const { scopes } = lowering;
  const binding = node.name === undefined
    ? anonymous(lowering, node, 'class')
    : scopes.declare(name, 'class', lowering.owner, lowering.start(at), at.end, true);
  const cls = lowerClass(lowering, node, name);
  scopes.bindings[binding]!.init = classExpr(lowering, node, cls);
  const statement: ClassStmt = { kind: 'class', start: lowering.start(node), end: node.end, cls, binding };
  out.push(statement);
  exported(lowering, node, at, binding);
}

/** `export default function () {}`: named `default`, which no code can refer to. */
function anonymous(lowering: Lowering, node: Node, kind: 'function' | 'class'): number {
  const binding = lowering.scopes.temporary(kind, lowering.owner, lowering.start(node), node.end);
  lowering.scopes.bindings[binding]!.name = 'default';
  return binding;
}

function exported(lowering: Lowering, node: Node, name: Node, binding: number): void {
  if (lowering.namespaces > 0 || !hasModifier(node, Kind.Export)) return;
  const exportedName = hasModifier(node, Kind.Default) ? 'default' : lowering.scopes.bindings[binding]!.name;
  lowering.exports.push({ name: exportedName, binding, start: lowering.start(name), end: name.end });
}

/** The body runs once, as a block; its variables are its own. */
function lowerNamespace(lowering: Lowering, node: TypeScript.ModuleDeclaration, out: Stmt[]): void {
  const { name, body } = node;
  if (hasModifier(node, Kind.Declare) || name.kind !== Kind.Identifier || body === undefined) return;
  const { scopes } = lowering;
  const binding = scopes.declare(identifierText(name), 'namespace', lowering.owner, lowering.start(name), name.end, false);
  exported(lowering, node, name, binding);
  scopes.open(true);
  lowering.namespaces++;
  const statements: Stmt[] = [];
  if (body.kind === Kind.ModuleBlock) for (const inner of (body as TypeScript.ModuleBlock).statements) lowering.statement(inner, statements);
  else lowering.statement(body, statements);
  lowering.namespaces--;
  scopes.close();
  out.push({ kind: 'block', start: lowering.start(node), end: node.end, body: statements });
}
