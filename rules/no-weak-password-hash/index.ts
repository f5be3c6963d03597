import * as z from 'zod';
import type { BinaryExpr, Expr, ModuleFacts, Report, Rule, RuleContext } from '../../src/model/index.ts';
import { walkFunction, walkModule } from '../../src/link/index.ts';
import { callIndex, writtenName } from '../call-index.ts';
import { isSampleData, isTestOrExample, sideOf } from '../file-role.ts';
import { weakHash } from './hashes.ts';
import { isPasswordName } from './passwords.ts';
import { nameOf } from '../written-names.ts';

const options = z.object({
  bcryptRounds: z.int().min(4).max(31).default(12).describe('The least number of rounds for bcrypt.'),
});
type Options = z.infer<typeof options>;

/** Disallows hashing passwords with what was not made for it, or too cheaply (OWASP Password Storage Cheat Sheet; CWE-916, CWE-759, CWE-256; ASVS 5.0 requirement 11.4.2). */
export default {
  meta: {
    name: 'no-weak-password-hash',
    description: 'Disallow password hashes that are fast, cheap or missing',
    rationale:
      'Databases leak. A digest such as SHA-256 lets one graphics card try billions of passwords a second; a password hash with today\'s cost lets it try a few thousand. A password that is kept or compared as it is needs no trying at all.',
    severity: 'error',
    precision: 'high',
    securitySeverity: '7.5',
    cwe: ['CWE-916', 'CWE-759', 'CWE-256'],
    owasp: ['API2:2023'],
    preset: 'recommended',
  },
  options,
  messages: {
    fast: 'A password is hashed with {{what}}, which is made to be fast: whoever gets the hashes tries billions of passwords a second. Use Argon2id, scrypt or bcrypt (`argon2.hash(password)`).',
    cost: 'Passwords are hashed by {{what}}, which is cheaper than it should be today: guessing from leaked hashes is that much quicker. Use {{least}}, and rehash when users log in.',
    variant: 'Passwords are hashed with {{what}}, which side channels can read. Use {{instead}}.',
    salt: 'The salt is a constant: equal passwords have equal hashes, and one table of guesses serves for all of them. Make a new one for each password with `crypto.randomBytes(16)`, and keep it with the hash.',
    plain: 'A password is compared as it was typed with what is stored: the passwords themselves are kept. Store a hash (`argon2.hash(password)`), and verify with `argon2.verify`.',
  },
  check(context) {
    const files = new Set(context.files.filter((module) => sideOf(module) !== 'browser' && !isTestOrExample(module.path) && !isSampleData(module.path)));
    const least = { bcrypt: context.options.bcryptRounds };
    for (const name of NAMES) {
      for (const site of callIndex(context.program).get(name) ?? []) {
        if (!files.has(site.module)) continue;
        const found = weakHash(context.program, site, least);
        if (!found) continue;
        const report: Report = { module: site.module, start: found.span.start, end: found.span.end, messageId: found.messageId, data: found.data, confidence: found.mild ? 'medium' : 'high', identity: `${found.messageId} ${found.data.what ?? ''}` };
        if (found.mild) report.severity = 'note';
        context.report(report);
      }
    }
    for (const module of files) ofComparisons(context, module);
  },
} satisfies Rule<typeof options>;

const NAMES = ['update', 'hash', 'hashSync', 'genSalt', 'genSaltSync', 'pbkdf2', 'pbkdf2Sync', 'scrypt', 'scryptSync', 'md5', 'MD5', 'sha1', 'SHA1', 'sha224', 'sha256', 'SHA256', 'sha384', 'sha512', 'SHA512', 'sha3', 'SHA3', 'HmacSHA256', 'HmacSHA512', 'HmacMD5', 'ripemd160', 'hex_md5'];

/** `user.password === password`. */
function ofComparisons(context: RuleContext<Options>, module: ModuleFacts): void {
  walkModule(module, {
    expr(expr, fn) {
      if (expr.kind === 'binary' && /^[!=]==?$/.test(expr.operator) && comparesStored(expr) && !(expr.operator.startsWith('!') && hashes(module, fn))) {
        context.report({ module, start: expr.start, end: expr.end, messageId: 'plain', confidence: 'high', identity: 'plain' });
      }
    },
  });
}

/** Whether a function hashes something: one that does so when a password is another than before has hashes to compare with. */
function hashes(module: ModuleFacts, fn: number): boolean {
  if (fn < 0) return false;
  let found = false;
  walkFunction(module, fn, { expr(expr) { found ||= expr.kind === 'call' && /^(hash|genSalt)(Sync)?$|^hash\w*password$|^encrypt\w*password$/i.test(writtenName(expr)); } });
  return found;
}

function comparesStored({ left, right }: BinaryExpr): boolean {
  const stored = [left, right].find(isStored);
  if (!stored) return false;
  const other = stored === left ? right : left;
  return isPasswordName(nameOf(other)) && !(isStored(other) && rootOf(other) === rootOf(stored));
}

const RECORD = /^(user|users?\w*|account|admin|member|customer|employee|row|record|found\w*|existing\w*|db\w*|result|student|teacher|doctor|patient|client|owner|u|usr|profile|person|author|data\w*|doc)$/i;
const TYPED = /^(body|req|request|input|form|values|fields|dto|params|query|payload|credentials|args|state|props|config|env|options|settings)$/i;

/** A member of something that was looked up: `user.password`, `rows[0].pwd`. */
function isStored(expr: Expr): boolean {
  if (expr.kind !== 'member' || !isPasswordName(expr.property)) return false;
  const root = expr.object.kind === 'ref' ? expr.object.name : expr.object.kind === 'member' ? expr.object.property || rootOf(expr.object) : '';
  return RECORD.test(root) && !TYPED.test(root) && !TYPED.test(rootOf(expr));
}

function rootOf(expr: Expr): string {
  return expr.kind === 'member' ? rootOf(expr.object) : expr.kind === 'ref' ? expr.name : expr.kind === 'this' ? 'this' : '';
}
