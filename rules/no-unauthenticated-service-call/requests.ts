import type { CallSite, Expr, ModuleFacts, ProgramView, Value } from '../../src/model/index.ts';
import { packageOf } from '../../src/link/index.ts';
import { callIndex } from '../call-index.ts';
import { callPlaces } from '../call-places.ts';
import { originOf } from '../origin.ts';

/** A request that the project's code makes. */
export interface OutgoingRequest {
  site: CallSite;
  /** The address, or its end when the client has a base. */
  url: Expr | undefined;
  /** What is sent, where it is an argument of its own. */
  body?: Expr;
  /** Options of the call; those of a client that was made before. */
  options: Expr[];
  client?: { module: ModuleFacts; options: Expr; fn: number };
  /** Further steps that are called on it: `.set('Authorization', token)`. */
  steps: CallSite[];
}

const CLIENTS = /^(axios|got|ky|undici|node-fetch|cross-fetch|isomorphic-fetch|superagent|needle|request|request-promise(-native)?|ofetch|wretch|@nestjs\/axios|@nuxt\/http|bent|phin|make-fetch-happen|fetch-retry|axios-retry)$/;
const METHODS = /^(get|post|put|patch|delete|head|request|fetch|del|stream|json)$/;
const WITH_BODY = /^(post|put|patch)$/;
const FACTORY = /^(create|extend|instance|defaults)$/;

/** Requests by `fetch`, axios, got, ky, undici, superagent, needle, and NestJS's `HttpService`, with where address and options stand. */
export function outgoingRequests(program: ProgramView): OutgoingRequest[] {
  const index = callIndex(program);
  const found: OutgoingRequest[] = [];
  for (const name of ['fetch', '$fetch', 'ofetch', 'axios', 'got', 'ky', 'needle', 'nodeFetch', 'crossFetch', 'request', 'get', 'post', 'put', 'patch', 'delete', 'head', 'del', 'json']) {
    for (const site of index.get(name) ?? []) {
      const request = asRequest(program, site, name);
      if (request) found.push(request);
    }
  }
  return found;
}

function asRequest(program: ProgramView, site: CallSite, name: string): OutgoingRequest | undefined {
  const { callee, args } = site.expr;
  if (callee.kind === 'ref') {
    const isGlobal = callee.binding < 0 && /^(fetch|\$fetch)$/.test(name);
    const value = isGlobal ? undefined : program.denote(site.module, callee, site.fn);
    if (!isGlobal && !CLIENTS.test((value && packageOf(value)) ?? '')) return undefined;
    const client = value ? clientOf(value) : undefined;
    return options(program, site, args[0], args.slice(1), client);
  }
  if (callee.kind !== 'member' || !METHODS.test(callee.property)) return undefined;
  if (callee.object.kind === 'ref' && /^(globalThis|window|self)$/.test(callee.object.name) && callee.object.binding < 0) return name === 'fetch' ? options(program, site, args[0], args.slice(1), undefined) : undefined;
  const value = program.denote(site.module, callee.object, site.fn);
  const known = CLIENTS.test(packageOf(value) ?? '');
  if (!known && !isHttpService(site.module, callee.object)) return undefined;
  const isNamed = WITH_BODY.test(callee.property) && packageOf(value) !== 'got' && packageOf(value) !== 'ky';
  const made = options(program, site, args[0], args.slice(isNamed ? 2 : 1), clientOf(value));
  return isNamed && args[1] ? { ...made, body: args[1] } : made;
}

function options(program: ProgramView, site: CallSite, first: Expr | undefined, rest: Expr[], client: OutgoingRequest['client']): OutgoingRequest {
  const given = first && originOf(site.module, first);
  const url = given?.kind === 'object' ? given.properties.find((one) => one.key === 'url' || one.key === 'uri')?.value : first;
  const steps = (callPlaces(program, site.module).starts.get(site.expr.start) ?? []).filter((one) => one.expr !== site.expr && one.expr.end > site.expr.end && one.expr.callee.kind === 'member');
  return { site, url, options: given?.kind === 'object' ? [given, ...rest] : rest, steps, ...(client ? { client } : {}) };
}

/** `axios.create({ baseURL, headers })`, `got.extend({ prefixUrl })`. */
function clientOf(value: Value): OutgoingRequest['client'] {
  if (value.kind !== 'result') return undefined;
  const { module, expr, callee } = value.call;
  const method = value.call.method || (callee.kind === 'external' ? callee.path.at(-1) ?? '' : '');
  const first = expr.args[0];
  if (!FACTORY.test(method) || !first) return undefined;
  return { module, options: first, fn: -1 };
}

/** `this.httpService`, `this.http.axiosRef`: by the class that annotates it. */
function isHttpService(module: ModuleFacts, object: Expr): boolean {
  if (object.kind === 'member' && object.property === 'axiosRef') return isHttpService(module, object.object);
  if (object.kind !== 'member' || object.object.kind !== 'this') return false;
  return module.functions.some((fn) => fn.params.some((param) => param.property && param.type?.name === 'HttpService' && module.bindings[param.binding]!.name === object.property))
    || module.classes.some((cls) => cls.members.some((member) => member.name === object.property && member.type?.name === 'HttpService'));
}
