import { isFunctionWithBody, isInList, rewriting, ts, usesOwn } from '../source.ts';

/** `if (a)` as `const test = () => a; if (test())`. */
export const conditionFunction = rewriting('condition-function', (node, { render, fresh }) => {
  if (!ts.isIfStatement(node) || !isInList(node) || usesOwn(node.expression, ['await', 'yield', 'arguments', 'super'])) return undefined;
  if (!ts.findAncestor(node, isFunctionWithBody)) return undefined;
  const name = fresh('test');
  return `const ${name} = () => ${render(node.expression)};\nif (${name}()) ${render(node.thenStatement)}${node.elseStatement ? ` else ${render(node.elseStatement)}` : ''}`;
});
