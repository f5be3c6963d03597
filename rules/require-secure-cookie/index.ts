import * as z from 'zod';
import type { ModuleFacts, Report, Rule, RuleContext, Span, Suggestion } from '../../src/model/index.ts';
import { alternatives, textOf, textParts } from '../../src/link/index.ts';
import { callIndex } from '../call-index.ts';
import { isTestOrExample, sideOf } from '../file-role.ts';
import { flagsInHeader, flagsOf, type Flag, type Flags } from '../cookie-flags.ts';
import { isCredentialCookie } from './sensitive.ts';
import { sessionCookies } from '../session-cookies.ts';
import { cookieWrites } from '../cookie-writes.ts';
import { setInHeader, setInOptions, setInSession } from './suggestion.ts';

const options = z.object({
  flags: z.array(z.enum(['httpOnly', 'secure', 'sameSite'])).default(['httpOnly', 'secure', 'sameSite']).describe('The flags that are asked for.'),
});
type Options = z.infer<typeof options>;

/** Requires the flags that keep a session cookie to its browser and its connection (RFC 6265bis section 5.7; CWE-614, CWE-1004, CWE-1275; ASVS 5.0 requirements 3.3.1 to 3.3.4). */
export default {
  meta: {
    name: 'require-secure-cookie',
    description: 'Require HttpOnly, Secure and SameSite on cookies that hold a session or a token',
    rationale:
      'Whoever has the cookie is the user. Without HttpOnly any script in the page can read it, without Secure it travels in clear on the first plain request, and without SameSite other sites can have it sent along.',
    severity: 'warning',
    precision: 'high',
    securitySeverity: '6.1',
    cwe: ['CWE-614', 'CWE-1004', 'CWE-1275'],
    owasp: ['API8:2023'],
    preset: 'recommended',
    hasSuggestions: true,
  },
  options,
  messages: {
    missing: 'The cookie {{name}} is what its bearer is recognised by, and it is set without {{flags}}: {{why}}. Set {{fix}}.',
    session: 'The session cookie of `{{by}}` is set without {{flags}}: {{why}}. Set {{fix}} in its cookie options.',
    prefix: 'Browsers refuse the cookie {{name}}: the prefix `{{prefix}}` asks for {{needs}}. Set that, or call it by another name.',
    noneInsecure: 'Browsers refuse the cookie {{name}}: `SameSite=None` asks for `Secure`. Set `secure: true`.',
  },
  check(context) {
    const files = new Set(context.files.filter((module) => sideOf(module) !== 'browser' && !isTestOrExample(module.path)));
    for (const { site, name, value, options: given, defaults } of cookieWrites(context.program, files)) {
      const texts = name ? alternatives(context.program.denote(site.module, name, site.fn)).map(textOf) : [];
      const label = texts.length === 1 ? texts[0] : undefined;
      const flags = flagsOf(given && context.program.denote(site.module, given, site.fn), defaults);
      const at = { start: site.expr.start, end: (value ?? name ?? site.expr.callee).end };
      const suggest = (missing: Flag[]): Suggestion[] => setInOptions(context.program, site.module, site.expr.args, { value, options: given }, missing);
      if (ofPrefix(context, site.module, at, label, flags, suggest)) continue;
      if (isCredentialCookie(label ?? nameOfExpr(name), site.module, value)) ofFlags(context, site.module, at, label ?? nameOfExpr(name) ?? '', flags, suggest);
    }
    ofHeaders(context, files);
    for (const { site, by, cookie, defaults, options: written, keys } of sessionCookies(context.program)) {
      if (!files.has(site.module)) continue;
      const missing = missingOf(flagsOf(cookie, defaults), context.options.flags);
      if (missing.length > 0) context.report({ module: site.module, start: site.expr.start, end: site.expr.callee.end, messageId: 'session', identity: `${by} ${missing.join()}`, data: { by, ...wording(missing) }, suggestions: setInSession(context.program, site.module, written, keys, missing) });
    }
  },
} satisfies Rule<typeof options>;

function nameOfExpr(expr: { kind: string; name?: string; property?: string } | undefined): string | undefined {
  return expr?.kind === 'ref' ? expr.name : expr?.kind === 'member' ? expr.property : undefined;
}

