import type { Route } from '../../../src/model/index.ts';
import { rewriting, ts } from '../source.ts';
import type { Files, Transformation } from '../transformation.ts';

const VERBS = new Set(['get', 'post', 'put', 'patch', 'delete']);

/** Express: `router.get(path, ...)` as `router.route(path).get(...)`. */
export const routeObjects: Transformation = onlyExpress(rewriting('route-objects', (node, { render }) => {
  if (!ts.isCallExpression(node) || !ts.isExpressionStatement(node.parent) || !ts.isPropertyAccessExpression(node.expression) || !VERBS.has(node.expression.name.text)) return undefined;
  const [path, ...rest] = node.arguments;
  if (!ts.isIdentifier(node.expression.expression) || !path || rest.length === 0 || !ts.isStringLiteral(path)) return undefined;
  return `${node.expression.expression.text}.route(${render(path)}).${node.expression.name.text}(${rest.map(render).join(', ')})`;
}));

/** Express: calls on an application or router in a row, as one chain. */
export const guardArrays: Transformation = onlyExpress(rewriting('argument-arrays', (node, { render }) => {
  if (!ts.isCallExpression(node) || !ts.isExpressionStatement(node.parent) || !ts.isPropertyAccessExpression(node.expression) || !VERBS.has(node.expression.name.text)) return undefined;
  const [path, ...rest] = node.arguments;
  if (!ts.isIdentifier(node.expression.expression) || !path || rest.length < 2 || rest.some(ts.isSpreadElement)) return undefined;
  return `${render(node.expression)}(${render(path)}, [${rest.slice(0, -1).map(render).join(', ')}], ${render(rest.at(-1)!)})`;
}));

function onlyExpress(one: Transformation): Transformation {
  return { name: one.name, apply: (files: Files, routes: Route[]) => (routes.length > 0 && routes.every(({ framework }) => framework === 'express') ? one.apply(files, routes) : undefined) };
}
