import { walkFunction } from '../../src/link/index.ts';
import type { Expr, ModuleFacts, Route, Span } from '../../src/model/index.ts';
import { originOf } from '../origin.ts';
import type { Met, Trace } from '../query-trace.ts';
import { nameOf } from '../store-queries.ts';

export const ACTIONS = ['password', 'email', 'second factor', 'account deletion', 'api key'] as const;
export type Action = (typeof ACTIONS)[number];

/** Where an account is changed in a way that lets whoever does it stay in, or lock its owner out. */
export interface Effect extends Span { action: Action; module: ModuleFacts }

const ACCOUNT = /^(user|account|customer|member|profile|admin|person|student|teacher|patient|doctor|seller|author|client|employee|appuser|authuser|credential|userlogin|userprofile)$/;
const SECOND_FACTOR = /^(user)?(two_?factor(auth|authentication|secret|confirmation)?|mfa(factor|setting|secret|config)?|totp(secret|credential)?|otp(secret)?|twofa|backup_?code|recovery_?code|authenticator)$/;
const API_KEY = /^(user)?(api_?key|api_?token|personal_?access_?token|personal_?token|developer_?key|access_?key)$/;
const PASSWORD = /^(hashed_?|encrypted_?)?(password|passwd|pwd)(_?(hash|digest|hashed))?$|^(password_?digest|pass_?hash|hash_?pass(word)?)$/i;
const EMAIL = /^(primary_?)?e?mail(_?address)?$/i;
const FACTOR_FIELD = /^(is_?|has_?|use_?)?(two_?factor|two_?fa|2fa|tfa|mfa|totp|otp|multi_?factor)_?(auth(entication)?_?)?(is_?)?(enabled|active|activated|secret|verified|confirmed)?$/i;
const HASHES = /^(hash|hashSync|hash_?pass\w*|encrypt_?pass\w*|generate_?hash|make_?hash|create_?hash_?password|pbkdf2|pbkdf2Sync|scrypt|scryptSync|gen_?hash)$/i;

/** What the way of a route does to the caller's own account. */
export function effectsOf(route: Route, trace: Trace): Effect[] {
  const effects: Effect[] = [];
  const makesAccounts = trace.queries.some((query) => query.does === 'create' && ACCOUNT.test(query.kind));
  if (makesAccounts) return [];
  const others = new Set(trace.byId.map((query) => query.call));
  for (const query of trace.queries) {
    if (others.has(query.call)) continue;
    const add = (action: Action): void => { effects.push({ action, module: query.module, start: query.call.start, end: query.call.end }); };
    if (query.does === 'delete' && /^(user|customer|appuser|authuser)$/.test(query.kind) && isClosing(route)) add('account deletion');
    if (query.does === 'delete' && SECOND_FACTOR.test(query.kind)) add('second factor');
    if (query.does === 'create' && API_KEY.test(query.kind)) add('api key');
    if (query.does === 'update' && (ACCOUNT.test(query.kind) || SECOND_FACTOR.test(query.kind))) for (const action of written(query)) add(action);
  }
  for (const { module, fn } of trace.functions) effects.push(...assigned(module, fn.id));
  if (namesPassword(route) && !effects.some((one) => one.action === 'password')) effects.push(...hashed(trace));
  return effects;
}

function isClosing(route: Route): boolean {
  return route.method === 'DELETE' || /delet|remov|clos|destroy|deactivat|terminat|erase/i.test(`${route.path} ${route.handler?.name ?? ''}`);
}

/** The route is there to change the password, by its path or its handler's name. */
function namesPassword(route: Route): boolean {
  return /pass(word|wd)?|pwd/i.test(route.path) || /(change|update|set|edit|modify|save)_?\w*(password|pwd)|password_?(change|update)/i.test(route.handler?.name ?? '');
}

function written(query: Met): Action[] {
  const found = new Set<Action>();
  const look = (expr: Expr, depth: number): void => {
    const object = originOf(query.module, expr);
    if (object.kind !== 'object' || depth > 2) return;
    for (const { key, value } of object.properties) {
      const action = actionOf(query.module, key, value);
      if (action) found.add(action);
      if (/^\$(set|unset)$/.test(key)) look(value, depth + 1);
    }
  };
  for (const value of query.values) look(value, 0);
  const set = query.sql && /\bset\b([\s\S]*?)(\bwhere\b|$)/i.exec(query.sql)?.[1];
  if (set) for (const [, column, value] of set.matchAll(/["'`]?(?<!\w)(\w+)["'`]?\s*=\s*([^,\s]+)/g)) {
    if (PASSWORD.test(column!)) found.add('password');
    else if (EMAIL.test(column!)) found.add('email');
    else if (FACTOR_FIELD.test(column!) && /^(null|false|0)$/i.test(value!)) found.add('second factor');
  }
  return [...found];
}

function actionOf(module: ModuleFacts, name: string, value: Expr): Action | undefined {
  const given = originOf(module, value);
  const cleared = (given.kind === 'literal' && (given.value === null || given.value === false || given.value === '')) || (given.kind === 'ref' && given.name === 'undefined');
  if (FACTOR_FIELD.test(name)) return cleared ? 'second factor' : undefined;
  if (given.kind === 'literal' || cleared) return undefined;
  return PASSWORD.test(name) ? 'password' : EMAIL.test(name) ? 'email' : undefined;
}

/** `user.password = hash; await user.save()`. */
function assigned(module: ModuleFacts, id: number): Effect[] {
  const found: (Effect & { record: Expr })[] = [];
  const saved: Expr[] = [];
  walkFunction(module, id, {
    expr(expr) {
      if (expr.kind === 'assign' && expr.operator === '=' && expr.target.kind === 'member' && expr.target.object.kind !== 'this') {
        const action = actionOf(module, expr.target.property, expr.value);
        if (action && /user|account|member|customer|profile|me$|found|doc|admin|person|existing|entity|record/i.test(nameOf(expr.target.object))) found.push({ action, module, start: expr.start, end: expr.end, record: expr.target.object });
      }
      if (expr.kind === 'call' && expr.callee.kind === 'member' && /^(save|update|persist|flush|persistAndFlush|saveUser|store)$/.test(expr.callee.property)) saved.push(expr.callee.object, ...expr.args);
    },
  });
  return found.filter(({ record }) => saved.some((one) => one.kind === 'ref' && record.kind === 'ref' && one.binding === record.binding)).map(({ action, module: at, start, end }) => ({ action, module: at, start, end }));
}

function hashed(trace: Trace): Effect[] {
  return trace.functions.flatMap(({ module, fn }) => {
    const found: Effect[] = [];
    walkFunction(module, fn.id, {
      expr(expr) {
        if (expr.kind === 'call' && HASHES.test(nameOf(expr)) && expr.args.some((arg) => /pass|pwd/i.test(nameOf(arg)))) found.push({ action: 'password', module, start: expr.start, end: expr.end });
      },
    });
    return found;
  });
}
