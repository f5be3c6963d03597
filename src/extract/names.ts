import type { ts as TypeScript } from 'ts-morph';
import type { Expr } from '../model/index.ts';
import { Kind } from './compiler.ts';
import type { Lowering } from './lowering.ts';

type Node = TypeScript.Node;

/** The text of an identifier or private name (which keeps its `#`). The compiler stores `__x` with a third underscore. */
export function identifierText(node: Node): string {
  const name = (node as TypeScript.Identifier).escapedText as string;
  return name.charCodeAt(0) === 95 && name.startsWith('___') ? name.slice(1) : name;
}

/** The name of an import or export: an identifier or a string. */
export function moduleName(node: Node): string {
  return node.kind === Kind.Identifier ? identifierText(node) : (node as TypeScript.StringLiteral).text;
}

/** A key that is written as a constant, or '' for one that must be computed. */
export function keyText(node: Node): string {
  switch (node.kind) {
    case Kind.Identifier:
    case Kind.PrivateIdentifier: return identifierText(node);
    case Kind.ComputedName: return constantText((node as TypeScript.ComputedPropertyName).expression);
    default: return constantText(node);
  }
}

/** The text of a string or number literal, or ''. */
export function constantText(node: Node): string {
  const { kind } = node;
  return kind === Kind.String || kind === Kind.Numeric || kind === Kind.NoSubstitutionTemplate ? (node as TypeScript.StringLiteral).text : '';
}

/** Whether a node is a string without holes: a specifier can be read off it. */
export function isString(node: Node | undefined): node is TypeScript.StringLiteral {
  return node !== undefined && (node.kind === Kind.String || node.kind === Kind.NoSubstitutionTemplate);
}

/** Sets `computed` on whatever has a name in brackets. */
export function setComputed(lowering: Lowering, name: Node, owner: { computed?: Expr }): void {
  if (name.kind === Kind.ComputedName) owner.computed = lowering.expression((name as TypeScript.ComputedPropertyName).expression);
}

/** Drops parentheses, assertions and the like. */
export function unwrapped(node: Node): Node {
  let inner = node;
  while (isWrapper(inner.kind)) inner = (inner as TypeScript.ParenthesizedExpression).expression;
  return inner;
}

export function isWrapper(kind: TypeScript.SyntaxKind): boolean {
  return kind === Kind.Parenthesized || kind === Kind.As || kind === Kind.NonNull || kind === Kind.Satisfies || kind === Kind.TypeAssertion;
}

interface Modified { modifiers?: readonly Node[] }

export function hasModifier(node: Node, kind: TypeScript.SyntaxKind): boolean {
  const { modifiers } = node as unknown as Modified;
  if (modifiers !== undefined) for (const modifier of modifiers) if (modifier.kind === kind) return true;
  return false;
}

/** The expressions of a node's decorators. */
export function decorators(lowering: Lowering, node: Node): Expr[] {
  const out: Expr[] = [];
  const { modifiers } = node as unknown as Modified;
  if (modifiers !== undefined) {
    for (const modifier of modifiers) {
      if (modifier.kind === Kind.Decorator) out.push(lowering.expression((modifier as TypeScript.Decorator).expression));
    }
  }
  return out;
}
