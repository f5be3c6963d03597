import * as z from 'zod';
import type { Rule, RuleContext } from '../../src/model/index.ts';
import type { Answer } from './answers.ts';
import { branchesOf, type Branch } from './branches.ts';
import { flowsOf, type Flow } from './flows.ts';
import { isMasked } from './masked.ts';

const options = z.strictObject({
  flows: z.array(z.enum(['login', 'password reset', 'sign-up'])).default(['login', 'password reset']).describe('The entry points that must not tell who has an account.'),
  timing: z.boolean().default(false).describe('Report logins that answer before hashing when there is no such account, too.'),
});
type Options = z.infer<typeof options>;

/** Disallows answers that tell who has an account (OWASP Authentication Cheat Sheet, "Authentication and Error Messages"; CWE-204, CWE-208; ASVS 5.0 requirement 6.3.8). */
export default {
  meta: {
    name: 'no-user-enumeration',
    description: 'Disallow logins and password resets that answer differently when there is no such account',
    rationale: 'An answer that differs turns the login into a register of who is a customer. Lists of addresses are tried against it, and the ones that exist are then guessed at, phished or exposed.',
    severity: 'warning',
    precision: 'high',
    securitySeverity: '5.3',
    cwe: ['CWE-204', 'CWE-208'],
    owasp: ['API2:2023'],
    preset: 'strict',
  },
  options,
  messages: {
    login: 'Here the login answers {{unknown}} when there is no such account, and {{wrong}} when the password is wrong: anyone can find out who has an account. Give the same status and the same text for both.',
    reset: '{{what}} answers {{unknown}} when there is no such account: anyone can find out who has one. Answer the same in both cases ("If there is an account, we sent a mail"), and only then look it up.',
    signUp: '{{what}} answers {{unknown}} when there is an account already: anyone can find out who has one. Answer the same in both cases, and tell the owner of the address by mail.',
    timing: 'When there is no such account, the login answers before it hashes anything, so that its time tells who has one. Compare with the hash of a made-up password in that case.',
  },
  check(context) {
    const files = new Set(context.files);
    const wanted = new Set(context.options.flows);
    const seen = new Set<string>();
    const report = (flow: Flow, answer: Answer, messageId: string, data: Record<string, string>, related?: Answer): void => {
      const key = `${answer.module.path}:${answer.start}`;
      if (seen.has(key) || !files.has(answer.module)) return;
      seen.add(key);
      context.report({
        module: answer.module, start: answer.start, end: answer.end, messageId, data, identity: messageId,
        confidence: messageId === 'timing' ? 'low' : messageId === 'login' ? 'high' : 'medium',
        ...(flow.route ? { route: `${flow.route.method} ${flow.route.path}` } : {}),
        ...(related ? { related: [{ module: related.module, start: related.start, end: related.end, message: 'The answer when the password is wrong.' }] } : {}),
      });
    };
    for (const flow of flowsOf(context, wanted)) {
      const branches = flow.reached.flatMap((one) => branchesOf(context.program, one));
      if (flow.name === 'login') ofLogin(context, flow, branches, report);
      else ofOne(flow, branches, report);
    }
  },
} satisfies Rule<typeof options>;

type Reporter = (flow: Flow, answer: Answer, messageId: string, data: Record<string, string>, related?: Answer) => void;

function ofLogin({ options: { timing } }: RuleContext<Options>, flow: Flow, branches: Branch[], report: Reporter): void {
  const wrong = branches.filter((one) => one.kind === 'wrong');
  for (const { answer: unknown, kind } of branches) {
    if (kind !== 'unknown') continue;
    const other = wrong.find(({ answer }) => answer.module === unknown.module && answer.fn === unknown.fn) ?? wrong[0];
    if (!other) continue;
    const difference = differ(unknown, other.answer);
    if (difference && !isMasked(unknown, flow.reached)) report(flow, unknown, 'login', difference, other.answer);
    else if (timing) report(flow, unknown, 'timing', {});
  }
}

/** How two answers differ, when both are known; as text for people. */
function differ(unknown: Answer, wrong: Answer): { unknown: string; wrong: string } | undefined {
  if (unknown.status !== undefined && wrong.status !== undefined && unknown.status !== wrong.status) return { unknown: `with ${unknown.status}`, wrong: `with ${wrong.status}` };
  if (unknown.text !== '' && wrong.text !== '' && unknown.text !== wrong.text) return { unknown: quoted(unknown.text), wrong: quoted(wrong.text) };
  return undefined;
}

function quoted(text: string): string {
  return `"${text.split(' | ').toSorted((a, b) => b.length - a.length)[0]!.slice(0, 60)}"`;
}

const NOT_THERE = /not.{0,12}(found|exist|registered|recogni[sz]ed|in our)|no.{0,12}(user|account|such)|n'?t (exist|find)|unknown (user|email|account)|invalid (email|user)|not_?found|unregistered|first register|please (register|sign up)/i;
const THERE = /exist|taken|already|in use|registered|duplicate/i;

/** Flows in which success and failure differ as soon as there is an error at all. */
function ofOne(flow: Flow, branches: Branch[], report: Reporter): void {
  const messageId = flow.name === 'sign-up' ? 'signUp' : 'reset';
  const kind = flow.name === 'sign-up' ? 'taken' : 'unknown';
  for (const { answer, kind: taken } of branches) {
    if (taken !== kind || isMasked(answer, flow.reached)) continue;
    const says = (flow.name === 'sign-up' ? THERE : NOT_THERE).test(answer.text);
    const fails = answer.status !== undefined ? answer.status >= 400 : answer.thrown;
    if (!fails && !(says && answer.text !== '')) continue;
    report(flow, answer, messageId, { what: flow.route ? `${flow.route.method} ${flow.route.path}` : 'This', unknown: answer.status !== undefined && fails ? `with ${answer.status}` : answer.text === '' ? 'with an error' : quoted(answer.text) });
  }
}
