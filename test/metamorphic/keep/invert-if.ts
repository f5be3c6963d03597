import { rewriting, ts } from '../source.ts';

/** `if (a) b else c` as `if (!a) c else b`. */
export const invertIf = rewriting('invert-if', (node, { render }) => {
  if (!ts.isIfStatement(node)) return undefined;
  const otherwise = node.elseStatement ? render(node.elseStatement) : '{}';
  return `if (!(${render(node.expression)})) { ${otherwise} } else { ${render(node.thenStatement)} }`;
});
