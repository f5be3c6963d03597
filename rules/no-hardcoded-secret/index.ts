import * as z from 'zod';
import type { ModuleFacts, ProgramView, Report, Rule, RuleContext } from '../../src/model/index.ts';
import { isTestOrExample, isVendored } from '../file-role.ts';
import { wordsOf } from '../names.ts';
import { ownName } from '../surroundings.ts';
import { hardcodedSecrets, type HardcodedSecret } from './collect.ts';
import { mask } from './mask.ts';
import { environmentName } from './secret-names.ts';
import { readFromEnvironment } from './suggest.ts';
import { USES } from './uses.ts';

const schema = z.strictObject({
  fallbacks: z.boolean().default(true).describe('Report literals that are used when an environment variable is not set.'),
  names: z.array(z.string()).default([]).describe('Further names of properties and variables that hold secrets; their values are reported when they look generated.'),
  ignoreNames: z.array(z.string()).default([]).describe('Names of properties and variables whose values are no secrets, although they are named like some.'),
  minimumLength: z.number().int().min(8).default(16).describe('The least length of a value that is reported for its name and shape alone.'),
});

const MAX_RELATED = 5;

function check({ program, files, options, report }: RuleContext<z.infer<typeof schema>>): void {
  for (const module of files) {
    if (isTestOrExample(module.path) || isVendored(module.path)) continue;
    const found = hardcodedSecrets(program, module, options).map((secret) => ({ secret, made: reportOf(program, module, secret) }));
    for (const { secret, made } of found) {
      // One variable cannot hold two secrets.
      const clash = found.some((other) => other.secret.secret !== secret.secret && other.made.suggestions?.some(({ message }) => made.suggestions?.some((own) => own.message === message)));
      report(clash ? { ...made, suggestions: [] } : made);
    }
  }
}

function reportOf(program: ProgramView, module: ModuleFacts, found: HardcodedSecret): Report {
  const { evidence, fallback, secret } = found;
  const name = ownName(module, found);
  const base = {
    module, start: found.start, end: found.end, confidence: found.confidence, mask: [found.hidden],
    identity: [evidence.kind, evidence.kind === 'use' ? evidence.uses[0]!.use : '', name ?? ''].join(':'),
  };
  const suggest = (env: string, onServer: boolean): Report['suggestions'] => readFromEnvironment(program, module, found, env, fallback, onServer);
  const masked = mask(secret);
  switch (evidence.kind) {
    case 'use': {
      const use = USES[evidence.uses[0]!.use];
      return {
        ...base, messageId: fallback ? 'fallback' : 'used', related: relatedUses(module, found),
        data: { mask: masked, noun: use.noun, harm: use.harm, ...(fallback ? { env: fallback.env } : {}) },
        suggestions: suggest(use === USES.basic ? use.env : environmentName(name, use.env), true),
      };
    }
    case 'key': return { ...base, messageId: 'privateKey', data: { form: evidence.form, length: String(secret.length) } };
    case 'provider': return { ...base, messageId: 'provider', data: { provider: evidence.provider, article: /^[AEIOU]/.test(evidence.provider) ? 'An' : 'A', mask: masked } };
    case 'url': return { ...base, messageId: fallback ? 'urlFallback' : 'url', data: { mask: masked, scheme: evidence.scheme, ...(fallback ? { env: fallback.env } : {}) }, suggestions: fallback ? suggest('', true) : [] };
    case 'name': return {
      ...base, messageId: fallback ? 'namedFallback' : 'named', data: { mask: masked, name: evidence.named.name, ...(fallback ? { env: fallback.env } : {}) },
      suggestions: suggest(wordsOf(evidence.named.name).join('_').toUpperCase(), fallback !== undefined),
    };
  }
}

/** The places where it is used, other than where it stands. */
function relatedUses(module: ModuleFacts, { evidence, start, end }: HardcodedSecret): NonNullable<Report['related']> {
  if (evidence.kind !== 'use') return [];
  const seen = new Set<string>();
  return evidence.uses
    .filter((use) => !(use.module === module && use.at.start <= start && use.at.end >= end))
    .filter((use) => { const key = `${use.module.path}:${use.at.start}`; return !seen.has(key) && seen.add(key); })
    .sort((a, b) => (a.module.path < b.module.path ? -1 : a.module.path > b.module.path ? 1 : a.at.start - b.at.start))
    .slice(0, MAX_RELATED)
    .map((use) => ({ module: use.module, start: use.at.start, end: use.at.end, message: `It is used here as ${USES[use.use].noun}` }));
}

export default {
  meta: {
    name: 'no-hardcoded-secret',
    description: 'Disallow secrets that are written in the code',
    rationale: 'Whoever can read the code, its history, a build or a stack trace can read the secret, and so sign tokens, forge sessions or log in as the application does. It cannot be changed without a release, and it is the same in every environment.',
    severity: 'error',
    precision: 'high',
    securitySeverity: '8.5',
    cwe: ['CWE-798', 'CWE-321', 'CWE-259'],
    owasp: ['A07:2021', 'API2:2023'],
    preset: 'recommended',
    hasSuggestions: true,
  },
  options: schema,
  messages: {
    used: 'The secret {{mask}} is written in the code and used as {{noun}}. Whoever reads the code can {{harm}}. Load it from the environment or a secret store, and replace it, as the history keeps it.',
    fallback: 'When {{env}} is not set, {{mask}} from the code is used as {{noun}}. Whoever reads the code can then {{harm}}. Refuse to start without {{env}} instead.',
    named: 'The value of {{name}}, {{mask}}, is written in the code. Whoever can read the code can use it. Load it from the environment or a secret store, and replace it, as the history keeps it.',
    namedFallback: 'When {{env}} is not set, {{mask}} from the code is used in its place. Whoever can read the code can use it. Refuse to start without {{env}} instead.',
    url: 'The password {{mask}} is written in the code, in a {{scheme}} URL. Whoever can read the code can log in with it. Load the URL from the environment or a secret store, and change the password, as the history keeps it.',
    urlFallback: 'When {{env}} is not set, a {{scheme}} URL with the password {{mask}} from the code is used. Whoever can read the code can log in with it. Refuse to start without {{env}} instead.',
    privateKey: 'A {{form}} of {{length}} characters is written in the code. Whoever can read the code can sign and decrypt in its owner’s name. Load it from a secret store, and replace the key pair, as the history keeps it.',
    provider: '{{article}} {{provider}} is written in the code: {{mask}}. Whoever can read the code can use it until it is revoked. Revoke it, and load the new one from the environment or a secret store.',
  },
  check,
} satisfies Rule<typeof schema>;
