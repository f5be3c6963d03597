import { isAsync, rewriting, ts, usesOwn } from '../source.ts';

/** `{ a, b() {} }` as `{ a: a, b: function () {} }`. */
export const expandShorthand = rewriting('expand-shorthand', (node, { render, source }) => {
  if (ts.isShorthandPropertyAssignment(node) && !node.objectAssignmentInitializer && isRead(node)) return `${node.name.text}: ${node.name.text}`;
  if (!ts.isMethodDeclaration(node) || !ts.isObjectLiteralExpression(node.parent) || !node.body || usesOwn(node.body, ['super']) || !ts.isIdentifier(node.name)) return undefined;
  const generics = node.typeParameters ? `<${node.typeParameters.map((one) => one.getText(source)).join()}>` : '';
  return `${node.name.text}: ${isAsync(node) ? 'async ' : ''}function${node.asteriskToken ? '*' : ''} ${generics}(${node.parameters.map(render).join(', ')})${node.type ? `: ${node.type.getText(source)}` : ''} ${render(node.body)}`;
});

/** It is a value, and not the target of a destructuring assignment. */
function isRead(node: ts.Node): boolean {
  const outermost = ts.findAncestor(node, (one) => ts.isBinaryExpression(one) || ts.isStatement(one) || ts.isFunctionLike(one));
  return !(outermost && ts.isBinaryExpression(outermost) && outermost.operatorToken.kind === ts.SyntaxKind.EqualsToken && outermost.left.pos <= node.pos && node.end <= outermost.left.end);
}
