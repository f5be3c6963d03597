import type { Expr } from '../src/model/index.ts';

/** The last name that is written: `password` for `password` and for `req.body.password`, '' for what is no name. */
export function nameOf(expr: Expr): string {
  return expr.kind === 'ref' ? expr.name : expr.kind === 'member' ? expr.property : '';
}

/** The same, and for a call that of what is called: `hash` for `bcrypt.hash(password)`. */
export function nameOfCalled(expr: Expr): string {
  return expr.kind === 'call' ? nameOfCalled(expr.callee) : nameOf(expr);
}

/** What a chain of members and calls begins with: `stripe` for `stripe().webhooks.constructEvent(body)`. */
export function rootOf(expr: Expr): Expr {
  switch (expr.kind) {
    case 'member': return rootOf(expr.object);
    case 'call': case 'new': return rootOf(expr.callee);
    case 'await': return rootOf(expr.value);
    default: return expr;
  }
}
