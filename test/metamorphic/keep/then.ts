import { isAsync, isFunctionWithBody, rewriting, ts, usesOwn } from '../source.ts';

/** `const x = await y; rest` at the start of an asynchronous function as `return Promise.resolve(y).then(async (x) => { rest })`. */
export const then = rewriting('then', (node, { render, inside }) => {
  if (!ts.isBlock(node) || !isFunctionWithBody(node.parent) || !isAsync(node.parent) || node.parent.asteriskToken || usesOwn(node, ['arguments', 'super'])) return undefined;
  const at = node.statements.findIndex((one) => ts.isVariableStatement(one) && ts.isAwaitExpression(one.declarationList.declarations[0]!.initializer ?? one));
  const statement = node.statements[at];
  if (!statement || !ts.isVariableStatement(statement) || statement.declarationList.declarations.length !== 1 || node.statements.slice(at + 1).some((one) => ts.isFunctionDeclaration(one))) return undefined;
  const [declaration] = statement.declarationList.declarations;
  const awaited = (declaration!.initializer as ts.AwaitExpression).expression;
  if (node.statements.slice(0, at).some((one) => !ts.isVariableStatement(one) && !ts.isExpressionStatement(one) && !ts.isIfStatement(one))) return undefined;
  const before = node.statements.slice(0, at).map(render).join('\n');
  const rest = node.statements.slice(at + 1).map(render).join('\n');
  void inside;
  return `{ ${before}\nreturn Promise.resolve(${render(awaited)}).then(async (${render(declaration!.name)}) => { ${rest} }); }`;
});
