import * as z from 'zod';
import { perModule } from '../../src/link/index.ts';
import type { Rule } from '../../src/model/index.ts';
import { isSampleData, isTestOrExample, isVendored, sideOf } from '../file-role.ts';
import { freshOf } from '../fresh-value.ts';
import { hashedFields, usesIn, type FieldUse } from './stores.ts';

const options = z.strictObject({
  allow: z.array(z.string()).default([]).describe('Fields that may be stored as they are.'),
});

const MAX_RELATED = 3;

/** Requires keys and tokens that are looked up to be stored hashed (CWE-256, CWE-312; ASVS 5.0 requirement 6.5.2). */
export default {
  meta: {
    name: 'no-plaintext-api-key',
    description: 'Disallow API keys and reset, invitation and session tokens that are stored unhashed',
    rationale: 'Such a token opens an account on its own, as a password does. Stored as it is, everyone who can read the table, a backup or one injected query can use it at once. A hash of it serves for looking it up just as well, and opens nothing.',
    severity: 'warning',
    precision: 'high',
    securitySeverity: '6.5',
    cwe: ['CWE-256', 'CWE-312'],
    owasp: ['A02:2021', 'API2:2023'],
    preset: 'recommended',
  },
  options,
  messages: {
    stored: '`{{name}}` stores {{what}} as it was made. Whoever reads the database, a backup or a query\'s answer can use it at once. Store `createHash(\'sha256\').update(token).digest(\'hex\')`, hash what comes in the same way before looking it up, and give out the token itself only once.',
  },
  check({ program, files, options: { allow }, report }) {
    const wanted = new Set(files);
    const writes = files.flatMap((module) => fieldsIn(program, module)?.writes ?? []);
    if (writes.length === 0) return;
    const uses = program.modules.flatMap((module) => fieldsIn(program, module) ?? []);
    const hashed = new Set(uses.flatMap((one) => one.hashed));
    const lookups = uses.flatMap((one) => one.lookups);
    const seen = new Set<string>();
    for (const write of writes) {
      const place = `${write.module.path}:${write.at.start}`;
      if (!wanted.has(write.module) || seen.has(place) || hashed.has(write.name) || allow.includes(write.name)) continue;
      const fresh = freshOf(program, write.module, write.value, write.fn);
      if (!fresh) continue;
      seen.add(place);
      report({
        module: write.module, start: write.at.start, end: write.at.end, messageId: 'stored', confidence: write.named ? 'high' : 'medium', identity: write.name,
        data: { name: write.name, what: withArticle(write.what) },
        related: [
          { module: fresh.module, start: fresh.source.start, end: fresh.source.end, message: 'It is made here.' },
          ...lookups.filter((one) => sameField(one, write)).slice(0, MAX_RELATED).map((one) => ({ module: one.module, start: one.at.start, end: one.at.end, message: 'It is looked up here.' })),
        ],
      });
    }
  },
} satisfies Rule<typeof options>;

const fieldsIn = perModule((program, module) => {
  const is = !isTestOrExample(module.path) && !isVendored(module.path) && !isSampleData(module.path) && sideOf(module) !== 'browser' && /token|key|secret/i.test(program.text(module));
  return is ? { ...usesIn(program, module), hashed: hashedFields(module) } : undefined;
});

function sameField(lookup: FieldUse, write: FieldUse): boolean {
  return lookup.name === write.name && lookup.what === write.what;
}

function withArticle(what: string): string {
  return `${/^[aeiou]/i.test(what) ? 'an' : 'a'} ${what}`;
}
