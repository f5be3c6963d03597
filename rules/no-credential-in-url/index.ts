import * as z from 'zod';
import type { ModuleFacts, Rule, RuleContext } from '../../src/model/index.ts';
import { isTestOrExample, isVendored } from '../file-role.ts';
import { stmtsAround } from '../surroundings.ts';
import { acceptedIn } from './accepted.ts';
import { sentIn, setParameters, type Sent } from './outgoing.ts';
import { functionsAround, isOneTime } from './purpose.ts';
import { hostOf, isElsewhere, takesKeyInQueryOnly } from './third-parties.ts';

const options = z.strictObject({
  thirdParties: z.boolean().default(false).describe('Report keys in URLs of other hosts, too: many accept them in a header as well.'),
  hosts: z.array(z.string()).default([]).describe('Further hosts of others that take their key in the query and nowhere else.'),
});
type Options = z.infer<typeof options>;

/** Disallows credentials in URLs (RFC 6750 sections 2.3 and 5.3, RFC 9700 section 4.3; CWE-598; ASVS 5.0 requirement 14.2.1). */
export default {
  meta: {
    name: 'no-credential-in-url',
    description: 'Disallow tokens, keys and passwords in query strings and paths',
    rationale: 'URLs are kept where nobody looks after secrets: in the logs of servers and proxies, in the history of browsers, in the Referer header of what a page loads. A credential in a URL is in all of them.',
    severity: 'warning',
    precision: 'high',
    securitySeverity: '5.9',
    cwe: ['CWE-598'],
    owasp: ['API2:2023'],
    preset: 'strict',
  },
  options,
  messages: {
    sent: '`{{param}}` puts a credential into this URL. URLs are kept in logs, histories and Referer headers, and whoever reads one there can use it. Send it in the `Authorization` header, or in the body.',
    redirect: '`{{param}}` hands a credential over in the URL of a redirect. It stays in the history of the browser, in logs and in Referer headers. Set it as an `HttpOnly` cookie, or hand over a code that can be exchanged once.',
    external: '`{{param}}` puts a credential for {{host}} into the URL. URLs are kept in the logs of every proxy on the way. Send it in a header, where {{host}} accepts one.',
    accepted: 'A credential is taken from the query (`{{param}}`), so callers send it in URLs, which are kept in logs, histories and Referer headers. Take it from the `Authorization` header or from a cookie only.',
    strategy: 'Tokens are taken from the query (`{{param}}`), so callers send them in URLs, which are kept in logs, histories and Referer headers. Use `ExtractJwt.fromAuthHeaderAsBearerToken()`.',
    path: 'The path of {{route}} has a credential in it (`:{{param}}`). Paths are kept in logs, histories and Referer headers. Take it from the body of a POST request, or from the `Authorization` header.',
  },
  check(context) {
    const files = new Set(context.files.filter((module) => !isTestOrExample(module.path) && !isVendored(module.path)));
    const sent = [...[...files].flatMap((module) => sentIn(context.program, module)), ...[...files].flatMap((module) => setParameters(context.program, module))];
    for (const one of sent) ofSent(context, one);
    for (const { module, start, end, param, messageId, sure, stream } of acceptedIn(context, files)) {
      if (!sure && isOneTime(...functionsAround(module, { start, end }).slice(0, 1))) continue;
      context.report({ module, start, end, messageId, identity: `accepted ${param}`, confidence: stream ? 'low' : messageId === 'strategy' || sure ? 'high' : 'medium', data: { param } });
    }
    ofPaths(context, files);
  },
} satisfies Rule<typeof options>;

function ofSent(context: RuleContext<Options>, { module, start, end, param, url, value }: Sent): void {
  const name = value.kind === 'ref' ? value.name : value.kind === 'member' ? value.property : '';
  const host = hostOf(url);
  const around = functionsAround(module, { start, end }).slice(0, 2);
  const isPassword = /^(password|passwd|pwd)$/i.test(param);
  if (!isPassword && isOneTime(url.replace(/^https?:\/\/[^/]+/, '').replace(/\?.*$/s, ''), name, param, ...around, fileName(module.path), variable(module, { start, end }))) return;
  if (host !== undefined && (takesKeyInQueryOnly(url) || context.options.hosts.includes(host) || /^(www\.)?(w3\.org|example\.(com|org))$/.test(host))) return;
  // Text that is neither a path nor a parameter is a part of the URL of something that is not known.
  if ((isElsewhere(url) || /^[a-z]/i.test(url)) && !context.options.thirdParties && !isPassword) return;
  const redirects = redirectsAround(context, module, start);
  const messageId = redirects ? 'redirect' : isElsewhere(url) ? 'external' : 'sent';
  const stream = /^wss?:/i.test(url) || /WebSocket|EventSource|\bws\b|socket|stream|<(img|video|audio|iframe)|src=/i.test(line(context, module, start));
  context.report({ module, start, end, messageId, identity: `sent ${param}`, confidence: stream || isElsewhere(url) ? 'low' : url.startsWith('/') || redirects || isPassword ? 'high' : isOwn(url) ? 'medium' : 'low', data: { param, host: host ?? 'another host' } });
}

/** It starts with a setting that is called after this application: `process.env.CLIENT_URL`, `location.origin`. */
function isOwn(url: string): boolean {
  return /^\{(?:NEXT\w*|APP|CLIENT|FRONT_?END|BACK_?END|WEB|SITE|BASE|SERVER|PUBLIC|HOST|ROOT|VITE|REACT)_\w*(URL|URI|HOST|DOMAIN|ORIGIN|BASE|API)|^\{(location|origin|base_?url|app_?url|client_?url|server_?url|frontend\w*|site_?url|return_?url|redirect\w*)/i.test(url.trim());
}

function redirectsAround({ program }: RuleContext<Options>, module: ModuleFacts, start: number): boolean {
  return /redirect\w*\s*\(|\bLocation\b['"]?\s*[:,]|location\.(href|replace|assign)/.test(line({ program }, module, start));
}

/** The statement around, up to the place, without what is inside of blocks. */
function line({ program }: Pick<RuleContext<Options>, 'program'>, module: ModuleFacts, start: number): string {
  const stmt = stmtsAround(module, { start, end: start }).find((one) => one.kind === 'expr' || one.kind === 'return' || one.kind === 'declare' || one.kind === 'throw');
  return stmt ? program.text(module).slice(Math.max(stmt.start, start - 400), start) : '';
}

/** What the URL is called: `resetUrl`, `inviteLink`. */
function variable(module: ModuleFacts, at: { start: number; end: number }): string {
  const stmt = stmtsAround(module, at).find((one) => one.kind === 'declare');
  return stmt?.kind === 'declare' ? module.bindings[stmt.binding]!.name : '';
}

function fileName(path: string): string {
  return path.split('/').slice(-3).join('/').replace(/\.\w+$/, '');
}

const IN_PATH = /:(password|passwd|pwd|api_?key|access_?token|auth_?token|refresh_?token|jwt|secret_?key)\b/i;

/** `/login/:email/:password`. */
function ofPaths(context: RuleContext<Options>, files: Set<ModuleFacts>): void {
  for (const [route, { module, start, end }] of context.map.details) {
    const param = files.has(module) ? IN_PATH.exec(route.path)?.[1] : undefined;
    if (param === undefined) continue;
    const name = `${route.method} ${route.path}`;
    context.report({ module, start, end, messageId: 'path', route: name, identity: name, confidence: 'high', data: { route: name, param } });
  }
}
