import { alternatives, walkFunction } from '../../src/link/index.ts';
import type { Expr, FunctionFacts, ModuleFacts, ProgramView, RouteDetail } from '../../src/model/index.ts';
import { innermost } from '../../src/guards/handlers.ts';
import { nameOf } from '../store-queries.ts';

type Fn = { module: ModuleFacts; fn: FunctionFacts };

const SECRET = '(pass(word|wd|phrase|code)?|pwd|credentials?|hash|otp|totp|pin|mfa|2fa|twofa|twofactor|challenge|webauthn|passkey|assertion|authenticat\\w*|reauth\\w*|identity|codes?)';
const CHECKS = new RegExp(`^_?(compare|verify|check|validate|match|matches|confirm|is_?valid|is_?correct|valid|test|assert|ensure|require|consume|is)_?(?:\\w*?)_?${SECRET}`, 'i');
const CHECKED = new RegExp(`${SECRET}_?(is_?)?(match|matches|matched|valid|verify|verified|verification|compare|check|correct|equals?)`, 'i');
const PLAIN = /^(compare|compareSync|re_?auth\w*|authenticate\w*|step_?up\w*|(require|assert|ensure|check)_?(fresh|recent|sudo|elevat)\w*|signIn(WithPassword|WithEmailAndPassword)|timingSafeEqual|confirmAccess|verifyResponse|bcryptCompare|argon2Verify|login|validateUser|verifyUser)$/i;
const VERIFIES = /^(verify|verifySync|check|validate|verifyDelta)$/;
const OF_TOKEN = /jwt|jsonwebtoken|jose|token|session|schema|validator|joi|zod|yup|ajv|captcha|abilit|permission|access|policy|acl/i;
const OF_SECRET = /bcrypt|argon|scrypt|password|hasher|hash|crypt|totp|otp|speakeasy|authenticator|mfa|factor|passkey|webauthn/i;

const OLD = /^_?(current|old|existing|previous|prev|cur|original|actual)_?(user_?)?(pass(word|wd)?|pwd|passcode)(_?(hash|input|confirm\w*))?$|^(password|pass|pwd)_?(current|old|existing|previous)$/i;
const OTHER_PROOF = /^(otp|totp|otp_?code|mfa_?(code|token)|two_?factor_?(code|token)|2fa_?(code|token)|verification_?code|step_?up_?token|re_?auth\w*|sudo\w*|auth_?time|last_?(auth\w*|re_?auth\w*)_?(at|time)?|recent_?(auth|login)\w*|is_?(fresh|elevated)|fresh\w*|elevated\w*|step_?up\w*|webauthn\w*|assertion|must_?change_?\w*|force_?\w*password\w*|is_?first_?login|first_?login|temp(orary)?_?password|password_?reset\w*|reset_?(password_?)?(token|code)\w*)$/i;
/** What comes with a mail, by its place in the request. */
const MAILED = /^(token|code|pin|hash|key|secret|verification_?token|confirmation_?(token|code)|verify_?token)$/i;

/** Somewhere on the way the caller has to show again that he is who he was: a password, a code, a recent login. */
export function asksAgain(functions: Fn[]): boolean {
  return functions.some(({ module, fn }) => {
    let found = false;
    walkFunction(module, fn.id, {
      stmt(stmt) {
        if (stmt.kind === 'declare' && isProof(module.bindings[stmt.binding]!.name)) found = true;
        return !found;
      },
      expr(expr) {
        if (expr.kind === 'call' && isCheck(module, expr)) found = true;
        else if (expr.kind === 'member' && (isProof(expr.property) || (MAILED.test(expr.property) && isInput(module, expr.object)))) found = true;
        else if (expr.kind === 'ref' && isProof(expr.name)) found = true;
        return !found;
      },
    });
    return found;
  });
}

function isProof(name: string): boolean {
  return OLD.test(name) || OTHER_PROOF.test(name);
}

function isCheck(module: ModuleFacts, call: Extract<Expr, { kind: 'call' }>): boolean {
  const name = nameOf(call);
  const receiver = call.callee.kind === 'member' ? nameOf(call.callee.object) : '';
  if (PLAIN.test(name)) return true;
  if (VERIFIES.test(name)) return !OF_TOKEN.test(receiver) && (OF_SECRET.test(receiver) || importsSecrets(module));
  if (!CHECKS.test(name) && !CHECKED.test(name)) return false;
  // Whether a new password is strong enough, or says the same twice.
  return !call.args.every((arg) => /new|confirm|repeat|strength/i.test(nameOf(arg))) || call.args.length === 0;
}

const ASKING = /^(bcrypt|bcryptjs|bcrypt-ts|argon2|@node-rs\/(bcrypt|argon2)|hash-wasm|oslo\/password|scrypt-kdf|pbkdf2-password|credential|password-hash|secure-password|passport-local(-mongoose)?|otplib|speakeasy|otpauth|@simplewebauthn\/server|@adonisjs\/hash|@feathersjs\/authentication-local)(\/|$)/;
/** The application knows passwords or codes that it could ask for: with logins elsewhere only, there is nothing but the session. */
export function canAsk(program: ProgramView): boolean {
  return program.modules.some((module) => module.imports.some(({ source }) => ASKING.test(source))) || program.calls().some(({ expr }) => /^(compare|verify|check|is_?valid|validate)_?(user_?)?password$|^comparePass/i.test(nameOf(expr)));
}

function importsSecrets(module: ModuleFacts): boolean {
  return module.imports.some(({ source }) => OF_SECRET.test(source));
}

function isInput(module: ModuleFacts, expr: Expr): boolean {
  if (expr.kind === 'await') return isInput(module, expr.value);
  if (expr.kind === 'call') return /^(json|parse|valid|safeParse|readBody|getQuery|formData)$/.test(nameOf(expr));
  if (expr.kind === 'ref' && expr.name === '') { const init = module.bindings[expr.binding]?.init; return init ? isInput(module, init) : true; }
  return /^(params|body|query|input|args|data|dto|payload|values|parsed|validated\w*)$|dto$/i.test(nameOf(expr));
}

const GUARD = /fresh|recent|sudo|step_?up|re_?auth|elevat|confirm|password|2fa|two_?factor|mfa|otp|secur(e|ity)_?action|challenge|captcha/i;

/** Something in front of the handler asks again: by its name, or by what it does. */
export function guardAsksAgain({ passed, chain }: RouteDetail): boolean {
  if (passed.some((guard) => !guard.inHandler && GUARD.test(guard.name))) return true;
  return asksAgain(innermost(chain.slice(0, -1).flatMap((one) => alternatives(one))).map(({ module, fn }) => ({ module, fn })));
}
