import { rewriting, ts } from '../source.ts';

/** `() => { return x; }` as `() => x`. */
export const expressionBodies = rewriting('expression-bodies', (node, { render }) => {
  if (!ts.isBlock(node) || !ts.isArrowFunction(node.parent) || node.statements.length !== 1) return undefined;
  const [only] = node.statements;
  return only && ts.isReturnStatement(only) && only.expression ? `(${render(only.expression)})` : undefined;
});
