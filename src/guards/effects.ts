import type { CallRecord } from '../model/index.ts';
import { packageOf, pathOf, walkFunction } from '../link/index.ts';

const CHECKS = /^can[A-Z]|polic(y|ies)$|^(require|ensure|assert|check)\w*(auth|user|session|permission|access|role)/i;

/**
 * The check in a program of the package `effect` (effect.website, `Effect.gen`): such a program is a value that is run later, and what a check in it does to
 * the ones who fail it is not followed. `undefined`: it is no such program, or has none.
 */
export function checkInEffect(record: CallRecord): string | undefined {
  const program = record.args.at(-1);
  if (packageOf(record.callee) !== 'effect' || pathOf(record.callee).at(-1) !== 'gen' || program?.kind !== 'function') return undefined;
  let found: string | undefined;
  walkFunction(program.module, program.fn.id, {
    expr(expr) {
      const name = expr.kind === 'call' ? (expr.callee.kind === 'member' ? expr.callee.property : expr.callee.kind === 'ref' ? expr.callee.name : '') : '';
      if (!found && CHECKS.test(name)) found = name;
    },
  });
  return found;
}
