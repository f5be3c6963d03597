import { walkFunction } from '../../src/link/index.ts';
import type { FunctionValue } from '../../src/model/index.ts';
import { nameOf, rootOf } from '../written-names.ts';

/** Longer handlers do more than that. */
const SHORT = 4;

/** `(req, res) => { req.session.destroy(); res.sendStatus(204); }`: short, and about nothing but the caller's own session. */
export function endsSession(handlers: FunctionValue[]): boolean {
  return handlers.length > 0 && handlers.every(({ module, fn }) => {
    if (fn.body.length > SHORT) return false;
    const params = new Set(fn.params.map((param) => param.binding));
    let ends = false;
    let others = false;
    walkFunction(module, fn.id, {
      expr(expr) {
        if (expr.kind !== 'call') return;
        const root = rootOf(expr.callee);
        const own = root.kind === 'ref' && params.has(root.binding);
        if (own && expr.callee.kind === 'member' && (/^(logout|logOut)$/.test(expr.callee.property) || (expr.callee.property === 'destroy' && nameOf(expr.callee.object) === 'session'))) ends = true;
        else if (!own) others = true;
      },
    });
    return ends && !others;
  });
}
