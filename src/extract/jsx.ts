import type { ts as TypeScript } from 'ts-morph';
import type { Expr } from '../model/index.ts';
import { Kind } from './compiler.ts';
import type { Grammar, Lowering } from './lowering.ts';
import { identifierText } from './names.ts';

type Node = TypeScript.Node;
type Opening = TypeScript.JsxOpeningElement | TypeScript.JsxSelfClosingElement;

export function registerJsx({ expressions }: Grammar, kind: typeof TypeScript.SyntaxKind): void {
  expressions[kind.JsxElement] = (lowering, node: TypeScript.JsxElement) => {
    const children = opening(lowering, node.openingElement);
    content(lowering, node.children, children);
    return lowering.unknown(node, 'jsx', children);
  };
  expressions[kind.JsxSelfClosingElement] = (lowering, node: Opening) => lowering.unknown(node, 'jsx', opening(lowering, node));
  expressions[kind.JsxFragment] = (lowering, node: TypeScript.JsxFragment) => {
    const children: Expr[] = [];
    content(lowering, node.children, children);
    return lowering.unknown(node, 'jsx', children);
  };
}

/** The tag, then what the attributes hold. */
function opening(lowering: Lowering, node: Opening): Expr[] {
  const out: Expr[] = [tag(lowering, node.tagName)];
  for (const attribute of node.attributes.properties) {
    if (attribute.kind === Kind.JsxSpreadAttribute) {
      const { expression } = attribute as TypeScript.JsxSpreadAttribute;
      out.push({ kind: 'spread', start: lowering.start(attribute), end: attribute.end, value: lowering.expression(expression) });
    } else {
      const { initializer } = attribute as TypeScript.JsxAttribute;
      if (initializer !== undefined) child(lowering, initializer, out);
    }
  }
  return out;
}

/** `<div>` and `<svg:path>` are elements of the platform, whatever variables there are. */
function tag(lowering: Lowering, node: Node): Expr {
  const start = lowering.start(node);
  if (node.kind === Kind.JsxNamespacedName) {
    const { namespace, name } = node as TypeScript.JsxNamespacedName;
    return { kind: 'ref', start, end: node.end, name: `${identifierText(namespace)}:${identifierText(name)}`, binding: -1 };
  }
  if (node.kind === Kind.Identifier) {
    const name = identifierText(node);
    if (/^[a-z]|-/.test(name)) return { kind: 'ref', start, end: node.end, name, binding: -1 };
  }
  return lowering.expression(node);
}

function content(lowering: Lowering, nodes: readonly Node[], out: Expr[]): void {
  for (const node of nodes) child(lowering, node, out);
}

function child(lowering: Lowering, node: Node, out: Expr[]): void {
  if (node.kind === Kind.JsxText || node.kind === Kind.JsxTextAllWhiteSpaces) return;
  if (node.kind !== Kind.JsxExpression) {
    out.push(lowering.expression(node));
    return;
  }
  const { expression, dotDotDotToken } = node as TypeScript.JsxExpression;
  if (expression === undefined) return;
  const value = lowering.expression(expression);
  out.push(dotDotDotToken === undefined ? value : { kind: 'spread', start: lowering.start(node), end: node.end, value });
}
