import * as z from 'zod';
import type { CallSite, FunctionFacts, ModuleFacts, ProgramView, Rule, RuleContext } from '../../src/model/index.ts';
import { isTestOrExample, isVendored } from '../file-role.ts';
import { reachedFrom } from '../reached.ts';
import { unverifiedIdentities } from './decoded.ts';
import { headerKeys } from './headers.ts';

const options = z.strictObject({
  gateway: z.boolean().default(false).describe('Say nothing of decoded tokens: a gateway in front verifies each of them.'),
});

/** Disallows decisions on claims that nothing verified (CWE-347, RFC 8725 section 3.2; ASVS 5.0 requirements 9.1.1 and 9.1.3). */
export default {
  meta: {
    name: 'no-unverified-jwt',
    description: 'Disallow decisions on the claims of a JWT that nobody verified',
    rationale: 'Decoding a JWT checks nothing: anyone can write a token with any claims. The same holds for its header. A key, or the address of one, that the token itself names is a key that the sender chose.',
    severity: 'error',
    precision: 'high',
    securitySeverity: '8.8',
    cwe: ['CWE-347', 'CWE-345'],
    owasp: ['API2:2023'],
    preset: 'recommended',
  },
  options,
  messages: {
    decoded: '{{call}} reads a token without verifying it, and its payload is taken for the identity of the caller. No signature is checked, so anyone can write any identity. Verify this token with the key and the algorithm that signed it.',
    decision: '{{call}} reads a token without verifying it, and what it says about rights decides. No signature is checked, so anyone can write any role. Verify this token with the key and the algorithm that signed it.',
    lookup: '{{call}} reads a token of the request without verifying it, and whom it names is looked up. No signature is checked, so anyone can name anybody. Verify the token before its claims are used.',
    header: 'The key that verifies a token is taken from `{{field}}` in the header of that token. Whoever sends the token writes the header, and so brings a key along that fits. Use keys of your own settings, or compare `{{field}}` with a list of them first.',
    kid: '`kid` of an unverified header becomes part of a path, an address or a statement. The sender writes it, and chooses what is read for a key. Look the key up in a list of known ones by `kid`.',
  },
  check(context) {
    const { program } = context;
    const wanted = new Set(context.files.filter((module) => !isTestOrExample(module.path) && !isVendored(module.path)));
    if (!context.options.gateway) {
      let guarded: Set<FunctionFacts> | undefined;
      for (const { site, sink, use } of unverifiedIdentities(program)) {
        const { callee } = site.expr;
        if (!wanted.has(site.module)) continue;
        // A guard in front has verified the token of the request.
        if (use !== 'identity' && isAmong((guarded ??= behindGuards(context)), site)) continue;
        context.report({
          module: site.module, start: callee.start, end: callee.end, messageId: use === 'identity' ? 'decoded' : use, confidence: 'medium', identity: use,
          data: { call: nameOf(program, site.module, callee) },
          related: [{ module: site.module, start: sink.start, end: sink.end, message: use === 'identity' ? 'Here its payload becomes the identity.' : use === 'decision' ? 'Here it decides.' : 'Here it is looked up.' }],
        });
      }
    }
    for (const { module, at, field, use } of headerKeys(program)) {
      if (!wanted.has(module)) continue;
      context.report({
        module, start: at.start, end: at.end, messageId: field === 'kid' ? 'kid' : 'header', confidence: 'high', identity: field, data: { field },
        related: [{ module, start: use.start, end: use.end, message: 'It is used here.' }],
      });
    }
  },
} satisfies Rule<typeof options>;

/** Functions that run for routes that need a login, and for no others. */
function behindGuards({ program, map }: Pick<RuleContext, 'program' | 'map'>): Set<FunctionFacts> {
  const reached = (guarded: boolean): FunctionFacts[] =>
    [...map.details.values()].filter(({ route }) => /^auth/.test(route.access) === guarded).flatMap(({ handlers }) => reachedFrom(program, handlers, 2).map(({ fn }) => fn));
  const open = new Set(reached(false));
  return new Set(reached(true).filter((fn) => !open.has(fn)));
}

function isAmong(functions: Set<FunctionFacts>, { module, fn }: CallSite): boolean {
  for (let at = module.functions[fn]; at; at = module.functions[at.owner]) if (functions.has(at)) return true;
  return false;
}

const LONGEST_NAME = 40;
/** The callee as written, in one line. */
function nameOf(program: ProgramView, module: ModuleFacts, callee: { start: number; end: number }): string {
  const text = program.text(module).slice(callee.start, callee.end).replace(/\s+/g, ' ');
  return `\`${text.length > LONGEST_NAME ? `${text.slice(0, LONGEST_NAME)}…` : text}\``;
}
