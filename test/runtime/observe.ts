import type { ExpectedRoute, Fixture } from './fixture.ts';
import { label } from './fixture.ts';
import { signIn, signature } from './persona.ts';

/** What was seen of a route: `nobody` when no persona got through. */
export interface Observation {
  access: 'public' | 'authenticated' | 'authorized' | 'nobody';
  /** Status by persona; `+` after it when the handler ran. */
  seen: Record<string, string>;
}

const anonymous = 'anonymous';

/** How the entry point is reached over HTTP. */
function requestOf(fixture: Fixture, route: ExpectedRoute): { method: string; path: string } {
  const { calls, requests } = fixture.runtime;
  const request = calls[label(route)]?.request ?? requests?.[route.method];
  return request ? { ...request, path: request.path.replace(':operation', route.path) } : { method: route.method === 'ALL' ? 'GET' : route.method, path: route.path };
}

function urlOf(fixture: Fixture, route: ExpectedRoute): string {
  const call = fixture.runtime.calls[label(route)] ?? {};
  const params: Record<string, string> = { ...fixture.runtime.params, ...call.params };
  const path = requestOf(fixture, route).path
    .replace(/:(\w+)/g, (_, name: string) => params[name] ?? `no-sample-for-${name}`)
    .replace(/\*/g, 'index.html');
  return call.query ? `${path}?${new URLSearchParams(call.query).toString()}` : path;
}

const isReached = (response: Response): boolean =>
  response.status < 300 || (response.status < 400 && !/login|sign-?in/.test(response.headers.get('location') ?? 'login'));

/** Calls a route as one persona, with input that gets past validation. */
async function callAs(origin: string, fixture: Fixture, route: ExpectedRoute, name: string): Promise<{ reached: boolean; status: number }> {
  const { personas, calls } = fixture.runtime;
  const call = calls[label(route)] ?? {};
  const persona = name === anonymous ? {} : personas[name];
  if (!persona) throw new Error(`${fixture.name} has no persona ${name}`);
  const { headers, session } = await signIn(origin, persona);
  const { method } = requestOf(fixture, route);
  const issued = Object.entries(call.headersFrom ?? {}).flatMap(([header, field]) => (field in session ? [[header, String(session[field])]] : []));
  const body = method === 'GET' || method === 'HEAD' ? undefined : JSON.stringify(call.body ?? {});
  const ask = async (): Promise<string | undefined> => (call.witness ? (await fetch(origin + call.witness)).text() : undefined);
  const before = await ask();
  const response = await fetch(origin + urlOf(fixture, route), {
    method,
    redirect: 'manual',
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
      ...call.headers,
      ...Object.fromEntries(issued),
      ...signature(persona, body ?? ''),
    },
    body,
    signal: AbortSignal.timeout(5_000),
  });
  const text = await response.text();
  const refused = fixture.runtime.refusedWhen !== undefined && new RegExp(fixture.runtime.refusedWhen).test(text);
  return { reached: (isReached(response) && !refused) || (await ask()) !== before, status: response.status };
}

/**
 * What the running application demands. Whoever has nothing gets in: public. A user: authenticated, unless another user is
 * refused what belongs to the first. Only an administrator: authorized.
 */
export async function observe(origin: string, fixture: Fixture, route: ExpectedRoute): Promise<Observation> {
  const holder = fixture.runtime.calls[label(route)]?.as;
  const people = [anonymous, ...(holder ? [holder] : ['user', 'stranger', 'admin'])];
  const reached = new Set<string>();
  const seen: Record<string, string> = {};
  for (const name of people) {
    const answer = await callAs(origin, fixture, route, name);
    if (answer.reached) reached.add(name);
    seen[name] = `${answer.status}${answer.reached ? '+' : ''}`;
  }
  if (reached.has(anonymous)) return { access: 'public', seen };
  if (holder) return { access: reached.has(holder) ? 'authenticated' : 'nobody', seen };
  if (reached.has('user') && reached.has('stranger')) return { access: 'authenticated', seen };
  return { access: reached.size > 0 ? 'authorized' : 'nobody', seen };
}
