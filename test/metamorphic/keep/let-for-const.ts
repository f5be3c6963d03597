import { rewriting, ts } from '../source.ts';

/** `let` for `const`. */
export const letForConst = rewriting('let-for-const', (node, { inside }) =>
  (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Const ? inside(node).replace(/^const\b/, 'let') : undefined));
