import { rewriting, ts } from '../source.ts';

/** `if (a) b` as `if (a) { b }`. */
export const braces = rewriting('braces', (node, { inside }) =>
  (ts.isIfStatement(node.parent) && node !== node.parent.expression && !ts.isBlock(node) ? `{ ${inside(node)} }` : undefined));
