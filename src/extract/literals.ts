import type { ts as TypeScript } from 'ts-morph';
import type { Expr, LiteralExpr, ObjectExpr, ObjectProperty, RegExpExpr, TemplateExpr } from '../model/index.ts';
import { Kind } from './compiler.ts';
import { functionExpr, lowerFunction } from './functions.ts';
import { exactly, type Grammar, type Lowering } from './lowering.ts';
import { identifierText, keyText, setComputed } from './names.ts';

type Node = TypeScript.Node;

export function registerLiterals({ expressions }: Grammar, kind: typeof TypeScript.SyntaxKind): void {
  expressions[kind.StringLiteral] = lowerString;
  expressions[kind.NoSubstitutionTemplateLiteral] = lowerString;
  expressions[kind.NumericLiteral] = lowerNumber;
  expressions[kind.BigIntLiteral] = (lowering, node: Node) => lowering.unknown(node, 'bigint', []);
  expressions[kind.TrueKeyword] = (lowering, node: Node) => literal(lowering, node, true);
  expressions[kind.FalseKeyword] = (lowering, node: Node) => literal(lowering, node, false);
  expressions[kind.NullKeyword] = (lowering, node: Node) => literal(lowering, node, null);
  expressions[kind.RegularExpressionLiteral] = lowerRegExp;
  expressions[kind.TemplateExpression] = lowerTemplate;
  expressions[kind.TaggedTemplateExpression] = lowerTagged;
  expressions[kind.ObjectLiteralExpression] = lowerObject;
  expressions[kind.ArrayLiteralExpression] = lowerArray;
  expressions[kind.OmittedExpression] = (_lowering, node: Node) => (
    { kind: 'ref', start: node.pos, end: node.pos, name: 'undefined', binding: -1 }
  );
}

function literal(lowering: Lowering, node: Node, value: LiteralExpr['value']): LiteralExpr {
  return { kind: 'literal', start: lowering.start(node), end: node.end, value };
}

function lowerString(lowering: Lowering, node: TypeScript.StringLiteral): Expr {
  return literal(lowering, node, node.text);
}

/** JSON has no infinity, so a number too large for a double is no literal. */
function lowerNumber(lowering: Lowering, node: TypeScript.NumericLiteral): Expr {
  const value = Number(node.text);
  return Number.isFinite(value) ? literal(lowering, node, value) : lowering.unknown(node, 'number', []);
}

function lowerRegExp(lowering: Lowering, node: TypeScript.RegularExpressionLiteral): RegExpExpr {
  const { text } = node;
  const close = text.lastIndexOf('/');
  const end = close > 0 ? close : text.length;
  return { kind: 'regexp', start: lowering.start(node), end: node.end, source: text.slice(1, end), flags: text.slice(end + 1) };
}

function lowerTemplate(lowering: Lowering, node: TypeScript.TemplateExpression): TemplateExpr {
  const template: TemplateExpr = { kind: 'template', start: lowering.start(node), end: node.end, texts: [node.head.text], values: [] };
  for (const span of node.templateSpans) {
    template.values.push(lowering.expression(span.expression));
    template.texts.push(span.literal.text);
  }
  return template;
}

function lowerTagged(lowering: Lowering, node: TypeScript.TaggedTemplateExpression): TemplateExpr {
  const start = lowering.start(node);
  const tag = lowering.expression(node.tag);
  const { template } = node;
  if (template.kind === Kind.NoSubstitutionTemplate) {
    return { kind: 'template', start, end: node.end, texts: [(template as TypeScript.NoSubstitutionTemplateLiteral).text], values: [], tag };
  }
  const { texts, values } = lowerTemplate(lowering, template as TypeScript.TemplateExpression);
  return { kind: 'template', start, end: node.end, texts, values, tag };
}

function lowerArray(lowering: Lowering, node: TypeScript.ArrayLiteralExpression): Expr {
  return { kind: 'array', start: lowering.start(node), end: node.end, elements: lowering.expressions(node.elements) };
}

function lowerObject(lowering: Lowering, node: TypeScript.ObjectLiteralExpression): ObjectExpr {
  const start = lowering.start(node);
  return { kind: 'object', start, end: node.end, properties: exactly(lowering, node.properties, lowerProperty) };
}

function lowerProperty(lowering: Lowering, node: TypeScript.ObjectLiteralElementLike): ObjectProperty {
  switch (node.kind) {
    case Kind.PropertyAssignment: {
      const { name, initializer } = node as TypeScript.PropertyAssignment;
      const property = propertyOf(lowering, node, 'value', keyText(name), name, lowering.expression(initializer));
      lowering.name(property.value, property.key);
      return property;
    }
    case Kind.ShorthandPropertyAssignment: {
      const { name } = node as TypeScript.ShorthandPropertyAssignment;
      const key = identifierText(name);
      return propertyOf(lowering, node, 'value', key, name, lowering.ref(key, lowering.start(name), name.end));
    }
    case Kind.SpreadAssignment: {
      const value = lowering.expression((node as TypeScript.SpreadAssignment).expression);
      return { variant: 'spread', start: lowering.start(node), end: node.end, key: '', value };
    }
    case Kind.GetAccessor: return methodOf(lowering, node as TypeScript.GetAccessorDeclaration, 'get');
    case Kind.SetAccessor: return methodOf(lowering, node as TypeScript.SetAccessorDeclaration, 'set');
    default: return methodOf(lowering, node as TypeScript.MethodDeclaration, 'method');
  }
}

type Method = TypeScript.MethodDeclaration | TypeScript.AccessorDeclaration;

function methodOf(lowering: Lowering, node: Method, variant: 'method' | 'get' | 'set'): ObjectProperty {
  const key = keyText(node.name);
  const value = functionExpr(lowering, node, lowerFunction(lowering, node, key));
  return propertyOf(lowering, node, variant, key, node.name, value);
}

function propertyOf(
  lowering: Lowering, node: Node, variant: ObjectProperty['variant'], key: string, name: Node, value: Expr,
): ObjectProperty {
  const property: ObjectProperty = { variant, start: lowering.start(node), end: node.end, key, value };
  setComputed(lowering, name, property);
  return property;
}
