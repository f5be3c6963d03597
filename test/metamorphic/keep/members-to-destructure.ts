import { hasModifier, rewriting, ts } from '../source.ts';

/** `const x = a.b` as `const { b: x } = a`. */
export const membersToDestructure = rewriting('members-to-destructure', (node, { render }) => {
  if (!ts.isVariableDeclaration(node) || !ts.isIdentifier(node.name) || node.type || !node.initializer || !ts.isPropertyAccessExpression(node.initializer)) return undefined;
  const { expression, name, questionDotToken } = node.initializer;
  const inChain = (node.initializer.flags & ts.NodeFlags.OptionalChain) !== 0;
  if (questionDotToken || inChain || !ts.isIdentifier(name) || expression.kind === ts.SyntaxKind.SuperKeyword || hasModifier(node.parent.parent, ts.SyntaxKind.ExportKeyword)) return undefined;
  return `{ ${name.text}: ${node.name.text} } = ${render(expression)}`;
});
