import { isAsync, rewriting, ts, usesOwn } from '../source.ts';

/** Function expressions that have no `this` of their own as arrow functions. */
export const functionsToArrows = rewriting('functions-to-arrows', (node, { render, source }) => {
  if (!ts.isFunctionExpression(node) || node.name || node.asteriskToken || usesOwn(node.body, ['this', 'arguments', 'super', 'new.target'])) return undefined;
  if (node.parameters[0]?.name.getText(source) === 'this') return undefined;
  const generics = node.typeParameters ? `<${node.typeParameters.map((one) => one.getText(source)).join()}>` : '';
  const arrow = `${isAsync(node) ? 'async ' : ''}${generics}(${node.parameters.map(render).join(', ')})${node.type ? `: ${node.type.getText(source)}` : ''} => ${render(node.body)}`;
  return ts.isCallExpression(node.parent) && node.parent.arguments.includes(node) ? arrow : `(${arrow})`;
});
