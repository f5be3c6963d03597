import * as z from 'zod';
import type { BinaryExpr, CallExpr, Expr, ModuleFacts, ProgramView, Rule, RuleContext } from '../../src/model/index.ts';
import { walkModule } from '../../src/link/index.ts';
import { isTestOrExample, sideOf } from '../file-role.ts';
import { wordsOf } from '../names.ts';
import { secretSide, type SecretSide } from './secret-side.ts';
import { nameOf } from '../written-names.ts';

const options = z.object({
  settings: z.boolean().default(true).describe('Report comparisons with secrets from the environment or the configuration, too, not only with signatures and digests.'),
});
type Options = z.infer<typeof options>;

/** Requires that secrets, signatures and digests are compared in constant time (CWE-208; ASVS 5.0 requirement 11.2.4). */
export default {
  meta: {
    name: 'require-timing-safe-compare',
    description: 'Require secrets, signatures and digests to be compared in constant time',
    rationale:
      'A comparison with `===` stops at the first difference, so the time of the answer tells how much of a guess was right. Over many requests a signature or key can be found piece by piece.',
    severity: 'warning',
    precision: 'high',
    securitySeverity: '5.9',
    cwe: ['CWE-208'],
    owasp: ['API2:2023'],
    preset: 'recommended',
  },
  options,
  messages: {
    operator: '{{what}} is compared with `{{operator}}`, which stops at the first difference: the time of the answer tells how much of a guess was right. Compare with `crypto.timingSafeEqual` (over buffers of equal length, such as digests of both sides).',
    method: '{{what}} is compared with `{{operator}}`, which does not take the same time for every guess. Compare with `crypto.timingSafeEqual` (over buffers of equal length, such as digests of both sides).',
  },
  check(context) {
    for (const module of context.files) {
      if (sideOf(module) === 'browser' || isTestOrExample(module.path)) continue;
      walkModule(module, {
        expr(expr, fn) {
          if (expr.kind === 'binary' && /^[!=]==?$/.test(expr.operator)) ofOperator(context, module, expr, fn);
          else if (expr.kind === 'call') ofMethod(context, module, expr, fn);
        },
      });
    }
  },
} satisfies Rule<typeof options>;

/** Cheap: most comparisons have nothing of the sort on either side. */
function mayMatter(expr: Expr, depth = 0): boolean {
  switch (expr.kind) {
    case 'ref': return depth > 2 || HINT.test(expr.name);
    case 'member': return HINT.test(expr.property) || (depth < 3 && mayMatter(expr.object, depth + 1));
    case 'call': return mayMatter(expr.callee, depth + 1) || expr.args.some((arg) => mayMatter(arg, depth + 1));
    case 'template': return expr.values.some((value) => mayMatter(value, depth + 1));
    case 'binary': return mayMatter(expr.left, depth + 1) || mayMatter(expr.right, depth + 1);
    case 'await': return mayMatter(expr.value, depth);
    default: return false;
  }
}

const HINT = /secret|key|token|sig|hmac|hash|digest|password|auth|expected|computed|calculated|credential|bearer/i;

function ofOperator(context: RuleContext<Options>, module: ModuleFacts, expr: BinaryExpr, fn: number): void {
  if (isPlain(expr.left) || isPlain(expr.right) || !(mayMatter(expr.left) || mayMatter(expr.right))) return;
  const found = sideAt({ program: context.program, module, fn }, expr.left, expr.right, context.options);
  if (found) context.report({ module, start: expr.start, end: expr.end, messageId: 'operator', confidence: found.certain ? 'high' : 'medium', identity: found.what, data: { what: capital(found.what), operator: expr.operator } });
}

const COMPARES = new Set(['localeCompare', 'equals', 'indexOf', 'includes', 'compare']);

/** `expected.localeCompare(given)`, `digest.equals(other)`, `Buffer.compare(a, b)`. */
function ofMethod(context: RuleContext<Options>, module: ModuleFacts, expr: CallExpr, fn: number): void {
  if (expr.callee.kind !== 'member' || !COMPARES.has(expr.callee.property) || expr.args.length === 0) return;
  const { object, property } = expr.callee;
  const isBuffer = object.kind === 'ref' && object.name === 'Buffer';
  if (property === 'compare' && !isBuffer) return;
  const [left, right] = isBuffer ? expr.args : [object, expr.args[0]];
  if (!left || !right || isPlain(left) || isPlain(right) || !(mayMatter(left) || mayMatter(right))) return;
  const found = sideAt({ program: context.program, module, fn }, left, right, context.options);
  // A list of keys is searched for the whole of one.
  if (!found || ((property === 'includes' || property === 'indexOf') && !found.certain)) return;
  context.report({ module, start: expr.start, end: expr.end, messageId: 'method', confidence: 'medium', identity: found.what, data: { what: capital(found.what), operator: property } });
}

function sideAt(where: { program: ProgramView; module: ModuleFacts; fn: number }, left: Expr, right: Expr, { settings }: Options): SecretSide | undefined {
  const one = secretSide(where, left);
  const other = secretSide(where, right);
  const found = [one, other].find((side) => side?.certain) ?? (one && other);
  if (!found || (!settings && found.what.startsWith('the secret'))) return undefined;
  // Both are the server's own, or both are passwords that someone types twice.
  if (one?.what.startsWith('the secret') && other?.what.startsWith('the secret')) return undefined;
  return [left, right].some((side) => wordsOf(nameOf(side)).some((word) => word === 'confirm' || word === 'repeat')) ? undefined : found;
}

function isPlain(expr: Expr): boolean {
  if (expr.kind === 'unary') return expr.operator === 'typeof' || expr.operator === 'void' || isPlain(expr.operand);
  if (expr.kind === 'template') return expr.values.length === 0;
  if (expr.kind === 'member') return expr.property === 'length' || expr.property === 'size';
  return expr.kind === 'literal' || (expr.kind === 'ref' && (expr.name === 'undefined' || /^[A-Z][A-Z0-9_]*$/.test(expr.name) && !/SECRET|KEY|TOKEN|PASS/.test(expr.name)));
}

function capital(text: string): string {
  return text.startsWith('`') ? text : text[0]!.toUpperCase() + text.slice(1);
}
