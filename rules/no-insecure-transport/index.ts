import * as z from 'zod';
import { walkModule } from '../../src/link/index.ts';
import type { ModuleFacts, Report, Rule, RuleContext, Suggestion } from '../../src/model/index.ts';
import { circumstancesOf, inProduction } from '../circumstance.ts';
import { isTestOrExample, isVendored } from '../file-role.ts';
import { isPlaceholderHost, isPrivateHost } from '../hosts.ts';
import { plainRequests, piecesOf, type PlainRequest } from './requests.ts';
import { unverifiedIn, VERIFICATION_WORDS } from './verification.ts';

const options = z.object({
  databases: z.boolean().default(true).describe('Report connections to databases that do not verify the certificate, with low confidence.'),
});
type Options = z.infer<typeof options>;

/** Disallows credentials on connections that others can read (CWE-319; ASVS 5.0 requirements 12.2.1 and 12.3.1) or whose other end is not verified (CWE-295; 12.3.2). */
export default {
  meta: {
    name: 'no-insecure-transport',
    description: 'Disallow credentials over plain connections, and TLS that does not verify the server',
    rationale:
      'Whoever is on the way of a plain connection reads the password or token that it carries. TLS without verification is not much better: the server at the other end may be anybody, and it is handed the credentials.',
    severity: 'warning',
    precision: 'high',
    securitySeverity: '7.4',
    cwe: ['CWE-319', 'CWE-295'],
    owasp: ['API8:2023', 'API10:2023'],
    preset: 'recommended',
    hasSuggestions: true,
  },
  options,
  messages: {
    plain: 'This sends {{credential}} to {{host}} over a plain connection: everyone on the way can read it. Use `https://`.',
    address: 'This address has a password in it, and `{{scheme}}` sends it to {{host}} over a plain connection. Use `{{secure}}`.',
    unverified: 'The certificate of the server is not verified here (`{{what}}`): anyone on the way can take its place, and is sent what was meant for it. Take it out; for a certificate of your own, give its authority as `ca`.',
    everywhere: '`{{what}}` switches the verification of certificates off for the whole process: anyone on the way can take the place of any server it talks to. Take it out; for a certificate of your own, set `NODE_EXTRA_CA_CERTS`.',
  },
  check(context) {
    const { program } = context;
    const isOurs = (module: ModuleFacts): boolean => !isTestOrExample(module.path) && !isVendored(module.path);
    for (const module of context.files) {
      if (!isOurs(module)) continue;
      const text = program.text(module);
      if (VERIFICATION_WORDS.test(text) && !LOOKS_ITSELF.test(text)) ofVerification(context, module);
      if (ADDRESS_WORDS.test(text)) ofAddresses(context, module);
    }
    const files = new Set(context.files);
    for (const request of plainRequests(program, (module) => files.has(module) && isOurs(module))) ofRequest(context, request);
  },
} satisfies Rule<typeof options>;

/** The certificate is looked at in the program's own way. */
const LOOKS_ITSELF = /getPeerCertificate|\.authorizationError|\.authorized\b|fingerprint256/;

function ofVerification(context: RuleContext<Options>, module: ModuleFacts): void {
  for (const { start, end, what, database, everywhere } of unverifiedIn(context.program, module)) {
    if (database && !context.options.databases) continue;
    context.report({ module, start, end, messageId: everywhere ? 'everywhere' : 'unverified', data: { what }, identity: what, confidence: database ? 'low' : 'high' });
  }
}

function ofRequest(context: RuleContext<Options>, { site, address, host, credential }: PlainRequest): void {
  const { module } = site;
  if (circumstancesOf(module, site.expr).some((one) => inProduction(module, one) === false)) return;
  const report: Report = { module, start: address.start, end: address.end, messageId: 'plain', data: { credential, host: `\`${host}\`` }, identity: host, confidence: 'high' };
  const text = context.program.text(module);
  const at = text.indexOf('http://', address.start);
  if ((address.kind === 'literal' || address.kind === 'template') && at === address.start + 1) {
    report.suggestions = [{ message: 'Use https://', edits: [{ start: at, end: at + 4, text: 'https' }] } satisfies Suggestion];
  }
  report.mask = passwordIn(text, address.start, address.end);
  context.report(report);
}

const SECURE: Record<string, string> = { redis: 'rediss', amqp: 'amqps', mqtt: 'mqtts', ldap: 'ldaps', ftp: 'ftps', smtp: 'smtps' };
const ADDRESS_WORDS = /\b(redis|amqp|mqtt|ldap|ftp|smtp):\/\//;
const ADDRESS = /^(redis|amqp|mqtt|ldap|ftp|smtp):\/\/[^/@:]*:[^/@]+@([\w.-]+)/;

/** Addresses of other services with a password in them, as a literal or put together. */
function ofAddresses(context: RuleContext<Options>, module: ModuleFacts): void {
  walkModule(module, {
    expr(expr, fn) {
      if (expr.kind !== 'literal' && expr.kind !== 'template') return;
      const text = piecesOf(context.program, { module, fn }, expr);
      const [, scheme, host] = ADDRESS.exec(text) ?? [];
      if (scheme === undefined || host === undefined || isPrivateHost(host) || isPlaceholderHost(host)) return;
      if (/[?&](tls|ssl|starttls)=true/i.test(text) || circumstancesOf(module, expr).some((one) => inProduction(module, one) === false)) return;
      context.report({ module, start: expr.start, end: expr.end, messageId: 'address', data: { scheme: `${scheme}://`, secure: `${SECURE[scheme]!}://`, host: `\`${host}\`` }, identity: `${scheme} ${host}`, confidence: 'low', mask: passwordIn(context.program.text(module), expr.start, expr.end) });
    },
  });
}

/** Where the password of an address stands. */
function passwordIn(text: string, start: number, end: number): { start: number; end: number }[] {
  const match = /:\/\/[^/@:\s]*:([^/@\s]+)@/.exec(text.slice(start, end));
  if (!match) return [];
  const at = start + match.index + match[0].length - 1 - match[1]!.length;
  return [{ start: at, end: at + match[1]!.length }];
}
