import { isFunctionWithBody, rewriting, ts } from '../source.ts';

/** A parameter that is taken apart where it stands, taken apart in the body. */
export const parametersToMembers = rewriting('parameters-to-members', (node, { render, inside, fresh, source }) => {
  if (!ts.isArrowFunction(node) || !isFunctionWithBody(node) || ts.isForOfStatement(node.parent)) return undefined;
  const [first, ...rest] = node.parameters;
  if (!first || rest.length > 0 || !ts.isObjectBindingPattern(first.name) || first.initializer || first.dotDotDotToken) return undefined;
  const name = fresh('input');
  const body = ts.isBlock(node.body) ? inside(node.body).slice(1, -1) : `return ${render(node.body)};`;
  if (ts.isBlock(node.body) && /^\s*['"]use /.test(body)) return undefined;
  const async = node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword) ? 'async ' : '';
  return `${async}(${name}${first.type ? `: ${first.type.getText(source)}` : ''}) => { const ${render(first.name)} = ${name}; ${body} }`;
});
