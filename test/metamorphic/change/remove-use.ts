import { nodeAt, replaceNode } from '../guards.ts';
import { ts } from '../source.ts';
import type { Weakening } from '../transformation.ts';

/** A guard is not used any more: its argument, element, decorator or statement goes. */
export const removeUse: Weakening = {
  name: 'remove-use',
  of: 'use',
  apply(files, guard) {
    const { file } = guard.appliedAt;
    const node = nodeAt(files, file, guard.appliedAt);
    if (!node || guard.inHandler) return undefined;
    if (ts.isDecorator(node)) return isOverriding(node) ? undefined : replaceNode(files, files, file, node, '');
    const list = listOf(node);
    if (list) return withoutElement(files, file, node, list);
    const statement = ts.isExpressionStatement(node) ? node : ts.isExpressionStatement(node.parent) ? node.parent : undefined;
    return statement && ts.isCallExpression(statement.expression) && !ts.isCallExpression(callee(statement.expression)) ? replaceNode(files, files, file, statement, ';') : undefined;
  },
};

function callee(call: ts.CallExpression): ts.Expression {
  return ts.isPropertyAccessExpression(call.expression) ? call.expression.expression : call.expression;
}

/** Without it, what the class says holds. */
function isOverriding(node: ts.Decorator): boolean {
  const name = (one: ts.Decorator): string => one.expression.getText().split('(')[0]!;
  const owner = node.parent.parent;
  return ts.isClassLike(owner) && (ts.getDecorators(owner) ?? []).some((one) => name(one) === name(node));
}

/** Arguments in front of the last one, which is the handler; or the elements of an array. */
function listOf(node: ts.Node): readonly ts.Node[] | undefined {
  const { parent } = node;
  if (ts.isArrayLiteralExpression(parent)) return parent.elements;
  return ts.isCallExpression(parent) && parent.expression !== node && parent.arguments.at(-1) !== node ? parent.arguments : undefined;
}

function withoutElement(files: Parameters<Weakening['apply']>[0], file: string, node: ts.Node, list: readonly ts.Node[]): ReturnType<Weakening['apply']> {
  const at = list.indexOf(node);
  if (at < 0) return undefined;
  const text = files.get(file)!;
  const [start, end] = at < list.length - 1 ? [node.getStart(), list[at + 1]!.getStart()] : [at > 0 ? list[at - 1]!.end : node.getStart(), node.end];
  return new Map(files).set(file, text.slice(0, start) + text.slice(end));
}
