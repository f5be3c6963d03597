import { nodeAt } from '../guards.ts';
import { isInList, ts } from '../source.ts';
import type { Weakening } from '../transformation.ts';

const IN_ORDER = new Set(['express', 'polka', 'koa', 'hono']);

/** A guard that stands in a statement of its own comes after everything else in its block. */
export const moveAfter: Weakening = {
  name: 'move-after',
  of: 'use',
  // What is mounted elsewhere may still come after it.
  reaches: (route, guard) => route.file === guard.appliedAt.file,
  apply(files, guard, route) {
    const { file } = guard.appliedAt;
    const node = IN_ORDER.has(route.framework) ? nodeAt(files, file, guard.appliedAt) : undefined;
    const statement = node && ts.findAncestor(node, ts.isExpressionStatement);
    if (!statement || !isInList(statement) || !isUse(statement.expression) || (node !== statement && node !== statement.expression && node.parent !== statement.expression)) return undefined;
    if (route.file === file && isInside(statement, route.line)) return undefined;
    const statements = (statement.parent as ts.Block).statements;
    const last = statements.findLast((one) => !ts.isReturnStatement(one))!;
    if (last === statement) return undefined;
    const text = files.get(file)!;
    return new Map(files).set(file, `${text.slice(0, statement.getStart())};${text.slice(statement.end, last.end)}\n${statement.getText()}\n${text.slice(last.end)}`);
  },
};

/** What declares its route as well takes it along. */
function isInside(statement: ts.Statement, line: number): boolean {
  const source = statement.getSourceFile();
  const lineOf = (position: number): number => source.getLineAndCharacterOfPosition(position).line + 1;
  return lineOf(statement.getStart()) <= line && line <= lineOf(statement.end);
}

/** `app.use(a, b)` of functions alone, not of routers. */
function isUse(node: ts.Expression): boolean {
  return ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'use' && node.arguments.length === 1;
}
