import { textOf } from '../../src/link/index.ts';
import type { CallSite, Expr, ModuleFacts, ObjectExpr, ProgramView, Span } from '../../src/model/index.ts';
import { writtenName } from '../call-index.ts';
import { credentialSense } from '../credential-words.ts';
import { originOf } from '../origin.ts';
import { exprsAround, expressionsOf } from '../surroundings.ts';

/** A parameter of a URL, or a part of its path, that carries a credential. */
export interface Sent extends Span {
  module: ModuleFacts;
  param: string;
  /** What is known of the URL in front of it, with names in braces for what is not; '' for nothing. */
  url: string;
  value: Expr;
}

const PARAM = /[?&]([A-Za-z][\w.-]*)=(?:Bearer(?:%20|\+| ))?$/;

/** URLs of a file that are put together with a credential in the query. */
export function sentIn(program: ProgramView, module: ModuleFacts): Sent[] {
  const text = program.text(module);
  if (!/[?&][\w.-]*(token|key|password|passwd|pwd|secret|jwt|auth|credential)[\w.-]*=/i.test(text)) return [];
  const sent: Sent[] = [];
  for (const expr of expressionsOf(module)) {
    if (expr.kind === 'template' && !expr.tag) ofTemplate(program, module, expr, sent);
    else if (expr.kind === 'binary' && expr.operator === '+') ofSum(program, module, expr, sent);
  }
  return sent;
}

function ofTemplate(program: ProgramView, module: ModuleFacts, expr: Extract<Expr, { kind: 'template' }>, sent: Sent[]): void {
  expr.values.forEach((value, at) => {
    const param = PARAM.exec(expr.texts[at]!)?.[1];
    if (param === undefined || !isCredential(module, param, value)) return;
    sent.push({ module, start: value.start, end: value.end, param, value, url: inFront(program, module, expr) + expr.texts.slice(0, at + 1).map((part, i) => (i === 0 ? part : `${written(program, module, expr.values[i - 1]!)}${part}`)).join('') });
  });
}

/** `base + '/callback?token=' + token`. */
function ofSum(program: ProgramView, module: ModuleFacts, expr: Extract<Expr, { kind: 'binary' }>, sent: Sent[]): void {
  const before = expr.left.kind === 'binary' ? expr.left.right : expr.left;
  const text = before.kind === 'literal' && typeof before.value === 'string' ? before.value : before.kind === 'template' ? before.texts.at(-1)! : '';
  const param = PARAM.exec(text)?.[1];
  if (param === undefined || !isCredential(module, param, expr.right)) return;
  sent.push({ module, start: expr.right.start, end: expr.right.end, param, value: expr.right, url: inFront(program, module, expr) + leavesOf(expr.left).map((leaf) => written(program, module, leaf)).join('') });
}

function leavesOf(expr: Expr): Expr[] {
  return expr.kind === 'binary' && expr.operator === '+' ? [...leavesOf(expr.left), ...leavesOf(expr.right)] : [expr];
}

/** What stands in front of text in the sum that it is a part of, or in the variable that it is added to (`url += ...`). */
function inFront(program: ProgramView, module: ModuleFacts, part: Expr): string {
  const around = exprsAround(module, part);
  const sum = around.findLast((one) => one.kind === 'binary' && one.operator === '+');
  const before = sum ? leavesOf(sum).filter((leaf) => leaf.end <= part.start).map((leaf) => written(program, module, leaf)).join('') : '';
  const added = around.find((one) => one.kind === 'assign' && one.operator === '+=' && one.value.start <= part.start);
  const init = added?.kind === 'assign' && added.target.kind === 'ref' && added.target.binding >= 0 ? module.bindings[added.target.binding]!.init : undefined;
  return (init ? leavesOf(init).map((leaf) => written(program, module, leaf)).join('') : '') + before;
}

