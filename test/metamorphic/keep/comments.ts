import { rewriting, ts } from '../source.ts';

/** Comments in the middle of calls, conditions, members and arguments. */
export const comments = rewriting('comments', (node, { inside }) => {
  if (ts.isCallExpression(node.parent) && (node.parent.arguments as readonly ts.Node[]).includes(node)) return `/* first { */ ${inside(node)} /* } then */`;
  if (ts.isIfStatement(node.parent) && node === node.parent.expression) return `/* when ) */ ${inside(node)} // so be it\n`;
  if (ts.isBlock(node)) return `{ // begins {\n${inside(node).slice(1, -1)}\n/* ends } */ }`;
  return undefined;
});
