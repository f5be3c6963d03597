import { rewriting, ts } from '../source.ts';

const EQUALITY = new Set([ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken, ts.SyntaxKind.EqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsToken]);

/** `a === 'x'` as `'x' === a`. */
export const yoda = rewriting('yoda', (node, { render }) =>
  (ts.isBinaryExpression(node) && EQUALITY.has(node.operatorToken.kind) && ts.isLiteralExpression(node.right) ? `(${render(node.right)} ${node.operatorToken.getText()} ${render(node.left)})` : undefined));
