import { isInList, rewriting, ts } from '../source.ts';

/** Functions and objects that are written as arguments of a statement's call, named before it. */
export const nameArguments = rewriting('name-arguments', (node, rewriter) => {
  if (!ts.isExpressionStatement(node) || !isInList(node)) return undefined;
  const call = ts.isAwaitExpression(node.expression) ? node.expression.expression : node.expression;
  if (!ts.isCallExpression(call) || !isNameAndMember(call.expression) || !call.arguments.some(isWrittenOut)) return undefined;
  const constants: string[] = [];
  const given = call.arguments.map((one) => {
    const made = rewriter.render(one);
    if (!isWrittenOut(one)) return made;
    const name = rewriter.fresh('given');
    constants.push(`const ${name} = ${made};`);
    return name;
  });
  const awaits = call === node.expression ? '' : 'await ';
  return `${constants.join('\n')}\n${awaits}${rewriter.render(call.expression)}(${given.join(', ')});`;
});

function isWrittenOut(node: ts.Expression): boolean {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node) || ts.isStringLiteral(node);
}

function isNameAndMember(node: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(node) && (ts.isIdentifier(node.expression) || node.expression.kind === ts.SyntaxKind.ThisKeyword);
}
