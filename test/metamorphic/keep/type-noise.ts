import { isTypeScript, rewriting, ts } from '../source.ts';

/** Assertions, `satisfies` and `!` around arguments. */
export const typeNoise = rewriting('type-noise', (node, { inside, path, render }) => {
  if (!isTypeScript(path)) return undefined;
  if (ts.isCallExpression(node.parent) && (node.parent.arguments as readonly ts.Node[]).includes(node) && !ts.isSpreadElement(node)) return `((${inside(node)}) as any satisfies unknown)!`;
  if (ts.isAwaitExpression(node)) return `((await ${render(node.expression)})! as any)`;
  return undefined;
});
