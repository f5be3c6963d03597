import * as z from 'zod';
import type { CallSite, ModuleFacts, ProgramView, Rule } from '../../src/model/index.ts';
import { callIndex } from '../call-index.ts';
import { isSampleData, isTestOrExample, isVendored, sideOf } from '../file-role.ts';
import { originOf } from '../origin.ts';
import { secretMadeOf } from './flows.ts';

const options = z.strictObject({
  bits: z.number().int().min(0).default(64).describe('Least number of random bits of a token, secret or session id that is made with a secure generator.'),
});

const WEAK = '`Math.random()` is a generator whose next values follow from the last ones';
const MOMENT = 'a moment can be tried';
const UUID1 = 'a UUID of version 1 is made of the time and the machine';
const UNIQID = '`uniqid` is made of the time and the machine';

interface Source { site: CallSite; because: string; bits?: number }

/** Requires secrets to be made by a secure generator, long enough (CWE-338, CWE-330; ASVS 5.0 requirements 7.2.3 and 11.5.1). */
export default {
  meta: {
    name: 'no-insecure-random-token',
    description: 'Disallow tokens, passwords and codes that can be guessed from the time or from a weak random generator',
    rationale: 'Math.random is no secret: after a few of its values the next ones are known. A date or a counter can be tried. Who can guess the token of a session or of a password reset needs nothing else.',
    severity: 'error',
    precision: 'high',
    securitySeverity: '7.5',
    cwe: ['CWE-338', 'CWE-330', 'CWE-334'],
    owasp: ['A02:2021', 'API2:2023'],
    preset: 'preview',
  },
  options,
  messages: {
    weak: '`{{name}}` is a {{what}} that can be guessed: {{because}}. Make it with `crypto.randomBytes(32).toString(\'base64url\')`, or `crypto.randomInt` for digits.',
    short: '`{{name}}` is a {{what}} of {{bits}} random bits. That is few enough to try them all. Make it with `crypto.randomBytes(32).toString(\'base64url\')`.',
  },
  check({ program, files, options: { bits }, report }) {
    const wanted = new Set(files.filter((module) => !isTestOrExample(module.path) && !isVendored(module.path) && !isSampleData(module.path)));
    const seen = new Set<string>();
    for (const { site, because, bits: has } of sources(program)) {
      const { module } = site;
      if (!wanted.has(module) || (has !== undefined && has >= bits)) continue;
      const flow = secretMadeOf(program, site);
      if (!flow) continue;
      // A session of a browser's page that the server never hears of is no secret; a code of digits is short on purpose.
      if ((flow.what === 'session id' && sideOf(module) === 'browser') || (has !== undefined && /code|password/.test(flow.what))) continue;
      const key = `${module.path}:${site.fn}:${flow.name}`;
      if (seen.has(key)) continue;
      seen.add(key);
      report({
        module, start: site.expr.start, end: site.expr.end, messageId: has === undefined ? 'weak' : 'short', confidence: 'high', identity: flow.name, severity: has === undefined ? 'error' : 'warning',
        data: { name: flow.name, what: flow.what, because, bits: String(has ?? '') },
      });
    }
  },
} satisfies Rule<typeof options>;

function sources(program: ProgramView): Source[] {
  const index = callIndex(program);
  const at = (name: string): CallSite[] => index.get(name) ?? [];
  const builtin = (site: CallSite, object: string): boolean => site.expr.callee.kind === 'member' && site.expr.callee.object.kind === 'ref' && site.expr.callee.object.name === object && site.expr.callee.object.binding < 0;
  const found: Source[] = [];
  for (const site of at('random')) if (builtin(site, 'Math')) found.push({ site, because: WEAK });
  for (const site of at('now')) if (builtin(site, 'Date')) found.push({ site, because: MOMENT });
  for (const site of at('Date')) if (site.expr.kind === 'new' && site.expr.args.length === 0 && site.expr.callee.kind === 'ref' && site.expr.callee.binding < 0) found.push({ site, because: MOMENT });
  for (const name of ['v1', 'uuidv1', 'uuid', 'uuidV1']) for (const site of at(name)) if (isFrom(site, /^uuid(\/v1)?$/, /^v1$/)) found.push({ site, because: UUID1 });
  for (const site of at('uniqid')) if (isFrom(site, /^uniqid$/, /^(default|\*)?$/)) found.push({ site, because: UNIQID });
  for (const site of at('randomBytes')) {
    const length = numberOf(program, site);
    if (length !== undefined && isFrom(site, /^(node:)?crypto$/, /^randomBytes$/)) found.push({ site, because: '', bits: length * 8 });
  }
  for (const site of at('nanoid')) {
    const length = numberOf(program, site);
    if (length !== undefined && isFrom(site, /^nanoid/, /^nanoid$/)) found.push({ site, because: '', bits: length * 6 });
  }
  return found;
}

function numberOf(program: ProgramView, { module, expr, fn }: CallSite): number | undefined {
  const [arg] = expr.args;
  const value = arg && program.denote(module, arg, fn);
  return value?.kind === 'literal' && typeof value.value === 'number' ? value.value : undefined;
}

/** The callee is imported, or required, from the package under this name. */
function isFrom({ module, expr: { callee } }: CallSite, source: RegExp, name: RegExp): boolean {
  const root = callee.kind === 'member' ? callee.object : callee;
  if (root.kind !== 'ref') return false;
  const from = importOf(module, root.binding);
  return from !== undefined && source.test(from.source) && (from.source === 'uuid/v1' || name.test(callee.kind === 'member' ? callee.property : from.name));
}

function importOf(module: ModuleFacts, binding: number): { source: string; name: string } | undefined {
  const facts = module.bindings[binding];
  if (!facts) return undefined;
  if (facts.import) return facts.import;
  const init = facts.init?.kind === 'member' ? originOf(module, facts.init.object) : facts.init;
  const [source] = init?.kind === 'call' && init.callee.kind === 'ref' && init.callee.name === 'require' ? init.args : [];
  return source?.kind === 'literal' && typeof source.value === 'string' ? { source: source.value, name: facts.init?.kind === 'member' ? facts.init.property : '*' } : undefined;
}
