import { walkFunction } from '../src/link/index.ts';
import type { Expr } from '../src/model/index.ts';
import type { Reached } from './reached.ts';
import { asksAboutRole, assertsRole, isRole, isRoleFlag } from './role-words.ts';

const CHECKS_ACCESS = /^(check|verify|assert|ensure|require|enforce|validate|has|can|is|get|with)_?\w*(access|permission|role|admin|authoriz|acl|abilit|privilege|owner|policy|allowed)/i;

/** Whether any of the functions asks for a role or permission, in whatever way: told by names, since all that is wanted is a doubt. */
export function mentionsRole(reached: Reached[]): boolean {
  return reached.some(({ module, fn }) => {
    let found = false;
    walkFunction(module, fn.id, {
      expr(expr) {
        if (found) return false;
        if (expr.kind === 'call') {
          const name = expr.callee.kind === 'ref' ? expr.callee.name : expr.callee.kind === 'member' ? expr.callee.property : '';
          if (asksAboutRole(name) || assertsRole(name) || CHECKS_ACCESS.test(name)) found = true;
        }
        const test = expr.kind === 'conditional' ? expr.test : expr.kind === 'binary' || expr.kind === 'logical' || expr.kind === 'unary' ? expr : undefined;
        if (test && namesRole(test)) found = true;
        return undefined;
      },
      stmt(stmt) {
        if (!found && (stmt.kind === 'if' || stmt.kind === 'switch') && namesRole(stmt.kind === 'if' ? stmt.test : stmt.discriminant)) found = true;
        return !found;
      },
    });
    return found;
  });
}

function namesRole(one: Expr): boolean {
  switch (one.kind) {
    case 'member': return isRole(one.property) || isRoleFlag(one.property) || namesRole(one.object);
    case 'ref': return isRoleFlag(one.name) || isRole(one.name);
    case 'binary': case 'logical': return namesRole(one.left) || namesRole(one.right);
    case 'unary': return namesRole(one.operand);
    case 'call': return namesRole(one.callee) || one.args.some(namesRole);
    case 'await': return namesRole(one.value);
    default: return false;
  }
}
