import { walkFunction, type Program } from '../link/index.ts';
import type { AuthMap, FunctionValue, Route } from '../model/index.ts';
import { conventionOf } from './conventions.ts';
import { endpointWords } from './endpoint-path.ts';

/** What follows a login or a sign-up when it is called by one bare word. What such a word changes elsewhere is somebody's data. */
const STEPS: { name: string; word: RegExp; asks?: RegExp }[] = [
  { name: 'password reset', word: /^(?:forgot|forget|forgotten|lost)$/ },
  { name: 'password reset', word: /^(?:reset|recover|recovery|restore)$/, asks: /token|otp|password|passwd|secret|hash|(?:reset|recovery|confirmation)_?code/i },
  { name: 'verification', word: /^(?:verify|verification|confirm|confirmation|activate|activation|validate)$/, asks: /token|otp|\bpin\b|code\b|secret|hash|\bjwt\b/i },
  { name: 'verification', word: /^(?:resend|re-send)(?:-(?:code|link|mail|token))?$/, asks: /e-?mail|phone|otp/i },
];
const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'MUTATION', 'RPC', 'ACTION']);
const STAFF = /(?:^|\/)(?:(?:super-?)?admins?|staff|employees?|back-?office|management|internal)(?:\/|$)/;
const WAYS_IN = new Set(['login', 'logout', 'sign-up', 'token refresh', 'password reset', 'verification', 'OAuth']);
/** Paths under which all is about who callers are. */
const ABOUT_CALLERS = /(?:^|\/)(?:auth|authentication|authn|iam|identity|account|sessions?|users?|customers?|members?|students?|sellers?|vendors?|drivers?|[a-z]+-auth|auth-[a-z]+)$/;

const SENT = /\b(?:body|params|query|dto|input|payload|data)\b|Dto\b/;

interface Placed { route: Route; words: string; parent: string; last: string }

/**
 * Conventions of routes that are called by one word beside a login of the same router and path: `POST /verify`, `POST /forgot`, `PUT /reset`. What resets
 * and verifies has to read something that only its receiver has (OWASP, Forgot Password Cheat Sheet), or it is an administrator's function.
 *
 * @returns what tells the convention of a route; undefined: it has none
 */
export function conventionsBesideLogins(map: AuthMap, program: Program): (route: Route) => string | undefined {
  let families: Map<string, Placed[]> | undefined;

  function placed(route: Route): Placed {
    const words = endpointWords(route.path);
    const at = words.lastIndexOf('/');
    return { route, words, parent: words.slice(0, Math.max(at, 0)), last: words.slice(at + 1) };
  }

  function familyOf({ route, parent }: Placed): Placed[] {
    families ??= grouped(map.routes.map(placed));
    return families.get(`${route.group}\0${parent}`) ?? [];
  }

  /** Whether the word stands in the handler, or in a function that it hands over what it was sent. */
  function reads(route: Route, what: RegExp): boolean {
    return map.details.get(route)!.handlers.some((handler) => what.test(textOf(handler)) || receivers(handler).some((one) => what.test(textOf(one))));
  }

  /** Without its name. */
  function textOf({ module, fn }: FunctionValue): string {
    return program.text(module).slice(fn.start, fn.end).replace(/^[^({=]*/, '');
  }

  function receivers({ module, fn }: FunctionValue): FunctionValue[] {
    const found: FunctionValue[] = [];
    const text = program.text(module);
    walkFunction(module, fn.id, {
      expr(expr) {
        if (expr.kind === 'call' && expr.args.some(({ start, end }) => SENT.test(text.slice(start, end)))) found.push(...program.targets(module, expr, fn.id));
      },
    });
    return found;
  }

  return (route) => {
    if (!METHODS.has(route.method)) return undefined;
    const one = placed(route);
    const steps = STEPS.filter(({ word }) => word.test(one.last));
    if (steps.length === 0 || STAFF.test(one.words)) return undefined;
    const family = familyOf(one);
    const ways = family.filter((other) => other.route !== route && WAYS_IN.has(conventionOf(other.route) ?? ''));
    if (!ways.some((other) => ['login', 'sign-up'].includes(conventionOf(other.route)!) && other.route.access === 'public')) return undefined;
    // A router without a name of its own may hold anything.
    const others = family.filter((other) => !ways.includes(other) && !STEPS.some(({ word }) => word.test(other.last)));
    if (!ABOUT_CALLERS.test(one.parent) && others.length > ways.length) return undefined;
    return steps.find(({ asks }) => !asks || reads(route, asks))?.name;
  };
}

function grouped(all: Placed[]): Map<string, Placed[]> {
  const families = new Map<string, Placed[]>();
  for (const one of all) {
    const key = `${one.route.group}\0${one.parent}`;
    const others = families.get(key);
    if (others) others.push(one); else families.set(key, [one]);
  }
  return families;
}
