import { isAsync, rewriting, ts, usesOwn } from '../source.ts';

/** Methods as properties that hold arrow functions; what is decorated, overloaded, static or in a hierarchy stays. */
export const methodProperties = rewriting('method-properties', (node, { render, source }) => {
  if (!ts.isMethodDeclaration(node) || !ts.isClassLike(node.parent) || !node.body || node.asteriskToken || !ts.isIdentifier(node.name) || node.parent.heritageClauses) return undefined;
  if (node.parent.members.some((one) => ts.canHaveDecorators(one) && ts.getDecorators(one)) || ts.getDecorators(node.parent) || usesOwn(node.body, ['super', 'arguments'])) return undefined;
  if (node.modifiers?.some(({ kind }) => kind !== ts.SyntaxKind.AsyncKeyword && kind !== ts.SyntaxKind.PublicKeyword && kind !== ts.SyntaxKind.PrivateKeyword) || node.questionToken || node.typeParameters) return undefined;
  return `${node.name.text} = ${isAsync(node) ? 'async ' : ''}(${node.parameters.map(render).join(', ')})${node.type ? `: ${node.type.getText(source)}` : ''} => ${render(node.body)};`;
});
