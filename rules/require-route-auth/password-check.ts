import { packageOf, pathOf, walkFunction } from '../../src/link/index.ts';
import type { FunctionValue, ProgramView } from '../../src/model/index.ts';
import { writtenName } from '../call-index.ts';
import { reachedFrom } from '../reached.ts';

/** Functions of packages that say whether a password, or an answer of a passkey, is right; or that ask for one. */
const CHECKS: [RegExp, RegExp][] = [
  [/^(bcrypt|bcryptjs|@node-rs\/bcrypt|bcrypt-ts)$/, /^(compare|compareSync|verify|verifySync)$/],
  [/^(argon2|@node-rs\/argon2|argon2-browser|hash-wasm|scrypt-kdf|@phc\/\w+|oslo(\/password)?)$/, /verify/i],
  [/^@simplewebauthn\/server$/, /^(verifyAuthenticationResponse|generateAuthenticationOptions)$/],
];
const NAMES = new Set(CHECKS.flatMap(() => ['compare', 'compareSync', 'verify', 'verifySync', 'argon2Verify', 'bcryptVerify', 'verifyAuthenticationResponse', 'generateAuthenticationOptions']));

/** Whether the handlers, or what they call, compare a password with its hash: what somebody does who logs in. */
export function checksPassword(program: ProgramView, handlers: FunctionValue[]): boolean {
  return reachedFrom(program, handlers).some(({ module, fn }) => {
    let found = false;
    walkFunction(module, fn.id, {
      expr(expr, inside) {
        if (found) return false;
        if (expr.kind === 'call' && NAMES.has(writtenName(expr))) {
          const value = program.denote(module, expr.callee, inside);
          const name = packageOf(value);
          const called = pathOf(value).at(-1) ?? '';
          found = name !== undefined && CHECKS.some(([of, functions]) => of.test(name) && functions.test(called));
        }
        return undefined;
      },
      stmt: () => !found,
    });
    return found;
  });
}
