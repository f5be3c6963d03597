import * as z from 'zod';
import type { Expr, ModuleFacts, Rule, Span } from '../../src/model/index.ts';
import { isTestOrExample, isVendored } from '../file-role.ts';
import { signingsOf } from '../jwt-signings.ts';
import { plain, wordsOf } from '../names.ts';
import { originOf } from '../origin.ts';

const options = z.strictObject({
  allow: z.array(z.string()).default([]).describe('Claims that are fine, although they are named like secrets.'),
});

const SECRETS = new Set(['password', 'passwd', 'pwd', 'passwordhash', 'hashedpassword', 'passhash', 'salt', 'pin', 'cvv', 'cvc', 'ssn', 'socialsecuritynumber', 'nationalid', 'passportnumber', 'taxid', 'cardnumber', 'creditcard', 'creditcardnumber', 'iban', 'bankaccount', 'secretanswer', 'securityanswer', 'privatekey', 'totpsecret', 'otpsecret', 'twofactorsecret', 'mfasecret', 'apisecret', 'clientsecret', 'resettoken', 'mothersmaidenname']);
/** Records as a database gives them. */
const RECORD = /^(user|account|admin|member|customer|employee|student|teacher|doctor|patient|existingUser|foundUser|newUser|savedUser|currentUser|userData|userDoc|userExists|dbUser|createdUser)$/;
const FINDS = /^(findOne|findById|findFirst|findUnique|findByPk|findOneBy|findOneOrFail|findFirstOrThrow|findUniqueOrThrow|create|save|findOneAndUpdate|findByIdAndUpdate|insert)$/;
const AS_OBJECT = /^(toObject|toJSON|get|toJson|lean)$/;

interface Claim { at: Span; name: string; kind: 'secret' | 'record' }

/** Disallows secrets in tokens that anyone who holds them can read (CWE-200, CWE-312; RFC 7519 section 12; ASVS 5.0 requirement 15.3.1). */
export default {
  meta: {
    name: 'no-sensitive-jwt-claims',
    description: 'Disallow passwords, card data, national ids and whole records of users in the claims of a JWT',
    rationale: 'The claims of a signed JWT are encoded, not encrypted: the browser, each script of the page, proxies and logs can read them. What is in a token that was given out cannot be taken back.',
    severity: 'warning',
    precision: 'high',
    securitySeverity: '5.3',
    cwe: ['CWE-200', 'CWE-312'],
    owasp: ['API3:2023'],
    preset: 'preview',
  },
  options,
  messages: {
    secret: '`{{name}}` is among the claims of this token. They are encoded, not encrypted: whoever sees the token reads them. Leave it out, and look it up by the subject where it is needed.',
    record: 'The whole record `{{name}}` becomes the claims of this token, with the hash of the password and all else that the table has. Whoever sees the token reads them. Name the claims that are needed instead, such as `sub`.',
  },
  check({ program, files, options: { allow }, report }) {
    const wanted = new Set(files.filter((module) => !isTestOrExample(module.path) && !isVendored(module.path)));
    const allowed = new Set(allow.map(plain));
    const seen = new Set<string>();
    for (const { site, payload } of signingsOf(program)) {
      if (!wanted.has(site.module) || !payload) continue;
      for (const claim of claimsOf(site.module, payload)) {
        const key = `${site.module.path}:${claim.at.start}`;
        if (allowed.has(plain(claim.name)) || seen.has(key)) continue;
        seen.add(key);
        report({ module: site.module, start: claim.at.start, end: claim.at.end, messageId: claim.kind, confidence: claim.kind === 'secret' ? 'high' : 'medium', identity: claim.name, data: { name: claim.name } });
      }
    }
  },
} satisfies Rule<typeof options>;

function claimsOf(module: ModuleFacts, payload: Expr): Claim[] {
  const record = recordOf(module, payload);
  if (record) return [{ at: payload, name: record, kind: 'record' }];
  const object = originOf(module, payload);
  return object.kind === 'object' ? ofObject(module, object, 0) : [];
}

function ofObject(module: ModuleFacts, object: Extract<Expr, { kind: 'object' }>, depth: number): Claim[] {
  return object.properties.flatMap((property): Claim[] => {
    const { key, value, variant } = property;
    const record = variant === 'spread' || (variant === 'value' && RECORD.test(key)) || /^data$/.test(key) ? recordOf(module, value) : undefined;
    if (record) return [{ at: property, name: record, kind: 'record' }];
    if (variant === 'value' && isSecret(key) && !isFlag(module, value)) return [{ at: property, name: key, kind: 'secret' }];
    const inner = originOf(module, value);
    return inner.kind === 'object' && depth < 2 ? ofObject(module, inner, depth + 1) : [];
  });
}

function isSecret(key: string): boolean {
  return SECRETS.has(plain(key)) && !wordsOf(key).some((word) => /^(has|is|changed|at|version|required|expired)$/.test(word));
}

/** `password: true`, `pin: Boolean(user.pin)`. */
function isFlag(module: ModuleFacts, value: Expr): boolean {
  const read = originOf(module, value);
  return (read.kind === 'literal' && typeof read.value !== 'string') || read.kind === 'unary' || read.kind === 'binary' || (read.kind === 'call' && read.callee.kind === 'ref' && /^(Boolean|encrypt\w*)$/.test(read.callee.name));
}

/** A record that a query of the function gave: `user`, `user.toObject()`. Not one of which some fields were selected. */
function recordOf(module: ModuleFacts, expr: Expr): string | undefined {
  const converted = expr.kind === 'call' && expr.callee.kind === 'member' && AS_OBJECT.test(expr.callee.property) && expr.args.length === 0;
  const read = converted && expr.callee.kind === 'member' ? expr.callee.object : expr;
  const name = read.kind === 'ref' ? read.name : '';
  if (read.kind !== 'ref' || !RECORD.test(name)) return undefined;
  let origin = originOf(module, read);
  // `(await User.find(...))[0]`
  while (origin.kind === 'member' && /^\d+$/.test(origin.property)) origin = originOf(module, origin.object);
  if (origin.kind !== 'call' || origin.callee.kind !== 'member' || !FINDS.test(origin.callee.property)) return undefined;
  return selects(origin) ? undefined : name;
}

function selects(call: Extract<Expr, { kind: 'call' }>): boolean {
  return call.args.some((arg) => arg.kind === 'object' && arg.properties.some((one) => /^(select|attributes|omit|projection|columns|fields)$/.test(one.key))) || call.args.some((arg, index) => index > 0 && (arg.kind === 'array' || arg.kind === 'literal' || (arg.kind === 'object' && call.callee.kind === 'member' && /^find/.test(call.callee.property) && arg.properties.every((one) => one.value.kind === 'literal'))));
}
