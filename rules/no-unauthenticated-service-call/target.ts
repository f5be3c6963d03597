import type { CallExpr, Expr, ModuleFacts, NewExpr, ProgramView, Route } from '../../src/model/index.ts';
import { alternatives } from '../../src/link/index.ts';
import { wordsOf } from '../names.ts';
import { originOf } from '../origin.ts';

/** A service of the same installation, as an address names it. */
export interface Target {
  /** What it is called: a host's name, or that of the setting with its address. */
  name: string;
  /** What follows, as far as it is written. */
  path: string;
}

const ELSEWHERE = /^(localhost|127\.|0\.0\.0\.0|host\.docker\.internal|metadata\.google\.internal|metadata$|example$|test$|\[?::1)/i;
const INSIDE = /^[a-z][a-z0-9_-]*$|\.(internal|svc|cluster\.local|consul)$/i;

/** The host of an address, when only machines of the same installation can reach it: names without dots, `*.internal`, `*.svc.cluster.local`. */
export function internalHost(address: string): string | undefined {
  const host = /^(?:https?|h2c?):\/\/(?:[^/@\s]*@)?([^/:?#\s]+)/i.exec(address)?.[1];
  return host !== undefined && INSIDE.test(host) && !ELSEWHERE.test(host) ? host.toLowerCase() : undefined;
}

const LAST = new Set(['url', 'uri', 'host', 'endpoint', 'origin', 'address', 'baseurl', 'base', 'addr', 'hostname', 'root', 'api']);
const SERVICE = new Set(['service', 'svc', 'microservice', 'internal', 'services']);
/** Outside, or not one of ours: `CUSTOMER_SERVICE_URL` of a help page cannot be told, but these can. */
const PUBLIC = new Set(['public', 'external', 'frontend', 'client', 'web', 'website', 'terms', 'docs', 'privacy', 'support', 'google', 'aws', 'stripe', 'azure', 'openai', 'twilio', 'sendgrid', 'callback', 'redirect', 'webhook', 'vite', 'metadata']);

/** A setting with the address of another service: `BILLING_SERVICE_URL`, `config.userServiceHost`, `INTERNAL_API_URL`. */
export function isServiceSetting(name: string): boolean {
  const words = wordsOf(name);
  return words.length > 1 && words.some((word) => SERVICE.has(word)) && LAST.has(words.at(-1)!) && !words.some((word) => PUBLIC.has(word));
}

/** The service that the address in an expression belongs to; `undefined` when it is none, or not known. */
export function targetOf(program: ProgramView, module: ModuleFacts, expr: Expr, fn: number, depth = 0): Target | undefined {
  if (depth > 6) return undefined;
  for (const value of alternatives(program.denote(module, expr, fn))) {
    const text = value.kind === 'literal' && typeof value.value === 'string' ? value.value : value.kind === 'text' && value.parts[0] !== null ? value.parts.map((part) => part ?? '*').join('') : undefined;
    const host = text === undefined ? undefined : internalHost(text);
    if (host !== undefined) return { name: host, path: text!.replace(/^\w+:\/\/[^/]*/, '') };
    if (value.kind === 'env' && isServiceSetting(value.name)) return { name: value.name, path: '' };
  }
  const from = (one: Expr, rest: string): Target | undefined => {
    const target = targetOf(program, module, one, fn, depth + 1);
    return target && { name: target.name, path: target.path + rest };
  };
  const written = originOf(module, expr);
  switch (written.kind) {
    case 'template': return written.texts[0] === '' && written.values[0] ? from(written.values[0], written.texts.slice(1).join('*')) : undefined;
    case 'binary': return written.operator === '+' ? from(written.left, textIn(program, module, written.right, fn)) : undefined;
    case 'logical': return from(written.left, '');
    case 'member': return isServiceSetting(written.property) ? { name: written.property, path: '' } : undefined;
    case 'call': case 'new': return ofCall(written, from);
    default: return undefined;
  }
}

function ofCall(call: CallExpr | NewExpr, from: (one: Expr, rest: string) => Target | undefined): Target | undefined {
  const name = call.callee.kind === 'ref' ? call.callee.name : call.callee.kind === 'member' ? call.callee.property : '';
  const [first, second] = call.args;
  if (/^(get|getOrThrow|env|getEnv|requireEnv|config)$/.test(name) && first?.kind === 'literal' && typeof first.value === 'string') {
    const setting = first.value.split('.').at(-1)!;
    return isServiceSetting(setting) || isServiceSetting(first.value) ? { name: first.value, path: '' } : undefined;
  }
  if (name === 'URL' && first) return second ? from(second, '') : from(first, '');
  return /^(toString|replace|trim|String|join|urlJoin|concat)$/.test(name) ? (first && name !== 'toString' && call.callee.kind === 'ref' ? from(first, '') : call.callee.kind === 'member' ? from(call.callee.object, '') : undefined) : undefined;
}

function textIn(program: ProgramView, module: ModuleFacts, expr: Expr, fn: number): string {
  const value = program.denote(module, expr, fn);
  return value.kind === 'literal' && typeof value.value === 'string' ? value.value : value.kind === 'text' ? value.parts.map((part) => part ?? '*').join('') : '*';
}

/** Asked by machines that watch over others, and answered to everyone. */
export function isHealthCheck({ path }: Target): boolean {
  return /(^|\/)(health\w*|_?healthz?|readyz?|ready|readiness|livez?|liveness|ping|status|metrics|version|up|heartbeat|jwks(\.json)?|\.well-known)(\/|\?|$)/i.test(path);
}

/** A route of this repository that the address fits, and that asks nobody who is calling: whether it should is a question about the route. */
export function isServedOpenly(routes: Route[], method: string, { path }: Target): boolean {
  const wanted = shape(path.replace(/[?#].*$/s, ''));
  return wanted.length > 1 && routes.some((route) => route.access === 'public' && (route.method === method || route.method === 'ALL') && shape(route.path) === wanted);
}

function shape(path: string): string {
  return `/${path.split('/').filter((part) => part !== '').map((part) => (part.startsWith(':') || part.includes('*') ? '*' : part.toLowerCase())).join('/')}`;
}
