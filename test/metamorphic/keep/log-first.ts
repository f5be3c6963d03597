import { isFunctionWithBody, rewriting, ts } from '../source.ts';

/** Each function says that it was called. */
export const logFirst = rewriting('log-first', (node, { inside }) => {
  if (!ts.isBlock(node) || !isFunctionWithBody(node.parent)) return undefined;
  const [first] = node.statements;
  if (first && ts.isExpressionStatement(first) && ts.isStringLiteral(first.expression)) return undefined;
  return `{ console.debug('called', Date.now()); ${inside(node).slice(1)}`;
});
