import { isInList, rewriting, ts } from '../source.ts';

/** `return a ? b : c` and `a && b()` as `if`. */
export const conditionalToIf = rewriting('conditional-to-if', (node, { render }) => {
  if (ts.isReturnStatement(node) && node.expression && ts.isConditionalExpression(node.expression)) {
    const { condition, whenTrue, whenFalse } = node.expression;
    return `{ if (${render(condition)}) return ${render(whenTrue)}; else return ${render(whenFalse)}; }`;
  }
  if (ts.isExpressionStatement(node) && isInList(node) && ts.isBinaryExpression(node.expression) && node.expression.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) {
    return `if (${render(node.expression.left)}) { ${render(node.expression.right)}; }`;
  }
  return undefined;
});
