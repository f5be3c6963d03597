import { isFunctionWithBody, rewriting, ts } from '../source.ts';

/** A function's body in a `try` whose `catch` throws on. */
export const tryRethrow = rewriting('try-rethrow', (node, { inside }) => {
  if (!ts.isBlock(node) || !isFunctionWithBody(node.parent) || node.statements.length === 0 || node.statements.some((one) => ts.isExpressionStatement(one) && ts.isStringLiteral(one.expression))) return undefined;
  return `{ try { ${inside(node).slice(1, -1)}\n } catch (failure) { throw failure; } }`;
});
