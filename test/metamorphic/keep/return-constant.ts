import { rewriting, ts } from '../source.ts';

/** `return x` as `const result = x; return result`. */
export const returnConstant = rewriting('return-constant', (node, { render, fresh }) => {
  if (!ts.isReturnStatement(node) || !node.expression) return undefined;
  const name = fresh('result');
  return `{ const ${name} = ${render(node.expression)}; return ${name}; }`;
});
