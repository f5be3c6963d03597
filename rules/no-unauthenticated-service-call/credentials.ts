import type { CallSite, Expr, ModuleFacts, ProgramView, Span } from '../../src/model/index.ts';
import { walkExpr } from '../../src/link/index.ts';
import { isCredentialHeader } from '../../src/guards/index.ts';
import { callIndex } from '../call-index.ts';
import { sideOf } from '../file-role.ts';
import { originOf } from '../origin.ts';
import { serviceOf } from '../services.ts';
import { nameOf } from '../store-queries.ts';
import type { OutgoingRequest } from './requests.ts';

/** What a request carries: a credential that is fetched or configured, one that stands in the code, none, or something that cannot be told. */
export type Carried = { state: 'token' } | { state: 'static'; module: ModuleFacts; at: Expr; header: string } | { state: 'none' } | { state: 'unknown' };

const TOKEN: Carried = { state: 'token' };
const NONE: Carried = { state: 'none' };
const UNKNOWN: Carried = { state: 'unknown' };

/** Options that carry one by themselves: basic authentication, client certificates. */
const CARRIES = /^(auth|username|password|cert|pfx|key|oauth|aws)$/;
/** What may attach one, and cannot be told from here. */
const MAY_CARRY = /^(agent|httpsAgent|httpAgent|dispatcher|hooks|interceptors|beforeRequest|onRequest|withCredentials|credentials|jar|fetch|transformRequest|adapter)$/;
const SECRET = /secret|token|api_?key|signature|credential|password|^sig$|^hmac$/i;

export function carriedBy(program: ProgramView, request: OutgoingRequest): Carried {
  const { site, options, client, steps, url, body } = request;
  // A login, or a secret of somebody else's that is passed on: no credential of the calling service, but not nothing.
  if ((url && mentionsSecret(site.module, url)) || (body && mentionsSecret(site.module, body))) return UNKNOWN;
  for (const step of steps) {
    const name = step.expr.callee.kind === 'member' ? step.expr.callee.property : '';
    if (/^(auth|use|key|cert|query|send|withCredentials|extend)$/.test(name) && ((name !== 'query' && name !== 'send') || step.expr.args.some((arg) => mentionsSecret(step.module, arg)))) return name === 'query' || name === 'send' || name === 'use' ? UNKNOWN : TOKEN;
    if (name === 'set' || name === 'header' || name === 'headers') {
      const [key, value] = step.expr.args;
      const one = key?.kind === 'literal' && typeof key.value === 'string' ? headerState(program, step.module, key.value, value, step.fn) : key ? headersState(program, step.module, key, step.fn) : UNKNOWN;
      if (one.state !== 'none') return one;
    }
  }
  const found = [...options.map((one) => optionsState(program, site.module, one, site.fn)), ...(client ? [optionsState(program, client.module, client.options, client.fn)] : [])];
  const best = found.find((one) => one.state === 'token') ?? found.find((one) => one.state === 'unknown') ?? found.find((one) => one.state === 'static');
  if (best) return best;
  return isIntercepted(program, request) ? UNKNOWN : NONE;
}

function optionsState(program: ProgramView, module: ModuleFacts, expr: Expr, fn: number): Carried {
  const object = originOf(module, expr);
  // `request(url, (error, response) => {})`
  if (object.kind === 'function') return NONE;
  if (object.kind !== 'object') return object.kind === 'literal' ? NONE : UNKNOWN;
  let state: Carried = NONE;
  for (const property of object.properties) {
    if (property.variant === 'spread' || MAY_CARRY.test(property.key)) { if (state.state === 'none') state = UNKNOWN; continue; }
    if (CARRIES.test(property.key) && !(property.value.kind === 'literal' && !property.value.value)) return TOKEN;
    if (/^(body|json|data|params|searchParams|qs|query|form)$/.test(property.key) && mentionsSecret(module, property.value)) { state = UNKNOWN; continue; }
    if (property.key !== 'headers') continue;
    const headers = headersState(program, module, property.value, fn);
    if (headers.state !== 'none') return headers;
  }
  return state;
}

