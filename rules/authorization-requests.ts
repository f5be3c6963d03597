import { textOf, walkModule } from '../src/link/index.ts';
import type { CallSite, Expr, FunctionFacts, ModuleFacts, ProgramView, Span } from '../src/model/index.ts';
import { callIndex } from './call-index.ts';
import { isTestOrExample, isVendored } from './file-role.ts';
import { argumentValue, optionOf } from './option.ts';

/** A request for authorisation (RFC 6749 section 4.1.1) that is put together in code. */
export interface AuthorizationRequest extends Span {
  module: ModuleFacts;
  /** Index of the function around it, or -1. */
  fn: number;
  /** What it carries, by name; the value where it is written down. */
  parameters: Map<string, string | undefined>;
  /** It may carry more than can be seen. */
  open: boolean;
  /** What it is sent with, where a library puts the address together. */
  call?: string;
}

const known = new WeakMap<ProgramView, AuthorizationRequest[]>();

/** Every request for authorisation that the project's own code puts together, tests and examples left out. */
export function authorizationRequests(program: ProgramView): AuthorizationRequest[] {
  let found = known.get(program);
  if (!found) {
    found = [];
    for (const module of program.modules) {
      if (isTestOrExample(module.path) || isVendored(module.path)) continue;
      const text = program.text(module);
      if (/client_id|response_type|nonce=/.test(text)) inModule(program, module, text, found);
    }
    found.push(...byLibraries(program));
    known.set(program, found);
  }
  return found;
}

const ENDPOINT = /\/(oauth2?|connect|login\/oauth|oidc|openid-connect|protocol\/openid-connect|o\/oauth2|oauth-authorize)(\/[\w.-]+)*\/(auth|authorize|authorise)\b|\/authorize\b|accounts\.google\.com\/o\/|\/oauth\/dialog|\/dialog\/oauth/i;
const ENDPOINT_NAME = /authori[sz](ation|e)_?(url|uri|endpoint)|(^|[^a-z])o?auth_?(url|uri|endpoint)|oauth\w*_?(url|uri|endpoint)/i;
const WRITES_QUERY = /stringify|URLSearchParams|encode|query|search_?params|serialize|^param$|build_?(uri|url)|to_?params/i;

function inModule(program: ProgramView, module: ModuleFacts, text: string, found: AuthorizationRequest[]): void {
  const objects: { expr: Extract<Expr, { kind: 'object' }>; fn: number }[] = [];
  const written = new Set<Expr>();
  const names = new Set<number>();
  const declared = new Map<Expr, number>();
  const searches = new Map<string, { at: Expr; fn: number; parameters: Map<string, string | undefined> }>();
  walkModule(module, {
    expr(expr, fn) {
      if (expr.kind === 'template' || expr.kind === 'binary' || expr.kind === 'literal') {
        if (expr.kind === 'binary' && expr.operator !== '+') return true;
        const request = ofText(program, module, expr, fn, text);
        if (request) found.push(request);
        return request === undefined;
      }
      if (expr.kind === 'object') objects.push({ expr, fn });
      else if (expr.kind === 'call' || expr.kind === 'new') {
        const name = expr.callee.kind === 'ref' ? expr.callee.name : expr.callee.kind === 'member' ? expr.callee.property : '';
        const of = expr.callee.kind === 'member' && expr.callee.object.kind === 'ref' ? expr.callee.object.name : '';
        if (WRITES_QUERY.test(name) || /^(qs|query_?string)$/i.test(of) || (of === 'Object' && /^(entries|keys)$/.test(name))) {
          for (const arg of expr.args) if (arg.kind === 'ref') names.add(arg.binding); else written.add(arg);
        }
        if (expr.kind === 'call') ofSearchParams(text, expr, fn, searches);
      } else if (expr.kind === 'assign' && expr.target.kind === 'member' && expr.target.property === 'search') written.add(expr.value);
      return true;
    },
    stmt(stmt) {
      if (stmt.kind === 'declare' && stmt.init?.kind === 'object') declared.set(stmt.init, stmt.binding);
    },
  });
  for (const { expr, fn } of objects) {
    const query = written.has(expr) || names.has(declared.get(expr) ?? -2) || /(query|params|search)\s*:\s*$/i.test(text.slice(Math.max(0, expr.start - 30), expr.start));
    const parameters = new Map<string, string | undefined>();
    let open = false;
    for (const { variant, key, value } of expr.properties) {
      if (variant === 'spread' || key === '') { open = true; continue; }
      parameters.set(key, value.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined);
    }
    if (query && isRequest(parameters) && (parameters.has('response_type') || ENDPOINT.test(aroundText(text, module, fn)))) found.push({ module, fn, start: expr.start, end: headEnd(text, expr), parameters, open });
  }
  for (const { at, fn, parameters } of searches.values()) {
    if (isRequest(parameters) && (parameters.has('response_type') || ENDPOINT.test(aroundText(text, module, fn)))) found.push({ module, fn, start: at.start, end: at.end, parameters, open: false });
  }
}

/** A token request carries what an authorisation request does not. */
function isRequest(parameters: Map<string, string | undefined>): boolean {
  return parameters.has('client_id') && !['grant_type', 'client_secret', 'code', 'refresh_token', 'authority', 'device_code', 'request_uri'].some((name) => parameters.has(name)) && (parameters.has('redirect_uri') || parameters.has('scope') || parameters.has('response_type'));
}

