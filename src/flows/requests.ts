import type { Expr, FunctionFacts, ModuleFacts } from '../model/index.ts';
import { entryOf } from '../link/index.ts';
import { placeOf, NOTHING, type Frame, type Val, type Walk } from './frame.ts';
import type { InputPart } from './types.ts';

const PARTS: Record<string, InputPart> = {
  body: 'body', payload: 'body', rawBody: 'body', input: 'body', query: 'query', searchParams: 'query', nextUrl: 'query', params: 'path', pathParameters: 'path', cookies: 'cookie', signedCookies: 'cookie', state: 'cookie',
  headers: 'header', session: 'session', queryStringParameters: 'query',
};
const DECORATORS: Record<string, InputPart> = { Body: 'body', BodyParam: 'body', Payload: 'body', Query: 'query', QueryParam: 'query', Param: 'path', PathParam: 'path', Headers: 'header', Header: 'header', HeaderParam: 'header', Cookies: 'cookie', CookieParam: 'cookie', Session: 'session', Args: 'argument', Arg: 'argument' };
const METHODS = /^(then|catch|finally|length|map|filter|forEach|trim|toString|toLowerCase|split|get|has|set|save|destroy|regenerate|cookie|id|delete|json|isNew|getAll|append|reload|touch)$/;

/** Says which parameters of a handler are the request, the response and what comes next. */
export function bindHandler(env: Map<number, Val>, module: ModuleFacts, fn: FunctionFacts, framework: string, method: string): void {
  const decorated = fn.params.some((param) => (param.decorators ?? []).length > 0);
  fn.params.forEach((param, i) => {
    const { name } = module.bindings[param.binding]!;
    const val = decorated ? ofDecorators(param.decorators ?? []) : ofPosition(name, i, fn, framework, method);
    if (val) env.set(param.binding, val);
  });
}

function ofDecorators(decorators: Expr[]): Val | undefined {
  for (const one of decorators) {
    const call = one.kind === 'call' ? one : undefined;
    const name = nameOf(call ? call.callee : one);
    if (/^(Req|Request)$/.test(name)) return { tokens: [], role: 'request' };
    if (/^(Res|Response)$/.test(name)) return { tokens: [], role: 'response' };
    if (/^(Ctx|Context)$/.test(name)) return { tokens: [], role: 'context' };
    const part = entryOf(DECORATORS, name);
    if (!part) continue;
    const field = call?.args.find((arg) => arg.kind === 'literal' && typeof arg.value === 'string');
    return { tokens: [], input: field?.kind === 'literal' ? { in: part, name: String(field.value) } : { in: part } };
  }
  return undefined;
}

function ofPosition(name: string, i: number, fn: FunctionFacts, framework: string, method: string): Val | undefined {
  if (method === 'ACTION') return { tokens: [], input: { in: 'argument', ...(name === '' ? {} : { name }) } };
  if (/graphql|apollo|yoga|pothos|nexus/i.test(framework)) return i === 1 ? { tokens: [], input: { in: 'argument' } } : i === 2 ? { tokens: [], role: 'request' } : undefined;
  if (/^_?(next|done)$/.test(name)) return { tokens: [], role: 'next' };
  if (/^_?(res|response|reply|rep|h)$/.test(name)) return { tokens: [], role: 'response' };
  if (/^(err|error)$/.test(name) && fn.params.length === 4) return undefined;
  if (i === 0) return { tokens: [], role: /^(ctx|c|context)$/.test(name) ? 'context' : 'request' };
  return i === 1 && /express|fastify|polka|restify|node-http|nextjs-pages/.test(framework) ? { tokens: [], role: 'response' } : undefined;
}

