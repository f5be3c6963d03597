import type { ts as TypeScript } from 'ts-morph';
import type { TypeFact } from '../model/index.ts';
import { Kind } from './compiler.ts';
import type { Lowering } from './lowering.ts';
import { identifierText } from './names.ts';

type Node = TypeScript.Node;

/** What an annotation names, or `undefined` for types that name nothing (keywords, literals, functions, object types). */
export function typeFact(lowering: Lowering, node: Node | undefined): TypeFact | undefined {
  if (node === undefined) return undefined;
  switch (node.kind) {
    case Kind.TypeReference: {
      const reference = node as TypeScript.TypeReferenceNode;
      return named(lowering, reference, reference.typeName, reference.typeArguments);
    }
    case Kind.ExpressionWithTypeArguments: {
      const reference = node as TypeScript.ExpressionWithTypeArguments;
      return named(lowering, reference, reference.expression, reference.typeArguments);
    }
    case Kind.ArrayType: {
      const element = typeFact(lowering, (node as TypeScript.ArrayTypeNode).elementType);
      const fact: TypeFact = { name: 'Array', binding: -1, start: lowering.start(node), end: node.end };
      if (element !== undefined) fact.args = [element];
      return fact;
    }
    case Kind.UnionType:
    case Kind.IntersectionType: {
      for (const part of (node as TypeScript.UnionTypeNode).types) {
        const fact = typeFact(lowering, part);
        if (fact !== undefined) return fact;
      }
      return undefined;
    }
    case Kind.ParenthesizedType:
    case Kind.TypeOperator: return typeFact(lowering, (node as TypeScript.ParenthesizedTypeNode).type);
    default: return undefined;
  }
}

function named(lowering: Lowering, node: Node, name: Node, args: readonly Node[] | undefined): TypeFact | undefined {
  const head: { name: string } = { name: '' };
  const text = dotted(name, head);
  if (text === undefined || head.name === '') return undefined;
  const fact: TypeFact = { name: text, binding: -1, start: lowering.start(node), end: node.end };
  if (head.name === text) lowering.scopes.use(fact);
  else {
    const pending = { name: head.name, binding: -1 };
    lowering.scopes.use(pending);
    lowering.qualified.push({ fact, head: pending });
  }
  if (args !== undefined) {
    const facts: TypeFact[] = [];
    for (const arg of args) {
      const lowered = typeFact(lowering, arg);
      if (lowered !== undefined) facts.push(lowered);
    }
    if (facts.length > 0) fact.args = facts;
  }
  return fact;
}

/** `a.b.c`, as a qualified name or as an expression; its leftmost name goes into `head`. */
function dotted(node: Node, head: { name: string }): string | undefined {
  if (node.kind === Kind.Identifier) return (head.name = identifierText(node));
  if (node.kind === Kind.PropertyAccess) {
    const { expression, name } = node as TypeScript.PropertyAccessExpression;
    const left = dotted(expression, head);
    return left === undefined ? undefined : `${left}.${identifierText(name)}`;
  }
  const { left, right } = node as TypeScript.QualifiedName;
  if (left === undefined || right === undefined) return undefined;
  const before = dotted(left, head);
  return before === undefined ? undefined : `${before}.${identifierText(right)}`;
}
