import type { CallSite, Expr, ModuleFacts, ProgramView } from '../../src/model/index.ts';
import { callIndex } from '../call-index.ts';
import { isPlaceholderHost, isPrivateHost } from '../hosts.ts';
import { originOf } from '../origin.ts';
import { credentialIn, credentialInAddress } from './credentials.ts';

/** A request that carries a credential to a public host over a plain connection. */
export interface PlainRequest { site: CallSite; address: Expr; host: string; credential: string }

const PLAIN = ['fetch', '$fetch', 'ofetch', 'axios', 'got', 'ky', 'request', 'needle', 'superagent', 'useFetch', 'nodeFetch'];
const METHODS = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'request', 'create', 'extend', 'open', 'ajax'];
/** What such a method is called on, by name. */
const CLIENT = /^(axios|got|ky|request|needle|superagent|http|https|\$http|httpService|httpClient|fetcher|client|api|instance|axiosInstance|xhr|undici|agent|\$|jQuery|this)$/i;

/** Every request with an `http://` address that is written in the project. */
export function plainRequests(program: ProgramView, wanted: (module: ModuleFacts) => boolean): PlainRequest[] {
  const index = callIndex(program);
  const usable = new Map<ModuleFacts, boolean>();
  const isUsable = (module: ModuleFacts): boolean => {
    let known = usable.get(module);
    if (known === undefined) usable.set(module, (known = wanted(module)));
    return known;
  };
  return [...PLAIN, ...METHODS].flatMap((name) => (index.get(name) ?? []).flatMap((site): PlainRequest[] => {
    if (!isUsable(site.module)) return [];
    const { callee, args } = site.expr;
    if (METHODS.includes(name) && name !== 'request' && !(callee.kind === 'member' && isClient(callee.object))) return [];
    const [address, rest] = addressOf(args);
    const host = address && hostOf(program, site, address);
    if (!address || host === undefined) return [];
    const credential = credentialInAddress(piecesOf(program, site, address)) ?? credentialIn(site.module, rest) ?? ofPath(program, site, address, name, args);
    return credential === undefined ? [] : [{ site, address, host, credential }];
  }));
}

function isClient(expr: Expr): boolean {
  if (expr.kind === 'member') return isClient(expr.object) || CLIENT.test(expr.property);
  return expr.kind === 'this' || (expr.kind === 'ref' && CLIENT.test(expr.name));
}

/** The address as first (or, of `open`, second) argument or as an option, and all else that is sent. */
function addressOf(args: Expr[]): [Expr | undefined, Expr[]] {
  const [first, second] = args;
  if (first?.kind === 'literal' && typeof first.value === 'string' && /^(GET|POST|PUT|PATCH|DELETE)$/.test(first.value)) return [second, args.slice(2)];
  if (first?.kind === 'object') {
    const address = first.properties.find(({ key }) => /^(url|uri|baseURL|prefixUrl|baseUrl)$/.test(key))?.value;
    return [address, args];
  }
  return [first, args.slice(1)];
}

/** A public host that is reached over a plain connection, if it is all written down. */
function hostOf(program: ProgramView, site: CallSite, address: Expr): string | undefined {
  const host = /^http:\/\/(?:[^/@]*@)?([^/:?#\0]+)(?=[/:?#]|$)/i.exec(piecesOf(program, site, address))?.[1];
  return host === undefined || isPrivateHost(host) || isPlaceholderHost(host) ? undefined : host;
}

/** The text of an address; U+0000 stands for what is not known, or what configuration may give. */
export function piecesOf(program: ProgramView, site: Pick<CallSite, 'module' | 'fn'>, expr: Expr): string {
  switch (expr.kind) {
    case 'literal': return typeof expr.value === 'string' ? expr.value : '\0';
    case 'template': return expr.tag ? '\0' : expr.texts.map((text, at) => text + (expr.values[at] ? piecesOf(program, site, expr.values[at]) : '')).join('');
    case 'binary': return expr.operator === '+' ? piecesOf(program, site, expr.left) + piecesOf(program, site, expr.right) : '\0';
    case 'new': case 'call': return expr.args[0] && expr.callee.kind === 'ref' && expr.callee.name === 'URL' ? piecesOf(program, site, expr.args[0]) : '\0';
    case 'ref': case 'member': {
      const value = program.denote(site.module, expr, site.fn);
      if (value.kind === 'literal' && typeof value.value === 'string') return value.value;
      const origin = expr.kind === 'ref' ? originOf(site.module, expr) : expr;
      return origin.kind === 'template' || origin.kind === 'binary' ? piecesOf(program, site, origin) : '\0';
    }
    default: return '\0';
  }
}

const LOGIN = /\/(log-?in|sign-?in|sign-?up|register|authenticate|oauth2?\/token|auth\/token|(reset|change|forgot|update)-?password)\/?$/i;

/** What is sent to a login is a password. */
function ofPath(program: ProgramView, site: CallSite, address: Expr, name: string, args: Expr[]): string | undefined {
  const posts = name === 'post' || (args[1]?.kind === 'object' && args[1].properties.some(({ key, value }) => key === 'method' && value.kind === 'literal' && value.value === 'POST'));
  const path = /^[^?\0]*/.exec(piecesOf(program, site, address))![0];
  return posts && args.length > 1 && LOGIN.test(path) ? 'what is typed in at a login' : undefined;
}
