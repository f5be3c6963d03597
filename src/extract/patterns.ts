import type { ts as TypeScript } from 'ts-morph';
import type { Binding, DeclareStmt, Expr, MemberExpr, RefExpr, Span, Stmt } from '../model/index.ts';
import { typeFact } from './annotations.ts';
import { Kind, ts } from './compiler.ts';
import type { Lowering } from './lowering.ts';
import { identifierText, keyText, setComputed } from './names.ts';

type Node = TypeScript.Node;
type Pattern = TypeScript.BindingPattern;
type DeclareKind = Binding['kind'];

export function isPattern(node: Node): node is Pattern {
  return node.kind === Kind.ObjectBindingPattern || node.kind === Kind.ArrayBindingPattern;
}

/** `using` is a constant too. */
export function variableKind(list: TypeScript.VariableDeclarationList): 'const' | 'let' | 'var' {
  if ((list.flags & ts.NodeFlags.Constant) !== 0) return 'const';
  return (list.flags & ts.NodeFlags.Let) !== 0 ? 'let' : 'var';
}

/** What a pattern takes apart. `read` gives a new expression each time, so that no two places share one. */
export interface Source { read(): Expr }

export function bindingSource(lowering: Lowering, binding: number, span: Span): Source {
  const { name } = lowering.scopes.bindings[binding]!;
  return { read: (): RefExpr => ({ kind: 'ref', start: span.start, end: span.end, name, binding }) };
}

/** Declares a name or a pattern. `init` is lowered already; `annotation` is the type written after the name. */
export function declareTarget(
  lowering: Lowering, name: Node, kind: DeclareKind, span: Span, init: Expr | undefined, annotation: Node | undefined, out: Stmt[],
): void {
  if (!isPattern(name)) {
    declareName(lowering, name, kind, span, init, annotation, out);
    return;
  }
  if (init !== undefined && annotation === undefined && readsOnce(name, init)) {
    declarePattern(lowering, name, kind, { read: () => init }, out);
    return;
  }
  if (init?.kind === 'ref' && annotation === undefined) {
    declarePattern(lowering, name, kind, { read: () => lowering.ref(init.name, init.start, init.end) }, out);
    return;
  }
  const start = lowering.start(name);
  const binding = lowering.scopes.temporary('temporary', lowering.owner, start, name.end);
  const type = typeFact(lowering, annotation);
  if (type !== undefined) lowering.scopes.bindings[binding]!.type = type;
  out.push(declaration(lowering, binding, span, init));
  declarePattern(lowering, name, kind, bindingSource(lowering, binding, { start, end: name.end }), out);
}

function declareName(
  lowering: Lowering, name: Node, kind: DeclareKind, span: Span, init: Expr | undefined, annotation: Node | undefined, out: Stmt[],
): void {
  const text = identifierText(name);
  if (text === '') return;
  const index = lowering.scopes.declare(text, kind, lowering.owner, lowering.start(name), name.end, init !== undefined);
  if (init !== undefined) lowering.name(init, text);
  if (annotation !== undefined) {
    const type = typeFact(lowering, annotation);
    if (type !== undefined) lowering.scopes.bindings[index]!.type ??= type;
  }
  out.push(declaration(lowering, index, span, init));
}

function declaration(lowering: Lowering, binding: number, span: Span, init: Expr | undefined): DeclareStmt {
  const statement: DeclareStmt = { kind: 'declare', start: span.start, end: span.end, binding };
  if (init !== undefined) {
    statement.init = init;
    lowering.scopes.bindings[binding]!.init ??= init;
  }
  return statement;
}

/** One declaration for each name of a pattern. */
export function declarePattern(lowering: Lowering, pattern: Pattern, kind: DeclareKind, source: Source, out: Stmt[]): void {
  const { elements } = pattern;
  for (let at = 0; at < elements.length; at++) {
    const element = elements[at]!;
    if (element.kind === Kind.Omitted) continue;
    const { name, initializer, dotDotDotToken, propertyName } = element as TypeScript.BindingElement;
    const span = { start: lowering.start(element), end: element.end };
    let init: Expr;
    if (dotDotDotToken !== undefined) init = { kind: 'unknown', ...span, syntax: 'rest', children: [source.read()] };
    else if (pattern.kind === Kind.ArrayBindingPattern) init = item(source.read(), at, span);
    else init = property(lowering, source.read(), propertyName ?? name, span);
    if (initializer !== undefined) init = { kind: 'logical', ...span, operator: '??', left: init, right: lowering.expression(initializer) };
    declareTarget(lowering, name, kind, span, init, undefined, out);
  }
}

/** A pattern of one element reads its source once, so the source needs no variable. */
function readsOnce(pattern: Pattern, init: Expr): boolean {
  return pattern.elements.length === 1 && init.kind !== 'ref';
}

export function item(object: Expr, index: number, span: Span): MemberExpr {
  const computed: Expr = { kind: 'literal', start: span.start, end: span.end, value: index };
  return { kind: 'member', start: span.start, end: span.end, object, property: String(index), propertyStart: span.start, computed };
}

export function property(lowering: Lowering, object: Expr, name: Node, span: Span): MemberExpr {
  const member: MemberExpr = {
    kind: 'member', start: span.start, end: span.end, object, property: keyText(name), propertyStart: lowering.start(name),
  };
  setComputed(lowering, name, member);
  return member;
}

/** Calls `visit` with each name that a declaration's name or pattern declares. */
export function eachName(name: Node, visit: (identifier: Node) => void): void {
  if (!isPattern(name)) {
    visit(name);
    return;
  }
  for (const element of name.elements) if (element.kind !== Kind.Omitted) eachName((element as TypeScript.BindingElement).name, visit);
}
