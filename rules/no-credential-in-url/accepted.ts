import { packageOf, walkFunction } from '../../src/link/index.ts';
import type { Expr, FunctionFacts, Guard, ModuleFacts, ProgramView, RuleContext, Span } from '../../src/model/index.ts';
import { offsetOf } from '../arguments.ts';
import { callIndex } from '../call-index.ts';
import { expressionsOf } from '../surroundings.ts';
import { nameOf } from '../written-names.ts';

/** A credential that is taken from the query. `sure`: for nothing else, whatever stands around it. */
export interface Accepted extends Span { module: ModuleFacts; param: string; messageId: 'accepted' | 'strategy'; sure: boolean; /** In something that a browser cannot send a header to. */ stream: boolean }

const SURE = /^(password|passwd|pwd|api_?key|apikey|access_?token|auth_?token|refresh_?token|jwt|bearer|authorization|secret_?key|user_?token|session_?token)$/i;
const MAYBE = /^(token|key|auth|secret)$/i;

export function acceptedIn(context: RuleContext<unknown>, files: Set<ModuleFacts>): Accepted[] {
  const guards = guardFunctions(context);
  return [...ofStrategies(context.program, files), ...[...files].flatMap((module) => ofModule(context.program, module, guards))];
}

/** `ExtractJwt.fromUrlQueryParameter('token')` of passport-jwt. */
function ofStrategies(program: ProgramView, files: Set<ModuleFacts>): Accepted[] {
  return (callIndex(program).get('fromUrlQueryParameter') ?? []).flatMap(({ module, expr, fn }): Accepted[] => {
    const [name] = expr.args;
    if (!files.has(module) || packageOf(program.denote(module, expr.callee, fn)) !== 'passport-jwt') return [];
    return [{ module, start: expr.start, end: expr.end, param: name?.kind === 'literal' ? String(name.value) : 'token', messageId: 'strategy', sure: true, stream: false }];
  });
}

function ofModule(program: ProgramView, module: ModuleFacts, guards: Set<FunctionFacts>): Accepted[] {
  const text = program.text(module);
  if (!/\bquery\b|searchParams|@Query\(/.test(text)) return [];
  const found = ofDecorators(module);
  for (const expr of expressionsOf(module)) {
    const param = paramRead(module, expr);
    if (param === undefined) continue;
    const around = functionsHolding(module, expr);
    const outer = around.at(-1);
    const body = outer ? text.slice(outer.start, outer.end) : '';
    const guarding = around.some((fn) => guards.has(fn)) || fallsBack(module, around, text);
    const sure = SURE.test(param);
    if (!sure && !guarding) continue;
    // A page or a call of somebody else reads what it was redirected with.
    if (sure && !guarding && !SECRET.test(param)) continue;
    found.push({ module, start: expr.start, end: expr.end, param, messageId: 'accepted', sure, stream: /event-?stream|EventSource|\bsse\b|web-?socket|\bws\b|upgrade|socket/i.test(body.slice(0, 4000)) });
  }
  return found;
}

const SECRET = /^(password|passwd|pwd|api_?key|apikey|secret_?key)$/i;

/** `@Query('password') password: string`. */
function ofDecorators(module: ModuleFacts): Accepted[] {
  return module.functions.flatMap((fn) => fn.params).flatMap(({ decorators }) => (decorators ?? []).flatMap((one): Accepted[] => {
    if (one.kind !== 'call' || one.callee.kind !== 'ref' || !/^(Query|QueryParam)$/.test(one.callee.name)) return [];
    const [name] = one.args;
    const param = name?.kind === 'literal' ? String(name.value) : '';
    return SECRET.test(param) ? [{ module, start: one.start, end: one.end, param, messageId: 'accepted', sure: true, stream: false }] : [];
  }));
}

/** `req.query.token`, `req.query['access_token']`, `c.req.query('token')`, `url.searchParams.get('token')`. */
function paramRead(module: ModuleFacts, expr: Expr): string | undefined {
  if (expr.kind === 'member' && (SURE.test(expr.property) || MAYBE.test(expr.property)) && isQuery(module, expr.object)) return expr.property;
  if (expr.kind !== 'call' || expr.callee.kind !== 'member') return undefined;
  const [name] = expr.args;
  if (name?.kind !== 'literal' || typeof name.value !== 'string' || !(SURE.test(name.value) || MAYBE.test(name.value))) return undefined;
  const { property, object } = expr.callee;
  if (property === 'query' && /^(req|request|ctx|c)$/.test(nameOf(object))) return name.value;
  return property === 'get' && nameOf(object) === 'searchParams' ? name.value : undefined;
}

function isQuery(module: ModuleFacts, expr: Expr): boolean {
  if (expr.kind === 'member') return expr.property === 'query' && /^(req|request|ctx|context|handshake|_req|event|url|parsedUrl)$/.test(nameOf(expr.object));
  // `const { token } = req.query`
  const init: Expr | undefined = expr.kind === 'ref' && expr.binding >= 0 && (expr.name === '' || /^(query|q|params)$/.test(expr.name)) ? module.bindings[expr.binding]!.init : undefined;
  return init !== undefined && isQuery(module, init);
}

function functionsHolding(module: ModuleFacts, span: Span): FunctionFacts[] {
  return module.functions.filter((fn) => fn.start <= span.start && fn.end >= span.end).sort((a, b) => a.end - a.start - (b.end - b.start));
}

/** The innermost function also looks at the header in which the credential should be. */
function fallsBack(module: ModuleFacts, around: FunctionFacts[], text: string): boolean {
  const fn = around[0];
  if (!fn) return false;
  let found = false;
  walkFunction(module, fn.id, {
    stmt: () => !found,
    expr(expr) {
      if (found) return false;
      if (expr.kind === 'member') found = /^(authorization|x-(api-key|access-token|auth-token))$/i.test(expr.property);
      else if (expr.kind === 'literal') found = typeof expr.value === 'string' && /^(authorization|x-(api-key|access-token|auth-token))$/i.test(expr.value);
      return undefined;
    },
  });
  return found && !/email_?verif|verifyEmail|resetPassword|unsubscribe/i.test(text.slice(fn.start, fn.start + 80));
}

/** Functions of the project that decide who gets in, on some route. */
function guardFunctions({ map, program }: RuleContext<unknown>): Set<FunctionFacts> {
  const found = new Set<FunctionFacts>();
  const seen = new Set<string>();
  const add = (guard: Guard): void => {
    const key = `${guard.file}:${guard.line}:${guard.column}`;
    if (guard.inHandler || !/^(authentication|authorization|shared-secret)$/.test(guard.proves) || seen.has(key)) return;
    seen.add(key);
    const module = program.module(guard.file);
    const offset = module && offsetOf(module, guard);
    const fn = module?.functions.find((one) => one.start === offset);
    if (fn) found.add(fn);
  };
  for (const route of map.routes) route.guards.forEach(add);
  return found;
}
