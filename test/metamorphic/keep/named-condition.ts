import { isInList, rewriting, ts } from '../source.ts';

/** `if (a)` as `const condition = a; if (condition)`. */
export const namedCondition = rewriting('named-condition', (node, { render, fresh }) => {
  if (!ts.isIfStatement(node) || !isInList(node)) return undefined;
  const name = fresh('condition');
  return `const ${name} = ${render(node.expression)};\nif (${name}) ${render(node.thenStatement)}${node.elseStatement ? ` else ${render(node.elseStatement)}` : ''}`;
});
