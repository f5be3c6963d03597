import * as z from 'zod';
import type { Expr, Rule, RuleContext } from '../../src/model/index.ts';
import { isTestOrExample, isVendored } from '../file-role.ts';
import { nameOfFunction } from '../function-names.ts';
import { signingsOf, type TokenSigning } from '../jwt-signings.ts';
import { wordsOf } from '../names.ts';
import { namesAround } from '../surroundings.ts';
import { identityOf, keysOf, secretsOf } from './keys.ts';

const options = z.strictObject({
  allowShared: z.boolean().default(false).describe('Allow one secret for access and refresh tokens.'),
});
type Options = z.infer<typeof options>;

/** Bytes that the hash of the algorithm gives (RFC 7518 section 3.2). */
const LEAST: Record<string, number> = { HS256: 32, HS384: 48, HS512: 64 };

/** Requires secrets of HMAC signatures to be long enough (CWE-326, CWE-521; RFC 7518 section 3.2; ASVS 5.0 requirements 9.2.2 and 11.2.3). */
export default {
  meta: {
    name: 'no-weak-jwt-secret',
    description: 'Disallow secrets of JWTs that are too short, or that sign access and refresh tokens alike',
    rationale: 'Everyone who has one token of an application can try secrets against its signature, at billions a second and without being seen. A short secret or a word falls, and then any token can be written.',
    severity: 'warning',
    precision: 'high',
    securitySeverity: '7.5',
    cwe: ['CWE-326', 'CWE-521'],
    owasp: ['A02:2021', 'API2:2023'],
    preset: 'strict',
  },
  options,
  messages: {
    short: 'This secret has {{bytes}} bytes, and {{algorithm}} needs {{least}} (RFC 7518). Whoever has one token can find it out by trying, and then writes any token. Make one with `openssl rand -base64 {{random}}`, and keep it in the environment.',
    fallback: 'Where the environment has no secret, this one of {{bytes}} bytes signs the tokens, and {{algorithm}} needs {{least}} (RFC 7518). Whoever reads the code, or tries, writes any token. Stop the program when the secret is missing.',
    shared: 'Access and refresh tokens are signed with the same secret, and nothing in them tells them apart. A refresh token then passes as an access token that lives for weeks. Use a secret of its own for each, or a `type` claim that is checked.',
  },
  check(context) {
    const wanted = new Set(context.files.filter((module) => !isTestOrExample(module.path) && !isVendored(module.path)));
    const seen = new Set<string>();
    for (const { site, value, written, algorithms } of keysOf(context.program)) {
      if (site && isTestOrExample(site.module.path)) continue;
      const hmac = algorithms.filter((name) => Object.hasOwn(LEAST, name));
      if (algorithms.length > 0 && hmac.length === 0) continue;
      const algorithm = hmac.sort((a, b) => LEAST[b]! - LEAST[a]!)[0] ?? 'HS256';
      for (const secret of secretsOf(value)) {
        const place = secret.site ?? (site && written ? { module: site.module, start: written.start, end: written.end } : undefined);
        const bytes = Buffer.byteLength(secret.text);
        if (!place || bytes >= LEAST[algorithm]! || !wanted.has(place.module) || /-----BEGIN|^https?:/.test(secret.text)) continue;
        const key = `${place.module.path}:${place.start}`;
        if (seen.has(key)) continue;
        seen.add(key);
        context.report({
          module: place.module, start: place.start, end: place.end, messageId: secret.fallback ? 'fallback' : 'short', confidence: 'high', identity: 'short', mask: [{ start: place.start, end: place.end }],
          data: { bytes: String(bytes), algorithm, least: String(LEAST[algorithm]), random: String(LEAST[algorithm]) },
          related: site && written && !(site.module === place.module && written.start === place.start) ? [{ module: site.module, start: written.start, end: written.end, message: 'It is used here.' }] : [],
        });
      }
    }
    if (!context.options.allowShared) shared(context, wanted);
  },
} satisfies Rule<typeof options>;

function shared({ program, report }: RuleContext<Options>, wanted: Set<RuleContext['files'][number]>): void {
  const access = new Map<string, TokenSigning>();
  const refresh: { signing: TokenSigning; id: string; key: Expr }[] = [];
  for (const signing of signingsOf(program)) {
    const { site, key } = signing;
    if (!key || isTestOrExample(site.module.path) || tellsApart(signing)) continue;
    const purpose = purposeOf(signing);
    const id = purpose && identityOf(program, site.module, site.fn, key);
    if (!id) continue;
    if (purpose === 'refresh') refresh.push({ signing, id, key });
    else if (!access.has(id)) access.set(id, signing);
  }
  for (const { signing: { site }, id, key } of refresh) {
    const other = access.get(id);
    if (!other || !wanted.has(site.module)) continue;
    report({
      module: site.module, start: key.start, end: key.end, messageId: 'shared', confidence: 'medium', identity: 'shared', ...(key.kind === 'literal' ? { mask: [{ start: key.start, end: key.end }] } : {}),
      related: [{ module: other.site.module, start: other.site.expr.callee.start, end: other.site.expr.callee.end, message: 'The access token is signed here.' }],
    });
  }
}

/** By the variable or property that gets the token, else by the function that makes it. */
function purposeOf({ site: { module, expr, fn } }: TokenSigning): 'access' | 'refresh' | undefined {
  const inside = module.functions[fn];
  const names = [...namesAround(module, expr).slice(0, 1).map((one) => one.name), ...(inside ? [nameOfFunction(module, inside)] : [])];
  for (const name of names) {
    const words = wordsOf(name);
    if (words.includes('refresh') && words.includes('access')) continue;
    if (words.includes('refresh') && (words.includes('token') || words.includes('jwt'))) return 'refresh';
    if (words.includes('access')) return 'access';
  }
  return undefined;
}

/** A claim or an option says what the token is for. */
function tellsApart({ site: { expr }, payload }: TokenSigning): boolean {
  return [payload, ...expr.args].some((arg) => arg?.kind === 'object' && arg.properties.some((one) => /^(type|typ|tokenType|token_type|purpose|kind|use|aud|audience|scope|tokenUse|token_use|isRefresh|refresh)$/.test(one.key)));
}
