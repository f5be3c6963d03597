import { nodeAt } from '../guards.ts';
import { ts } from '../source.ts';
import type { Weakening } from '../transformation.ts';

const WITH_PREFIX = new Set(['express', 'polka', 'hono']);

/** A guard holds for a path only that no route has. */
export const narrowPrefix: Weakening = {
  name: 'narrow-prefix',
  of: 'use',
  apply(files, guard, { framework }) {
    const { file } = guard.appliedAt;
    const node = WITH_PREFIX.has(framework) ? nodeAt(files, file, guard.appliedAt) : undefined;
    const call = node && (ts.isCallExpression(node) && isUse(node) ? node : ts.findAncestor(node, (one) => ts.isCallExpression(one) && isUse(one)));
    if (!call || !ts.isCallExpression(call)) return undefined;
    const [first] = call.arguments;
    const text = files.get(file)!;
    if (call.arguments.length === 1) return new Map(files).set(file, `${text.slice(0, first!.getStart())}'/nowhere/at/all', ${text.slice(first!.getStart())}`);
    if (call.arguments.length !== 2 || !ts.isStringLiteral(first!)) return undefined;
    return new Map(files).set(file, `${text.slice(0, first.getStart())}'${first.text.replace(/\/?\*?$/, '')}/nowhere/at/all'${text.slice(first.end)}`);
  },
};

function isUse(node: ts.CallExpression): boolean {
  return ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'use';
}
