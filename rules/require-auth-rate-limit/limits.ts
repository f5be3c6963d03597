import type { Guard, ModuleFacts, RuleContext } from '../../src/model/index.ts';
import { walkFunction } from '../../src/link/index.ts';
import type { Reached } from '../reached.ts';

const LIMITER = /rate-?_?limit|throttl|limiter|brute|slow-?_?down|too_?many|attempts?$|lock-?_?out|captcha|turnstile|arcjet|ratelimit/i;

/** What slows guessing down, by the name of the package. */
const PACKAGES = /rate-?limit|throttl|express-brute|express-slow-down|limiter|bottleneck|arcjet|recaptcha|hcaptcha|turnstile|@upstash\/ratelimit/i;

/** A package that limits is loaded somewhere: then some limit may be where it is not seen. */
export function importsLimiter(modules: ModuleFacts[]): boolean {
  return modules.some((module) => module.imports.some((one) => !one.typeOnly && PACKAGES.test(one.source)));
}

/** An element in front of a route that limits how often it is called, by its package, its body or its name. */
export function isLimit(context: RuleContext<unknown>, guard: Guard): boolean {
  if (guard.proves === 'rate-limit' || LIMITER.test(guard.name)) return true;
  if (guard.proves === 'unknown') return /limit|throttle|security|shield|waf|protect|guard/i.test(guard.name);
  const module = context.program.module(guard.file);
  const offset = module && module.lineStarts[guard.line - 1]! + guard.column - 1;
  const fn = module?.functions.find((one) => one.start === offset);
  return module !== undefined && fn !== undefined && limits({ module, fn });
}

const COUNTS = /^(too_?many\w*|consume|isRateLimited|rateLimit\w*|checkRateLimit\w*|throttle\w*|failed_?(login_?)?attempts|login_?attempts|lock_?until|locked_?until|is_?locked|lockout\w*|verify(Re|H)?captcha\w*|recaptcha\w*|turnstile\w*|attempts?_?(left|count|remaining)?)$/i;

/** It answers 429, counts attempts, locks accounts, or asks for a captcha. */
export function limits({ module, fn }: Reached): boolean {
  let found = false;
  walkFunction(module, fn.id, {
    stmt: () => !found,
    expr(expr) {
      if (found) return false;
      if (expr.kind === 'literal') found = expr.value === 429;
      else if (expr.kind === 'member') found = COUNTS.test(expr.property) || LIMITER.test(expr.property);
      else if (expr.kind === 'ref') found = LIMITER.test(expr.name) || COUNTS.test(expr.name);
      return undefined;
    },
  });
  return found;
}

const CREDENTIALS = /^(password|passwd|pwd|pass|otp|code|pin|token|credentials?|email|e_?mail|phone|username|login|secret|refresh_?token)$/i;

/** It handles what can be guessed, rather than handing the request over to something that does. */
export function handlesCredentials(reached: Reached[]): boolean {
  return reached.some(({ module, fn }) => {
    let found = fn.params.some((param) => CREDENTIALS.test(module.bindings[param.binding]?.name ?? '') || /login|signin|sign_?up|register|password|credential|otp|refresh/i.test(param.type?.name ?? ''));
    walkFunction(module, fn.id, {
      stmt: () => !found,
      expr(expr) {
        if (!found && expr.kind === 'member') found = CREDENTIALS.test(expr.property);
        return !found;
      },
    });
    return found;
  });
}
