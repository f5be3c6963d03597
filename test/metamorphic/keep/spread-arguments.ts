import { rewriting, ts } from '../source.ts';

/** `app.get('/', a, b)` as `app.get(...['/', a, b])`, where the call is a statement. */
export const spreadArguments = rewriting('spread-arguments', (node, { render }) => {
  if (!ts.isCallExpression(node) || !ts.isExpressionStatement(node.parent) || !ts.isPropertyAccessExpression(node.expression) || node.arguments.length < 2 || node.typeArguments) return undefined;
  return `${render(node.expression)}(...[${node.arguments.map(render).join(', ')}])`;
});
