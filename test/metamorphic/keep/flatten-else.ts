import { rewriting, ts } from '../source.ts';

/** `if (a) { return b } else { c }` as `if (a) { return b } c`, at the end of a function. */
export const flattenElse = rewriting('flatten-else', (node, { render, inside }) => {
  if (!ts.isIfStatement(node) || !node.elseStatement || !ts.isBlock(node.parent) || !ts.isFunctionLike(node.parent.parent) || node.parent.statements.at(-1) !== node) return undefined;
  const last = ts.isBlock(node.thenStatement) ? node.thenStatement.statements.at(-1) : node.thenStatement;
  if (!last || !(ts.isReturnStatement(last) || ts.isThrowStatement(last))) return undefined;
  return `if (${render(node.expression)}) ${render(node.thenStatement)}\n${ts.isBlock(node.elseStatement) ? `{ ${inside(node.elseStatement).slice(1, -1)} }` : render(node.elseStatement)}`;
});