/** `url.searchParams.set('client_id', id)`, all of one receiver in one function together. */
function ofSearchParams(text: string, { callee, args, start, end }: Extract<Expr, { kind: 'call' }>, fn: number, searches: Map<string, { at: Expr; fn: number; parameters: Map<string, string | undefined> }>): void {
  const [name, value] = args;
  if (callee.kind !== 'member' || !/^(set|append)$/.test(callee.property) || name?.kind !== 'literal' || typeof name.value !== 'string' || !value) return;
  const key = `${fn} ${text.slice(callee.object.start, callee.object.end)}`;
  const at = name.value === 'client_id' || !searches.has(key) ? ({ ...callee, start, end } as Expr) : searches.get(key)!.at;
  const parameters = searches.get(key)?.parameters ?? new Map<string, string | undefined>();
  parameters.set(name.value, value.kind === 'literal' && typeof value.value === 'string' ? value.value : undefined);
  searches.set(key, { at, fn, parameters });
}

function ofText(program: ProgramView, module: ModuleFacts, expr: Expr, fn: number, text: string): AuthorizationRequest | undefined {
  const source = text.slice(expr.start, expr.end);
  if (!/client_id=|[?&]nonce=/.test(source) && !(/response_type=/.test(source) && expr.kind !== 'literal')) return undefined;
  const pieces = piecesOf(program, module, expr, fn);
  // U+0000 stands for what is not known.
  const whole = pieces.map((piece) => (typeof piece === 'string' ? piece : '\0')).join('');
  const parameters = new Map<string, string | undefined>();
  for (const [, name, value] of whole.matchAll(/[?&]([\w.-]+)=([^&\0]*)/g)) parameters.set(name!, value === '' ? undefined : decode(value!));
  const first = pieces[0];
  const base = typeof first === 'string' ? first : text.slice(first?.start ?? 0, first?.end ?? 0);
  const address = ENDPOINT.test(whole.split('?')[0]!) || ENDPOINT_NAME.test(base);
  const complete = /^[^?&]*\?/.test(whole);
  const wanted = complete ? isRequest(parameters) && (parameters.has('response_type') || address) : address && parameters.has('nonce');
  return wanted ? { module, fn, start: expr.start, end: headEnd(text, expr), parameters, open: /[?&]\0/.test(whole) } : undefined;
}

function decode(value: string): string {
  try { return decodeURIComponent(value.replaceAll('+', ' ')); } catch { return value; }
}

/** The parts of a text, known ones as text. */
function piecesOf(program: ProgramView, module: ModuleFacts, expr: Expr, fn: number): (string | Expr)[] {
  if (expr.kind === 'literal') return [String(expr.value)];
  if (expr.kind === 'template' && !expr.tag) return expr.texts.flatMap((one, at) => [one, ...(expr.values[at] ? piecesOf(program, module, expr.values[at], fn) : [])]).filter((piece) => piece !== '');
  if (expr.kind === 'binary' && expr.operator === '+') return [...piecesOf(program, module, expr.left, fn), ...piecesOf(program, module, expr.right, fn)];
  return [(expr.kind === 'ref' || expr.kind === 'member' ? textOf(program.denote(module, expr, fn)) : undefined) ?? expr];
}

/** Libraries that put the address together, and send only the parameters that they are given. */
const LIBRARIES: { packages: RegExp; method: string; argument: number }[] = [
  { packages: /^(googleapis|google-auth-library|@googleapis\/.+)$/, method: 'generateAuthUrl', argument: 0 },
  { packages: /^openid-client$/, method: 'authorizationUrl', argument: 0 },
  { packages: /^openid-client$/, method: 'buildAuthorizationUrl', argument: 1 },
  { packages: /^simple-oauth2$/, method: 'authorizeURL', argument: 0 },
];

function byLibraries(program: ProgramView): AuthorizationRequest[] {
  return LIBRARIES.flatMap(({ packages, method, argument }) => {
    const sites = callIndex(program).get(method) ?? [];
    if (sites.length === 0 || !program.modules.some((module) => module.imports.some(({ source }) => packages.test(source)))) return [];
    return sites.filter(({ module }) => !isTestOrExample(module.path)).flatMap((site) => byLibrary(program, site, method, argument) ?? []);
  });
}

const PARAMETERS = ['state', 'nonce', 'code_challenge', 'code_challenge_method', 'response_type'];

function byLibrary(program: ProgramView, site: CallSite, method: string, argument: number): AuthorizationRequest | undefined {
  const options = argumentValue(program, site, argument);
  if (!options) return undefined;
  const parameters = new Map<string, string | undefined>();
  let open = false;
  for (const name of PARAMETERS) {
    const option = optionOf(program, options, name);
    if (option.state === 'unknown') open = true;
    if (option.state === 'set') parameters.set(name, textOf(option.value));
  }
  return { module: site.module, fn: site.fn, start: site.expr.callee.start, end: site.expr.callee.end, parameters, open, call: method };
}

const MAX_AROUND = 4000;

/** The text of the function around a place, or of the one around that, as long as it is of a size to be about one thing. */
export function aroundText(text: string, module: ModuleFacts, fn: number): string {
  let best: FunctionFacts | undefined = module.functions[fn];
  while (best && best.owner >= 0) {
    const outer = module.functions[best.owner]!;
    if (outer.end - outer.start > MAX_AROUND) break;
    best = outer;
  }
  return best ? text.slice(best.start, best.end) : '';
}

function headEnd(text: string, { start, end }: Span): number {
  const line = text.slice(start, end).search(/\r?\n/);
  return line < 0 ? end : start + line;
}
