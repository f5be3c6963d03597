import { rewriting, ts, type Rewriter } from '../source.ts';

/** `if (a) return b; c` as `if (a) { return b } else { c }`. */
export const nestEarlyReturns = rewriting('nest-early-returns', (node, rewriter) => {
  if (!ts.isBlock(node) || !ts.isFunctionLike(node.parent) || !splitsAt(node.statements)) return undefined;
  return `{ ${nested([...node.statements], rewriter)} }`;
});

function splitsAt(statements: readonly ts.Statement[]): boolean {
  return statements.some(leaves);
}

function nested(statements: ts.Statement[], rewriter: Rewriter): string {
  const at = statements.findIndex(leaves);
  const rest = statements.slice(at + 1);
  if (at < 0 || rest.length === 0 || rest.some((one) => ts.isFunctionDeclaration(one) || ts.isClassDeclaration(one))) return statements.map(rewriter.render).join('\n');
  const one = statements[at] as ts.IfStatement;
  const before = statements.slice(0, at).map(rewriter.render).join('\n');
  return `${before}\nif (${rewriter.render(one.expression)}) { ${rewriter.render(one.thenStatement)} } else { ${nested(rest, rewriter)} }`;
}

function leaves(statement: ts.Statement): boolean {
  if (!ts.isIfStatement(statement) || statement.elseStatement) return false;
  const last = ts.isBlock(statement.thenStatement) ? statement.thenStatement.statements.at(-1) : statement.thenStatement;
  return last !== undefined && (ts.isReturnStatement(last) || ts.isThrowStatement(last));
}
