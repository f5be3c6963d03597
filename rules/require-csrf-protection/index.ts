import * as z from 'zod';
import { isProtecting } from '../../src/guards/index.ts';
import type { FunctionValue, Route, Rule, RuleContext } from '../../src/model/index.ts';
import { reachedFrom } from '../reached.ts';
import { looseCookies, type LooseCookie } from './cookies.ts';
import { speaksOfDefence, takesForms } from './defences.ts';

const options = z.object({
  browserDefault: z.boolean().default(false).describe('Say nothing where SameSite is only missing, and trust that browsers take Lax then.'),
});
type Options = z.infer<typeof options>;

/** Requires a defence against forged requests where a cookie says who is calling (CWE-352, CWE-1275; ASVS 5.0 requirements 3.3.2 and 3.5.1). */
export default {
  meta: {
    name: 'require-csrf-protection',
    description: 'Require a CSRF check, an origin check or SameSite where a cookie says who is calling',
    rationale:
      'The browser sends a cookie with every request to its site, also with one that another site makes it send. A form on any page can then act in the name of whoever is logged in, unless the cookie stays at home (SameSite) or the server checks where the request comes from.',
    severity: 'warning',
    precision: 'medium',
    securitySeverity: '6.5',
    cwe: ['CWE-352', 'CWE-1275'],
    owasp: ['API8:2023'],
    preset: 'preview',
  },
  options,
  messages: {
    none: '{{label}} is sent along with requests of other sites (`SameSite=None`), and nothing checks where {{routes}} from. A form on any page can act in the name of whoever is logged in. Check a CSRF token or the `Origin` header on these routes, or set `sameSite: \'lax\'`.',
    missing: '{{label}} has no `SameSite`, and nothing checks where {{routes}} from. Browsers that do not take Lax by default send it along with forms of other sites, which then act in the name of whoever is logged in. Set `sameSite: \'lax\'` or check a CSRF token.',
  },
  check(context) {
    const { program, map, options: given } = context;
    const candidates = map.routes.filter((route) => FRAMEWORKS.has(route.framework) && route.method === 'POST' && (route.access === 'authenticated' || route.access === 'authorized') && route.publicBy === undefined);
    if (candidates.length === 0) return;
    const cookies = looseCookies(program).filter((cookie) => cookie.sameSite === 'none' || !given.browserDefault);
    if (cookies.length === 0 || speaksOfDefence(program)) return;
    const forms = takesForms(program);
    const files = new Set(context.files);
    const byCookie = new Map<LooseCookie, Route[]>();
    for (const route of candidates) {
      if (!forms && route.framework !== 'nestjs') continue;
      const cookie = nearest(cookies.filter((one) => knowsCallerBy(context, route, one)), route);
      if (cookie) byCookie.set(cookie, [...(byCookie.get(cookie) ?? []), route]);
    }
    for (const [cookie, routes] of byCookie) if (files.has(cookie.site.module)) report(context, cookie, routes);
  },
} satisfies Rule<typeof options>;

/** The others have no form posts of their own, or check the origin by themselves (SvelteKit, server actions of Next.js). */
const FRAMEWORKS = new Set(['express', 'fastify', 'koa', 'hono', 'hapi', 'nestjs']);

const SESSION = /\bsession\b|\bisAuthenticated\b|\bisUnauthenticated\b/;
const BEARER = /authorization|bearer|fromAuthHeader|api[-_]?key/i;

/** The guards look into the cookie for the caller, and into nothing that a form cannot send. */
function knowsCallerBy({ program, map }: RuleContext<Options>, route: Route, cookie: LooseCookie): boolean {
  const { chain, handlers } = map.details.get(route)!;
  const protecting = route.guards.filter(isProtecting);
  const elements = chain.filter((one): one is FunctionValue => one.kind === 'function' && !handlers.some((handler) => handler.fn === one.fn));
  const asked = protecting.some((guard) => guard.inHandler) ? [...elements, ...handlers] : elements;
  const text = reachedFrom(program, asked, 1).map(({ module, fn }) => program.text(module).slice(fn.start, fn.end)).join('\n');
  if (BEARER.test(text) || protecting.some((guard) => BEARER.test(guard.name) || guard.proves === 'signature' || guard.proves === 'shared-secret')) return false;
  if (cookie.of === 'session') return SESSION.test(text) || protecting.some((guard) => /^(ensureLoggedIn|ensureAuthenticated|isLoggedIn)$/.test(guard.name) && SESSION.test(text));
  return /\bcookies?\b/i.test(text) && text.includes(cookie.of);
}

/** The cookie that is set nearest to the route: a repository may hold several servers. */
function nearest(cookies: LooseCookie[], route: Route): LooseCookie | undefined {
  const parts = route.file.split('/');
  const shared = ({ site }: LooseCookie): number => {
    const other = site.module.path.split('/');
    let length = 0;
    while (length < parts.length && parts[length] === other[length]) length++;
    return length;
  };
  return cookies.reduce<LooseCookie | undefined>((best, one) => (!best || shared(one) > shared(best) ? one : best), undefined);
}

function report({ map, ...context }: RuleContext<Options>, cookie: LooseCookie, routes: Route[]): void {
  const [first] = routes;
  const name = `${first!.method} ${first!.path}`;
  context.report({
    module: cookie.site.module, start: cookie.at.start, end: cookie.at.end, messageId: cookie.sameSite, identity: `${cookie.sameSite} ${cookie.of}`,
    data: { label: cookie.label, routes: routes.length === 1 ? `a request for ${name} comes` : `requests for ${name} and ${routes.length - 1} other${routes.length === 2 ? '' : 's'} come` },
    confidence: cookie.sameSite === 'none' ? 'high' : 'medium',
    related: routes.slice(0, 5).map((route) => {
      const { module, start, end } = map.details.get(route)!;
      return { module, start, end, message: `${route.method} ${route.path} relies on this cookie.` };
    }),
  });
}