/** A member of a value, and a parameter of the flow where it is one. */
export function memberOf(walk: Walk, of: Val, name: string, expr: Expr, frame: Frame): Val {
  const known = of.fields?.get(name);
  if (known) return known;
  if (of.role === 'request' || of.role === 'context') {
    const part = entryOf(PARTS, name);
    if (part) return { tokens: [], input: { in: part } };
    if (/^(req|request|ctx|context|raw|event|node|url)$/.test(name)) return { tokens: [], role: 'request' };
    return /^(res|response|reply)$/.test(name) ? { tokens: [], role: 'response' } : NOTHING;
  }
  if (of.role === 'response') return of;
  if (of.input && of.input.name === undefined) {
    if (METHODS.test(name)) return NOTHING;
    // Fetch's URL: `request.nextUrl.searchParams`.
    if (of.input.in === 'query' && name === 'searchParams') return of;
    if (of.origin && /^(data|value|output)$/.test(name)) return { ...of };
    // What a validator says of it is no part of it.
    if (of.origin && /^(error|errors|success|issues|status|warning)$/.test(name)) return NOTHING;
    return inputField(walk, of.input.in, name, expr, frame);
  }
  if (of.input) return of;
  return of.tokens.length > 0 ? { tokens: of.tokens, ...(of.hashed ? { hashed: true } : {}) } : NOTHING;
}

export function inputField(walk: Walk, part: InputPart, name: string, expr: Expr, frame: Frame): Val {
  if (name === '') return { tokens: [], input: { in: part, name: '?' } };
  if (!walk.parameters.some((one) => one.in === part && one.name === name)) walk.parameters.push({ in: part, name, place: placeOf(walk, frame.module, expr) });
  return { tokens: [], input: { in: part, name } };
}

/** The parameter of a handler that is one field says so itself: `@Body('email') email`. */
export function noteBound(walk: Walk, frame: Frame, fn: FunctionFacts): void {
  for (const param of fn.params) {
    const val = frame.env.get(param.binding);
    if (val?.input?.name !== undefined) inputField(walk, val.input.in, val.input.name, { kind: 'this', start: param.start, end: param.end }, frame);
  }
}

const ALL: Record<string, InputPart> = { json: 'body', formData: 'body', text: 'body', parseBody: 'body', readBody: 'body', readValidatedBody: 'body', getQuery: 'query', getValidatedQuery: 'query', getRouterParams: 'path', valid: 'body', cookies: 'cookie', headers: 'header' };
const ONE: Record<string, InputPart> = { header: 'header', param: 'path', getRouterParam: 'path', getCookie: 'cookie', getHeader: 'header', query: 'query' };

/** A call that takes something out of the request: `req.get('x')`, `await c.req.json()`, `searchParams.get('x')`, `getCookie(c, 'x')`. */
export function readCall(walk: Walk, expr: Extract<Expr, { kind: 'call' | 'new' }>, name: string, receiver: Val | undefined, args: Val[], frame: Frame): Val | undefined {
  const text = expr.args.find((arg) => arg.kind === 'literal' && typeof arg.value === 'string');
  const field = text?.kind === 'literal' ? String(text.value) : undefined;
  const fromRequest = receiver?.role === 'request' || receiver?.role === 'context' || args[0]?.role === 'request' || args[0]?.role === 'context';
  if (fromRequest) {
    if (name === 'get' && field !== undefined && receiver?.role === 'request') return inputField(walk, 'header', field, expr, frame);
    const one = entryOf(ONE, name);
    if (one && field !== undefined) return inputField(walk, one, field, expr, frame);
    if (name === 'valid') return { tokens: [], input: { in: field === 'query' ? 'query' : field === 'param' ? 'path' : field === 'header' ? 'header' : field === 'cookie' ? 'cookie' : 'body' } };
    const all = entryOf(ALL, name);
    if (all) return { tokens: [], input: { in: all } };
  }
  if (/^(get|getAll)$/.test(name) && field !== undefined && receiver?.input && receiver.input.name === undefined) return inputField(walk, receiver.input.in, field, expr, frame);
  if (expr.callee.kind === 'ref' && (name === 'cookies' || name === 'headers') && expr.args.length === 0) return { tokens: [], input: { in: name === 'cookies' ? 'cookie' : 'header' } };
  return undefined;
}

export function nameOf(expr: Expr): string {
  return expr.kind === 'ref' ? expr.name : expr.kind === 'member' ? expr.property : expr.kind === 'await' ? nameOf(expr.value) : expr.kind === 'call' || expr.kind === 'new' ? nameOf(expr.callee) : '';
}
