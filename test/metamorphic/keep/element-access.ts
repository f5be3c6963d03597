import { rewriting, ts } from '../source.ts';

/** `a.b` as `a['b']`. */
export const elementAccess = rewriting('element-access', (node, { render }) => {
  if (!ts.isPropertyAccessExpression(node) || !ts.isIdentifier(node.name) || ts.isExpressionWithTypeArguments(node.parent) || isLoaded(node) || ts.findAncestor(node, ts.isDecorator)) return undefined;
  return `${render(node.expression)}${node.questionDotToken ? '?.' : ''}['${node.name.text}']`;
});

/** Bundlers and loaders look for these as they are written. */
function isLoaded({ expression }: ts.PropertyAccessExpression): boolean {
  return ts.isMetaProperty(expression) || (ts.isIdentifier(expression) && (expression.text === 'module' || expression.text === 'exports' || expression.text === 'process'))
    || (ts.isPropertyAccessExpression(expression) && isLoaded(expression)) || expression.kind === ts.SyntaxKind.SuperKeyword;
}
