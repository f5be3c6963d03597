import { rewriting, ts } from '../source.ts';

/** `!a || !b` as `!(a && b)`, and the other way round. */
export const deMorgan = rewriting('de-morgan', (node, { render }) => {
  if (!ts.isIfStatement(node.parent) || node !== node.parent.expression || !ts.isBinaryExpression(node)) return undefined;
  const { left, right, operatorToken: { kind } } = node;
  if (kind !== ts.SyntaxKind.BarBarToken && kind !== ts.SyntaxKind.AmpersandAmpersandToken) return undefined;
  return `!(!(${render(left)}) ${kind === ts.SyntaxKind.BarBarToken ? '&&' : '||'} !(${render(right)}))`;
});
