import { hasModifier, isInList, rewriting, ts } from '../source.ts';

/** `const x = y` as `let x; x = y`. */
export const declareThenAssign = rewriting('declare-then-assign', (node, { render, source }) => {
  if (!ts.isVariableStatement(node) || !isInList(node) || !(node.declarationList.flags & ts.NodeFlags.Const) || node.modifiers?.length) return undefined;
  const { declarations } = node.declarationList;
  const [only] = declarations;
  if (hasModifier(node, ts.SyntaxKind.DeclareKeyword) || declarations.length !== 1 || !only || !ts.isIdentifier(only.name) || !only.initializer) return undefined;
  if (ts.isArrowFunction(only.initializer) || ts.isFunctionExpression(only.initializer) || ts.isClassExpression(only.initializer)) return undefined;
  return `let ${only.name.text}${only.type ? `: ${only.type.getText(source)}` : ''};\n${only.name.text} = ${render(only.initializer)};`;
});
