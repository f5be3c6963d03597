import { rewriting, ts } from '../source.ts';

/** `() => x` as `() => { return x; }`. */
export const blockBodies = rewriting('block-bodies', (node, { inside }) =>
  (ts.isArrowFunction(node.parent) && node === node.parent.body && !ts.isBlock(node) ? `{ return ${inside(node)}; }` : undefined));