function headersState(program: ProgramView, module: ModuleFacts, expr: Expr, fn: number): Carried {
  const object = originOf(module, expr);
  if (object.kind === 'new' && object.args[0]) return headersState(program, module, object.args[0], fn);
  if (object.kind !== 'object') return made(program, module, expr, fn);
  let state: Carried = NONE;
  for (const property of object.properties) {
    if (property.variant === 'spread') {
      const spread = made(program, module, property.value, fn);
      if (spread.state === 'token') return spread;
      if (spread.state === 'unknown' && state.state === 'none') state = UNKNOWN;
      continue;
    }
    if (property.key === '') { if (state.state === 'none') state = UNKNOWN; continue; }
    const one = headerState(program, module, property.key, property.value, fn);
    if (one.state !== 'none') return one;
  }
  return state;
}

/** Headers that a function makes: by what it returns, or else by its name (`getAuthHeaders()`). */
function made(program: ProgramView, module: ModuleFacts, expr: Expr, fn: number): Carried {
  const value = program.denote(module, expr, fn);
  if (value.kind === 'object' && !value.cls) {
    if ([...value.props.keys()].some((name) => isCredentialHeader(name.toLowerCase()) && !isAboutUser(name))) return TOKEN;
    if (!value.open) return NONE;
  }
  const call = originOf(module, expr);
  return call.kind === 'call' && /auth|token|credential|signed|secret/i.test(nameOf(call)) ? TOKEN : UNKNOWN;
}

/** `x-user-id` says for whom, and proves nothing. */
function isAboutUser(name: string): boolean {
  return /user/i.test(name) && !/token|auth|key/i.test(name);
}

function headerState(program: ProgramView, module: ModuleFacts, name: string, value: Expr | undefined, fn: number): Carried {
  if (!isCredentialHeader(name.toLowerCase())) return NONE;
  if (!value || isAboutUser(name)) return UNKNOWN;
  const found = program.denote(module, value, fn);
  // A literal of some length: an empty one stands for what is filled in later.
  const isStatic = found.kind === 'literal' && typeof found.value === 'string' && found.value.replace(/^\w+ /, '').length >= 6;
  return isStatic ? { state: 'static', module, at: value, header: name } : TOKEN;
}

function mentionsSecret(module: ModuleFacts, expr: Expr): boolean {
  let found = false;
  walkExpr(module, originOf(module, expr), -1, {
    expr(one) {
      if (one.kind === 'object' && one.properties.some((property) => SECRET.test(property.key))) found = true;
      if ((one.kind === 'ref' && SECRET.test(one.name)) || (one.kind === 'member' && SECRET.test(one.property))) found = true;
      if (one.kind === 'template' && one.texts.some((text) => /[?&](key|token|api_?key|secret|sig|signature)=/i.test(text))) found = true;
      return !found;
    },
  });
  return found;
}

/** Something adds to the requests of this kind of client elsewhere: an interceptor, defaults, a registered module with headers. */
function isIntercepted(program: ProgramView, { site }: OutgoingRequest): boolean {
  const { callee } = site.expr;
  if (callee.kind === 'ref' && /fetch$/i.test(callee.name)) return false;
  const index = callIndex(program);
  const service = serviceOf(site.module.path);
  // What a page or another program of the repository adds to its own requests says nothing of these.
  const isBeside = (module: ModuleFacts): boolean => serviceOf(module.path) === service && sideOf(module) !== 'browser';
  const of = (names: string[]): CallSite[] => names.flatMap((name) => index.get(name) ?? []).filter(({ module }) => isBeside(module));
  const text = ({ module }: CallSite, { start, end }: Span): string => program.text(module).slice(start, end);
  return of(['use', 'set']).some((one) => one.expr.callee.kind === 'member' && /interceptors|defaults|axiosRef/.test(text(one, one.expr.callee.object)))
    || of(['register', 'registerAsync']).some((one) => /HttpModule/.test(text(one, one.expr.callee)) && /headers|auth|useClass|useExisting/i.test(text(one, one.expr)))
    || program.modules.some((module) => isBeside(module) && /\bdefaults\.headers|interceptors\.request/.test(program.text(module)));
}
