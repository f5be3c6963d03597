import * as z from 'zod';
import type { ModuleFacts, Rule, RuleContext } from '../../src/model/index.ts';
import { isSampleData, isTestOrExample, isVendored, sideOf } from '../file-role.ts';
import { stmtsAround } from '../surroundings.ts';
import { httpLoggerLeaks } from './http-loggers.ts';
import { leaksOf, type Leak } from './leaks.ts';
import { redactionOf, type Redaction } from './redaction.ts';
import { sinksIn, type Sink } from './sinks.ts';
import { outermost } from './whole.ts';

const options = z.strictObject({
  browser: z.boolean().default(false).describe('Report what code for browsers writes to the console, too.'),
  allow: z.array(z.string()).default([]).describe('Names that are fine to log, although they are called like credentials.'),
});
type Options = z.infer<typeof options>;

/** Disallows credentials in logs and errors (OWASP Logging Cheat Sheet, "Data to exclude"; CWE-532, CWE-209; ASVS 5.0 requirement 16.2.5). */
export default {
  meta: {
    name: 'no-credential-logging',
    description: 'Disallow passwords, tokens, keys and authorization headers in logs and in the text of errors',
    rationale: 'Logs are copied, shipped to other companies and kept for years, and far more people read them than may log in as somebody else. A credential in them is one that leaked: whoever reads the line can use it.',
    severity: 'warning',
    precision: 'high',
    securitySeverity: '6.5',
    cwe: ['CWE-532', 'CWE-209'],
    owasp: ['API2:2023', 'API8:2023'],
    preset: 'strict',
  },
  options,
  messages: {
    log: '`{{name}}` ({{what}}) is written to the log. Whoever reads the log, or whom it is shipped to, can use it. Leave it out, or log that it is there (`Boolean({{name}})`).',
    whole: '`{{name}}` is logged as it is, and {{what}} is in it. Whoever reads the log can use it. Log the fields that are needed, by name.',
    error: '`{{name}}` ({{what}}) gets into the text of an error. Errors are logged, and often shown to callers. Say what is wrong without it.',
    requests: '`{{name}}` logs every request with its headers, the authorization header and cookies among them. Whoever reads the log can use them. Take them out: `redact: [\'req.headers.authorization\', \'req.headers.cookie\']`.',
  },
  check(context) {
    const { program, options: { allow } } = context;
    const files = new Set(context.files.filter((module) => isWanted(module, context.options)));
    const allowed = new Set(allow);
    const redaction = redactionOf(program);
    for (const sink of sinksIn(program)) {
      const { module, fn } = sink.site;
      if (!files.has(module) || (sink.kind === 'console' && isForPeople(context, module))) continue;
      const seen = new Set<string>();
      for (const arg of sink.args) {
        for (const leak of leaksOf(program, module, arg, fn)) {
          if (seen.has(leak.name) || allowed.has(leak.name) || !isTold(context, sink, leak, redaction)) continue;
          seen.add(leak.name);
          context.report({
            module, start: leak.start, end: leak.end, identity: `${sink.kind} ${leak.name}`, confidence: leak.kind === 'part' ? 'high' : 'medium',
            messageId: sink.kind === 'error' ? 'error' : leak.kind === 'whole' ? 'whole' : 'log',
            data: { name: leak.name, what: leak.kind === 'whole' ? `\`${leak.what}\``.replace(/^`([^ \n]* .*|cookies)`$/, 'the $1').replace('the cookies', 'every cookie') : /^[aeio]/i.test(leak.what) ? `an ${leak.what}` : leak.what === 'cookies' ? 'the cookies' : `a ${leak.what}` },
          });
        }
      }
    }
    for (const { module, start, end, messageId, name, what } of httpLoggerLeaks(program)) {
      if (files.has(module)) context.report({ module, start, end, messageId, identity: `${messageId} ${name}`, confidence: 'medium', data: { name, what } });
    }
  },
} satisfies Rule<typeof options>;

function isWanted(module: ModuleFacts, { browser }: Options): boolean {
  return !isTestOrExample(module.path) && !isVendored(module.path) && (browser || sideOf(module) !== 'browser');
}

const TERMINAL = /^(commander|yargs|inquirer|@inquirer\/.*|prompts|enquirer|@clack\/.*|oclif|@oclif\/.*|cac|meow|minimist|nest-commander|citty|readline|node:readline)$/;

/** What a command prints for the person who runs it: seeds, scripts, command line tools. */
function isForPeople({ program }: RuleContext, module: ModuleFacts): boolean {
  return isSampleData(module.path) || /(^|\/)(bin|cli|scripts?|tools?|commands?|tasks)\//i.test(module.path) || /(^|\/)(cli|seed\w*|setup|generate-?\w*|create-?admin\w*)\.[cm]?[jt]s$/i.test(module.path)
    || program.text(module).startsWith('#!') || (module.exports.length === 0 && /\bprocess\.exit\(0?\)/.test(program.text(module))) || module.imports.some((one) => TERMINAL.test(one.source));
}

const LOGIN = /jwt|auth|log-?in|sign-?(in|up)|password|credential|bearer|cookie|session|refresh/i;
const OTHER_TOKENS = /lexer|parser|tokeniz|\bast\b|grammar|erc-?20|\bnft\b|web3|solana|injection|provider for/i;

function isTold({ program }: RuleContext<Options>, { kind, site }: Sink, leak: Leak, redaction: Redaction): boolean {
  const { module, fn } = site;
  if (kind === 'error' && !leak.inText && site.expr.args[0] !== undefined && leak.kind !== 'part') return false;
  if (kind === 'error' && leak.key !== undefined) return false;
  if (kind === 'logger' && !leak.inText && (redaction.takesOut(leak.key ?? leak.name) || redaction.takesOut(leak.name) || redaction.takesOut(leak.what.split(' ')[0]!))) return false;
  if (leak.kind === 'weak') {
    const top = outermost(module, fn);
    const around = top < 0 ? program.text(module) : program.text(module).slice(module.functions[top]!.start, module.functions[top]!.end);
    if (OTHER_TOKENS.test(around) || !(LOGIN.test(around) || LOGIN.test(module.path))) return false;
    const said = program.text(module).slice(site.expr.start, leak.start);
    if (/(unexpected|unknown|expected|unrecognized|unsupported|no provider for|inject\w*) (token|key)|erc|address/i.test(said)) return false;
  }
  return !onlyWhileDeveloping(program.text(module), module, site.expr);
}

/** `if (process.env.NODE_ENV !== 'production') console.log(...)`. */
function onlyWhileDeveloping(text: string, module: ModuleFacts, at: Sink['site']['expr']): boolean {
  return stmtsAround(module, at).some((stmt) => stmt.kind === 'if' && stmt.test.end < at.start && /NODE_ENV|is_?dev|\bdev\b|development|__DEV__|is_?local|is_?test/i.test(text.slice(stmt.test.start, stmt.test.end)));
}
