import { hasModifier, isAsync, rewriting, ts, usesOwn } from '../source.ts';

/** `const f = () => ...` as `function f() ...`. */
export const constantsToDeclarations = rewriting('constants-to-declarations', (node, { render, source }) => {
  if (!ts.isVariableStatement(node) || !(node.declarationList.flags & ts.NodeFlags.Const) || node.declarationList.declarations.length !== 1) return undefined;
  if (!ts.isSourceFile(node.parent) && !ts.isBlock(node.parent)) return undefined;
  const [declaration] = node.declarationList.declarations;
  const fn = declaration?.initializer;
  if (!declaration || !ts.isIdentifier(declaration.name) || !fn || !(ts.isArrowFunction(fn) || (ts.isFunctionExpression(fn) && !fn.name && !fn.asteriskToken))) return undefined;
  if (ts.isArrowFunction(fn) && usesOwn(fn.body, ['this', 'arguments', 'super', 'new.target'])) return undefined;
  const exported = hasModifier(node, ts.SyntaxKind.ExportKeyword) ? 'export ' : '';
  const generics = fn.typeParameters ? `<${fn.typeParameters.map((one) => one.getText(source)).join()}>` : '';
  const body = ts.isBlock(fn.body) ? render(fn.body) : `{ return ${render(fn.body)}; }`;
  const parameters = fn.parameters.map(render).join(', ');
  return `${exported}${isAsync(fn) ? 'async ' : ''}function ${declaration.name.text}${generics}(${parameters})${fn.type ? `: ${fn.type.getText(source)}` : ''} ${body}`;
});
