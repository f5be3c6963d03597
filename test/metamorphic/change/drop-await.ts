import { nodeAt } from '../guards.ts';
import { isAsync, isFunctionWithBody, parse, ts } from '../source.ts';
import type { Files, Weakening } from '../transformation.ts';

/** The answer of an asynchronous function of the project is asked for while it is a promise, which is never false. */
export const dropAwait: Weakening = {
  name: 'drop-await',
  of: 'definition',
  apply(files, guard) {
    const found = guard.basis === 'body' && !guard.inHandler ? nodeAt(files, guard.file, guard) : undefined;
    if (!found) return undefined;
    const tests: ts.AwaitExpression[] = [];
    const walk = (node: ts.Node): void => {
      if (ts.isAwaitExpression(node) && isTested(node) && isPromised(files, node)) tests.push(node);
      ts.forEachChild(node, walk);
    };
    walk(found);
    const text = files.get(guard.file)!;
    return tests.length === 0 ? undefined : new Map(files).set(guard.file, tests.toReversed().reduce((made, node) => made.slice(0, node.getStart()) + made.slice(node.expression.getStart()), text));
  },
};

/** `if (!(await x))`, with nothing but the truth of it asked. */
function isTested(node: ts.AwaitExpression): boolean {
  let { parent }: ts.Node = node;
  while (ts.isParenthesizedExpression(parent)) ({ parent } = parent);
  return ts.isPrefixUnaryExpression(parent) && parent.operator === ts.SyntaxKind.ExclamationToken && ts.isIfStatement(parent.parent);
}

/** What is called is declared `async` somewhere in the project, and nothing of the same name is not. */
function isPromised(files: Files, { expression }: ts.AwaitExpression): boolean {
  if (!ts.isCallExpression(expression)) return false;
  const name = ts.isIdentifier(expression.expression) ? expression.expression.text : ts.isPropertyAccessExpression(expression.expression) ? expression.expression.name.text : '';
  const found: boolean[] = [];
  for (const [path, text] of files) {
    if (!name || !text.includes(name)) continue;
    const source = parse(path, text);
    const walk = (node: ts.Node): void => {
      if (isFunctionWithBody(node)) {
        const own = node.name?.getText() ?? (ts.isVariableDeclaration(node.parent) || ts.isPropertyAssignment(node.parent) ? node.parent.name.getText() : '');
        if (own === name) found.push(isAsync(node));
      }
      ts.forEachChild(node, walk);
    };
    if (source && /\.[cm]?[jt]sx?$/.test(path)) walk(source);
  }
  return found.length > 0 && found.every(Boolean);
}
