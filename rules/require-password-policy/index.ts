import * as z from 'zod';
import { perModule } from '../../src/link/index.ts';
import type { ModuleFacts, Rule } from '../../src/model/index.ts';
import { isSampleData, isTestOrExample, isVendored, sideOf } from '../file-role.ts';
import { purposeOf } from './constraints.ts';
import { unvalidatedSignUps } from './unvalidated.ts';
import { constraintsIn } from './written.ts';

const options = z.strictObject({
  minimum: z.int().min(8).max(64).default(12).describe('The least number of characters that passwords should have.'),
  maximum: z.int().min(16).max(128).default(64).describe('A limit to the length of passwords should not be below this.'),
});

/** What OWASP ASVS 5.0 asks for at least (6.2.1); below it, nothing else makes up for it. */
const FLOOR = 8;
/** A shorter one asks that there is a password, and is no policy. */
const POLICY = 2;

/** Requires a length of the passwords that users choose (OWASP ASVS 5.0 requirements 6.2.1 and 6.2.9; NIST SP 800-63B-4 section 3.1.1.2; CWE-521). */
export default {
  meta: {
    name: 'require-password-policy',
    description: 'Require passwords of enough characters where users choose them',
    rationale: 'Length is what makes a password hard to guess. Short ones are found by trying, from leaked hashes within minutes; rules about digits and signs hardly change that.',
    severity: 'warning',
    precision: 'high',
    securitySeverity: '5.3',
    cwe: ['CWE-521'],
    owasp: ['API2:2023'],
    preset: 'strict',
  },
  options,
  messages: {
    short: 'Passwords of {{least}} characters are accepted here. They are found by trying, from leaked hashes within minutes. Ask for {{minimum}} at least.',
    below: 'Passwords of {{least}} characters are accepted here. That is the least that the standards allow, and leaves little room when a hash leaks or the second factor is missing. Ask for {{minimum}} at least.',
    maximum: 'Passwords of more than {{most}} characters are refused here. Passphrases and what password managers make are longer. Accept {{maximum}} at least.',
    none: '{{route}} hashes whatever password it is given: one of a single character will do. Refuse passwords of fewer than {{minimum}} characters before hashing.',
  },
  check(context) {
    const { program, options: { minimum, maximum }, report } = context;
    const files = new Set(context.files.filter(isWanted));
    let policies = 0;
    for (const module of program.modules) {
      const seen = new Set<string>();
      if (!isWanted(module)) continue;
      for (const { start, end, least, most, name } of constraintsOf(program, module)) {
        if (least !== undefined && least >= POLICY) policies++;
        const key = `${start} ${least ?? ''} ${most ?? ''}`;
        if (!files.has(module) || seen.has(key)) continue;
        seen.add(key);
        const purpose = purposeOf(module, { start, end }, name);
        if (purpose === 'login' || purpose === 'other') continue;
        const at = { module, start, end };
        if (least !== undefined && least >= POLICY && least < minimum && (least < FLOOR || purpose === 'choice')) {
          report({ ...at, messageId: least < FLOOR ? 'short' : 'below', severity: least < FLOOR ? 'warning' : 'note', confidence: least < FLOOR && purpose === 'choice' ? 'high' : 'medium', identity: `least ${name}`, data: { least: String(least), minimum: String(minimum) } });
        } else if (most !== undefined && most < maximum && most > 8) {
          report({ ...at, messageId: 'maximum', severity: 'note', confidence: 'medium', identity: `most ${name}`, data: { most: String(most), maximum: String(maximum) } });
        }
      }
    }
    // A policy that is known somewhere may be enforced in a way that is not seen.
    if (policies > 0) return;
    for (const { route, detail } of unvalidatedSignUps(context)) {
      const name = `${route.method} ${route.path}`;
      if (files.has(detail.module)) report({ module: detail.module, start: detail.start, end: detail.end, messageId: 'none', route: name, identity: name, confidence: 'medium', data: { route: name, minimum: String(minimum) } });
    }
  },
} satisfies Rule<typeof options>;

const constraintsOf = perModule(constraintsIn);

function isWanted(module: ModuleFacts): boolean {
  return sideOf(module) !== 'browser' && !isTestOrExample(module.path) && !isSampleData(module.path) && !isVendored(module.path);
}
