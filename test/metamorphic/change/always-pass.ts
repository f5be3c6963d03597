import { nodeAt } from '../guards.ts';
import { isFunctionWithBody, ts } from '../source.ts';
import type { Weakening } from '../transformation.ts';

/** The first statement of a guard's function lets everyone through. */
export const alwaysPass: Weakening = {
  name: 'always-pass',
  of: 'definition',
  apply(files, guard, { framework }) {
    if (guard.basis !== 'body' || guard.inHandler) return undefined;
    const found = nodeAt(files, guard.file, guard);
    const fn = found && checkOf(found);
    if (!fn || !fn.body || !ts.isBlock(fn.body)) return undefined;
    const last = fn.parameters.at(-1)?.name.getText();
    const passes = isNestGuard(fn) ? 'return true;' : CALLS_NEXT.has(framework) && last && fn.parameters.length >= 2 && /^next$|^done$|^_?next/i.test(last) ? `return ${last}();` : undefined;
    if (!passes) return undefined;
    const text = files.get(guard.file)!;
    const at = fn.body.getStart() + 1;
    return new Map(files).set(guard.file, `${text.slice(0, at)} ${passes}${text.slice(at)}`);
  },
};

const CALLS_NEXT = new Set(['express', 'polka', 'restify', 'koa', 'hono', 'fastify', 'nestjs']);

function checkOf(node: ts.Node): ts.FunctionLikeDeclaration | undefined {
  if (isFunctionWithBody(node)) return returned(node) ?? node;
  if (ts.isVariableStatement(node)) return checkOf(node.declarationList.declarations[0]!);
  if (ts.isVariableDeclaration(node) && node.initializer) return checkOf(node.initializer);
  if (ts.isClassDeclaration(node)) return node.members.filter(ts.isMethodDeclaration).find((one) => one.name.getText() === 'canActivate');
  return undefined;
}

/** The function that a factory gives back. */
function returned(fn: ts.FunctionLikeDeclaration): ts.FunctionLikeDeclaration | undefined {
  if (!fn.body) return undefined;
  const value = ts.isBlock(fn.body) ? fn.body.statements.findLast(ts.isReturnStatement)?.expression : fn.body;
  return value && isFunctionWithBody(value) ? returned(value) ?? value : undefined;
}

function isNestGuard(fn: ts.FunctionLikeDeclaration): boolean {
  return ts.isMethodDeclaration(fn) && fn.name.getText() === 'canActivate';
}
