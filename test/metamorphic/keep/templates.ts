import { rewriting, ts } from '../source.ts';

/** Strings as templates, and text put together with `+` as one template. */
export const templates = rewriting('templates', (node, { source, inside, render }) => {
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken && ts.isStringLiteral(node.left) && isSimple(node.left, source)) {
    return `\`${node.left.text}\${${inside(node.right)}}\``;
  }
  if (!ts.isStringLiteral(node) || !isSimple(node, source)) return undefined;
  const { parent } = node;
  if (ts.isCallExpression(parent) && isLoading(parent)) return undefined;
  const isValue = ts.isCallExpression(parent) || ts.isBinaryExpression(parent) || ts.isVariableDeclaration(parent) || ts.isReturnStatement(parent) || ts.isArrayLiteralExpression(parent)
    || (ts.isPropertyAssignment(parent) && parent.initializer === node) || ts.isConditionalExpression(parent);
  void render;
  return isValue ? `\`${node.text}\`` : undefined;
});

function isLoading(call: ts.CallExpression): boolean {
  return call.expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(call.expression) && call.expression.text === 'require');
}

function isSimple(node: ts.StringLiteral, source: ts.SourceFile): boolean {
  return !/[\\`$]/.test(node.getText(source));
}
