import type { ts as TypeScript } from 'ts-morph';
import type { ClassFacts, Expr, MemberFacts, TypeFact } from '../model/index.ts';
import { typeFact } from './annotations.ts';
import { Kind } from './compiler.ts';
import { classExpr, lowerFunction, lowerStaticBlock } from './functions.ts';
import type { Grammar, Lowering } from './lowering.ts';
import { decorators, hasModifier, identifierText, keyText, setComputed } from './names.ts';

type Node = TypeScript.Node;

export function registerClasses({ expressions }: Grammar, kind: typeof TypeScript.SyntaxKind): void {
  expressions[kind.ClassExpression] = lowerClassExpression;
}

function lowerClassExpression(lowering: Lowering, node: TypeScript.ClassExpression): Expr {
  if (node.name === undefined) return classExpr(lowering, node, lowerClass(lowering, node, ''));
  const name = identifierText(node.name);
  lowering.scopes.open(false);
  const self = lowering.scopes.declare(name, 'class', lowering.owner, lowering.start(node.name), node.name.end, true);
  const expr = classExpr(lowering, node, lowerClass(lowering, node, name));
  lowering.scopes.bindings[self]!.init = expr;
  lowering.scopes.close();
  return expr;
}

/** Lowers a class declaration or expression, and gives its index. */
export function lowerClass(lowering: Lowering, node: TypeScript.ClassLikeDeclaration, name: string): number {
  const id = lowering.classes.length;
  const facts: ClassFacts = {
    id, name, start: lowering.start(node), end: node.end, owner: lowering.owner, decorators: [], members: [],
  };
  lowering.classes.push(facts);
  facts.decorators = decorators(lowering, node);
  heritage(lowering, node, facts);
  // `this` inside a class body is not that of the function around the class.
  const { usesArguments } = lowering;
  for (const member of node.members) {
    const lowered = lowerMember(lowering, member, id);
    if (lowered !== undefined) facts.members.push(lowered);
  }
  lowering.usesArguments = usesArguments;
  return id;
}

function heritage(lowering: Lowering, node: TypeScript.ClassLikeDeclaration, facts: ClassFacts): void {
  for (const clause of node.heritageClauses ?? []) {
    if (clause.token === Kind.Extends) {
      const base = clause.types[0];
      if (base !== undefined) facts.extends = lowering.expression(base.expression);
    } else {
      const types: TypeFact[] = [];
      for (const type of clause.types) {
        const fact = typeFact(lowering, type);
        if (fact !== undefined) types.push(fact);
      }
      if (types.length > 0) facts.implements = types;
    }
  }
}

/** Signatures without a body are dropped; `declare` properties stay, for their types. */
function lowerMember(lowering: Lowering, node: TypeScript.ClassElement, cls: number): MemberFacts | undefined {
  switch (node.kind) {
    case Kind.Constructor: return withBody(lowering, node as TypeScript.ConstructorDeclaration, 'constructor', cls);
    case Kind.Method: return withBody(lowering, node as TypeScript.MethodDeclaration, 'method', cls);
    case Kind.GetAccessor: return withBody(lowering, node as TypeScript.GetAccessorDeclaration, 'get', cls);
    case Kind.SetAccessor: return withBody(lowering, node as TypeScript.SetAccessorDeclaration, 'set', cls);
    case Kind.PropertyDeclaration: return lowerProperty(lowering, node as TypeScript.PropertyDeclaration, cls);
    case Kind.StaticBlock: {
      const member = memberOf(lowering, node, 'static-block', '');
      member.static = true;
      member.fn = lowerStaticBlock(lowering, node as TypeScript.ClassStaticBlockDeclaration, cls);
      return member;
    }
    default: return undefined;
  }
}

function memberOf(lowering: Lowering, node: Node, variant: MemberFacts['variant'], name: string): MemberFacts {
  return { name, variant, start: lowering.start(node), end: node.end };
}

function lowerName(lowering: Lowering, node: TypeScript.ClassElement, variant: MemberFacts['variant']): MemberFacts {
  const { name } = node;
  const member = memberOf(lowering, node, variant, name === undefined ? variant : keyText(name));
  if (name !== undefined) setComputed(lowering, name, member);
  if (hasModifier(node, Kind.Static)) member.static = true;
  const found = decorators(lowering, node);
  if (found.length > 0) member.decorators = found;
  return member;
}

type Callable = TypeScript.ConstructorDeclaration | TypeScript.MethodDeclaration | TypeScript.AccessorDeclaration;

function withBody(lowering: Lowering, node: Callable, variant: MemberFacts['variant'], cls: number): MemberFacts | undefined {
  if (node.body === undefined) return undefined;
  const member = lowerName(lowering, node, variant);
  member.fn = lowerFunction(lowering, node, member.name, cls);
  return member;
}

function lowerProperty(lowering: Lowering, node: TypeScript.PropertyDeclaration, cls: number): MemberFacts {
  const member = lowerName(lowering, node, 'property');
  if (node.initializer !== undefined) {
    const value = lowering.expression(node.initializer);
    member.value = value;
    lowering.name(value, member.name);
    // A function that is a property's value is a member too: an arrow's `this` is the instance.
    if (value.kind === 'function') lowering.functions[value.fn]!.cls = cls;
  }
  const type = typeFact(lowering, node.type);
  if (type !== undefined) member.type = type;
  return member;
}
