import { hasModifier, rewriting, ts, type Rewriter } from '../source.ts';

/** `const { a, b: c = 1 } = x` as members of a constant, one declaration each. */
export const destructureToMembers = rewriting('destructure-to-members', (node, rewriter) => {
  if (!ts.isVariableStatement(node) || hasModifier(node, ts.SyntaxKind.DeclareKeyword)) return undefined;
  const { declarations } = node.declarationList;
  if (!declarations.some(({ name }) => ts.isObjectBindingPattern(name) && isFlat(name))) return undefined;
  const word = node.declarationList.flags & ts.NodeFlags.Const ? 'const' : node.declarationList.flags & ts.NodeFlags.Let ? 'let' : 'var';
  const exported = hasModifier(node, ts.SyntaxKind.ExportKeyword) ? 'export ' : '';
  return declarations.map((one) => {
    if (!ts.isObjectBindingPattern(one.name) || !isFlat(one.name) || !one.initializer) return `${exported}${word} ${rewriter.render(one)};`;
    const whole = rewriter.fresh('whole');
    return [`const ${whole} = ${rewriter.render(one.initializer)};`, ...one.name.elements.map((element) => `${exported}${word} ${member(element, whole, rewriter)};`)].join('\n');
  }).join('\n');
});

function isFlat(pattern: ts.ObjectBindingPattern): boolean {
  return pattern.elements.every((one) => ts.isIdentifier(one.name) && !one.dotDotDotToken && (!one.propertyName || ts.isIdentifier(one.propertyName)));
}

function member(element: ts.BindingElement, whole: string, { render }: Rewriter): string {
  const name = (element.name as ts.Identifier).text;
  const value = `${whole}.${((element.propertyName ?? element.name) as ts.Identifier).text}`;
  return element.initializer ? `${name} = ${value} === undefined ? ${render(element.initializer)} : ${value}` : `${name} = ${value}`;
}