function ofFlags(context: RuleContext<Options>, module: ModuleFacts, at: Span, name: string, flags: Flags, suggest: (missing: Flag[]) => Suggestion[]): void {
  const missing = missingOf(flags, context.options.flags);
  if (missing.length === 0) return;
  const report: Report = { module, start: at.start, end: at.end, messageId: 'missing', identity: `${name} ${missing.join()}`, data: { name: name ? `\`${name}\`` : 'here', ...wording(missing) }, suggestions: suggest(missing) };
  report.confidence = missing.includes('httpOnly') || missing.includes('secure') ? 'high' : 'medium';
  context.report(report);
}

/** SameSite is Lax by default in most browsers: its absence alone is not worth a finding. */
function missingOf(flags: Flags, wanted: Flag[]): Flag[] {
  const missing = wanted.filter((flag) => flags[flag] === 'off');
  return missing.length === 1 && missing[0] === 'sameSite' && wanted.length > 1 ? [] : missing;
}

/** RFC 6265bis section 4.1.3. */
function ofPrefix(context: RuleContext<Options>, module: ModuleFacts, at: Span, name: string | undefined, flags: Flags, suggest: (missing: Flag[]) => Suggestion[]): boolean {
  const report = (messageId: string, data: Record<string, string>, suggestions: Suggestion[]): boolean => {
    context.report({ module, start: at.start, end: at.end, messageId, identity: `${messageId} ${name}`, data: { name: `\`${name ?? ''}\``, ...data }, confidence: 'high', suggestions });
    return true;
  };
  if (name?.startsWith('__Host-')) {
    const needs = [...(flags.secure === 'off' ? ['`Secure`'] : []), ...(flags.path !== undefined && flags.path !== '/' ? ['the path `/`'] : []), ...(flags.domain !== undefined && flags.domain !== '' ? ['no domain'] : [])];
    if (needs.length > 0) return report('prefix', { prefix: '__Host-', needs: needs.join(', ') }, needs.length === 1 && flags.secure === 'off' ? suggest(['secure']) : []);
  }
  if (name?.startsWith('__Secure-') && flags.secure === 'off') return report('prefix', { prefix: '__Secure-', needs: '`Secure`' }, suggest(['secure']));
  return flags.none && flags.secure === 'off' ? report('noneInsecure', {}, suggest(['secure'])) : false;
}

/** `res.setHeader('Set-Cookie', ...)`, `headers.append('Set-Cookie', ...)`. */
function ofHeaders(context: RuleContext<Options>, files: Set<ModuleFacts>): void {
  for (const method of ['setHeader', 'append', 'set', 'header', 'appendHeader']) {
    for (const { module, expr, fn } of callIndex(context.program).get(method) ?? []) {
      const [first, second] = expr.args;
      if (!files.has(module) || !second || first?.kind !== 'literal' || typeof first.value !== 'string' || first.value.toLowerCase() !== 'set-cookie') continue;
      const value = context.program.denote(module, second, fn);
      for (const one of value.kind === 'array' ? value.elements : [value]) {
        const suggest = (missing: Flag[]): Suggestion[] => (value.kind === 'array' ? [] : setInHeader(context.program, module, second, missing));
        const parts = one.kind === 'text' ? textParts(one) : textOf(one) === undefined ? undefined : [textOf(one)!];
        const found = parts && flagsInHeader(parts);
        if (found && isCredentialCookie(found.name, module, undefined) && !/=\s*;|max-age=0|expires=thu, 01 jan 1970/i.test(parts.map((part) => part ?? '?').join(''))) ofFlags(context, module, { start: expr.start, end: second.end }, found.name, found.flags, suggest);
      }
    }
  }
}

const WHY: Record<Flag, string> = {
  httpOnly: 'any script in the page can read it', secure: 'it is sent over plain connections, too', sameSite: 'other sites can have it sent along',
};
const LABEL: Record<Flag, string> = { httpOnly: '`HttpOnly`', secure: '`Secure`', sameSite: '`SameSite`' };
const FIX: Record<Flag, string> = { httpOnly: '`httpOnly: true`', secure: '`secure: true`', sameSite: '`sameSite: \'lax\'` or `\'strict\'`' };

function wording(missing: Flag[]): Record<'flags' | 'why' | 'fix', string> {
  const list = (all: string[], word: string): string => (all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} ${word} ${all.at(-1)!}`);
  return { flags: list(missing.map((one) => LABEL[one]), 'and'), why: list(missing.map((one) => WHY[one]), 'and'), fix: list(missing.map((one) => FIX[one]), 'and') };
}
