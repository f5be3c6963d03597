import { rewriting, ts } from '../source.ts';

/** `a ? b : c` as `!a ? c : b`. */
export const invertConditional = rewriting('invert-conditional', (node, { render }) =>
  (ts.isConditionalExpression(node) ? `!(${render(node.condition)}) ? (${render(node.whenFalse)}) : (${render(node.whenTrue)})` : undefined));
