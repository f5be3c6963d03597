import { isAsync, rewriting, ts, usesOwn } from '../source.ts';

/** Arrow functions that have no use for what is around them as function expressions. */
export const arrowsToFunctions = rewriting('arrows-to-functions', (node, { render, source }) => {
  if (!ts.isArrowFunction(node) || usesOwn(node.body, ['this', 'arguments', 'super', 'new.target'])) return undefined;
  const before = `${isAsync(node) ? 'async ' : ''}function ${node.typeParameters ? `<${node.typeParameters.map((one) => one.getText(source)).join()}>` : ''}`;
  const head = `${before}(${node.parameters.map(render).join(', ')})${node.type ? `: ${node.type.getText(source)}` : ''}`;
  const body = ts.isBlock(node.body) ? render(node.body) : `{ return ${render(node.body)}; }`;
  return ts.isExpressionStatement(node.parent) || (ts.isCallExpression(node.parent) && (node.parent.expression as ts.Node) === node) ? `(${head} ${body})` : `${head} ${body}`;
});