/** What a part of a URL is, where the file says so; the name that it goes by, in braces, otherwise. */
function written(program: ProgramView, module: ModuleFacts, expr: Expr): string {
  const origin = originOf(module, expr);
  if (origin.kind === 'literal') return String(origin.value);
  if (origin.kind === 'template') return origin.texts.join('x');
  if (origin.kind === 'binary' && origin.left.kind !== 'binary') return `${written(program, module, origin.left)}${written(program, module, origin.right)}`;
  if (expr.kind === 'ref' && expr.binding >= 0 && module.bindings[expr.binding]!.kind === 'import') return textOf(program.denote(module, expr)) ?? `{${expr.name}}`;
  if (expr.kind === 'ref') return `{${expr.name}}`;
  return expr.kind === 'member' ? `{${expr.object.kind === 'member' || expr.object.kind === 'ref' ? `${nameOf(expr.object)}.` : ''}${expr.property}}`.replace(/^\{(config|settings|env|options|opts)\./, '{') : '';
}

/** Parameters that are set: `url.searchParams.set('token', token)`, and `params` of HTTP clients. */
export function setParameters(program: ProgramView, module: ModuleFacts): Sent[] {
  const sent: Sent[] = [];
  const calls = program.calls(module);
  for (const { expr } of calls) {
    if (!/^(set|append)$/.test(writtenName(expr))) continue;
    const { callee, args: [key, value] } = expr;
    if (callee.kind !== 'member' || callee.object.kind !== 'member' || callee.object.property !== 'searchParams' || key?.kind !== 'literal' || typeof key.value !== 'string' || !value) continue;
    if (isCredential(module, key.value, value)) sent.push({ module, start: expr.start, end: expr.end, param: key.value, value, url: urlOf(module, callee.object.object) });
  }
  for (const site of calls) if (REQUESTS.has(writtenName(site.expr))) ofParams(site, sent);
  return sent;
}

const REQUESTS = new Set(['get', 'post', 'put', 'patch', 'delete', 'request', 'axios', 'head', '$get', '$fetch', 'ofetch', 'useFetch', 'got', 'ky', 'create']);
const CLIENT = /axios|http|client|api|fetch|got|ky|instance|superagent|request/i;

function ofParams({ module, expr }: CallSite, sent: Sent[]): void {
  const receiver = expr.callee.kind === 'member' ? nameOf(expr.callee.object) : writtenName(expr);
  if (!CLIENT.test(receiver)) return;
  for (const arg of expr.args) {
    const options = originOf(module, arg);
    if (options.kind !== 'object') continue;
    const params = options.properties.find((one) => /^(params|query|searchParams|qs)$/.test(one.key) && one.variant === 'value');
    const list = params && originOf(module, params.value);
    if (list?.kind !== 'object') continue;
    const [first] = expr.args;
    ofObject(module, list, first && first !== arg ? urlOf(module, first) : urlIn(module, options), sent);
  }
}

function urlIn(module: ModuleFacts, options: ObjectExpr): string {
  const url = options.properties.find((one) => /^(url|baseURL|uri)$/.test(one.key));
  return url ? urlOf(module, url.value) : '';
}

function ofObject(module: ModuleFacts, list: ObjectExpr, url: string, sent: Sent[]): void {
  for (const { key, value, variant, start, end } of list.properties) if (variant === 'value' && isCredential(module, key, value)) sent.push({ module, start, end, param: key, value, url });
}

function urlOf(module: ModuleFacts, expr: Expr): string {
  const origin = originOf(module, expr);
  if (origin.kind === 'literal') return String(origin.value);
  if (origin.kind === 'template') {
    const [value] = origin.values;
    return value && origin.texts[0] === '' ? `${urlOf(module, value)}${origin.texts.slice(1).join('x')}` : origin.texts.join('x');
  }
  if (origin.kind === 'binary') return `${urlOf(module, origin.left)}${urlOf(module, origin.right)}`;
  if (origin.kind === 'new' && origin.args[0]) return urlOf(module, origin.args[0]);
  return origin.kind === 'ref' ? `{${origin.name}}` : origin.kind === 'member' ? `{${origin.property}}` : '';
}

const PARAMETER = /^(token|access_?token|auth_?token|refresh_?token|id_?token|session_?token|user_?token|jwt|bearer|authorization|api_?key|apikey|secret_?key|password|passwd|pwd|client_?secret|secret|credentials?|auth)$/i;

/** It is called like a credential where it goes, and nothing says that it is another thing where it comes from. */
function isCredential(module: ModuleFacts, param: string, value: Expr): boolean {
  if (!PARAMETER.test(param.replaceAll('-', '_'))) return false;
  const origin = originOf(module, unwrapped(value));
  if (origin.kind === 'literal' || origin.kind === 'unary' || origin.kind === 'conditional') return false;
  if (isPassedOn(module, origin)) return false;
  const name = nameOf(unwrapped(value));
  const named = credentialSense(name) ?? (origin.kind === 'member' ? credentialSense(origin.property) : undefined);
  if (named) return true;
  if (/page|cursor|next|continuation|hash|public|csrf|nonce|captcha|temp|one_?time|ticket|type|status|error|result|count|message/i.test(name)) return false;
  return /^(access_?token|auth_?token|refresh_?token|session_?token|jwt|bearer|api_?key|password|client_?secret)$/i.test(param.replaceAll('-', '_')) && (origin.kind !== 'call' || /sign|token|key|password|get/i.test(nameOf(origin.callee)));
}

/** What came in the query, and goes on in one. */
function isPassedOn(module: ModuleFacts, origin: Expr): boolean {
  if (origin.kind === 'logical') return isPassedOn(module, originOf(module, origin.left));
  if (origin.kind === 'call') return origin.callee.kind === 'member' && /^(get|query)$/.test(origin.callee.property) && /searchParams|query|^(req|c|params)$/i.test(nameOf(origin.callee.object));
  return origin.kind === 'member' && /^(query|searchParams)$/.test(nameOf(origin.object.kind === 'ref' && origin.object.name === '' ? originOf(module, origin.object) : origin.object));
}

function unwrapped(value: Expr): Expr {
  if (value.kind === 'await') return unwrapped(value.value);
  if (value.kind === 'logical') return unwrapped(value.left);
  if (value.kind !== 'call') return value;
  if (/^(encodeURIComponent|encodeURI|String|escape|stringify)$/.test(nameOf(value.callee)) && value.args[0]) return unwrapped(value.args[0]);
  return value.callee.kind === 'member' && /^(toString|trim)$/.test(value.callee.property) ? unwrapped(value.callee.object) : value;
}

function nameOf(expr: Expr): string {
  return expr.kind === 'ref' ? expr.name : expr.kind === 'member' ? expr.property : expr.kind === 'call' ? nameOf(expr.callee) : expr.kind === 'this' ? 'this' : '';
}
