import * as z from 'zod';
import type { FunctionFacts, ModuleFacts, Rule, RuleContext } from '../../src/model/index.ts';
import { isTestOrExample, isVendored } from '../file-role.ts';
import { nameOfFunction } from '../function-names.ts';
import { openRedirects } from './redirects.ts';

const options = z.object({
  everywhere: z.boolean().default(false).describe('Report such redirects in all functions, not only where someone logs in or out.'),
});

/** Disallows redirects to an address of the request at login, callback and logout (CWE-601; ASVS 5.0 requirement 3.7.2; RFC 9700 section 4.11). */
export default {
  meta: {
    name: 'no-open-redirect-after-login',
    description: 'Disallow redirects after login or logout to an address that the request names',
    rationale:
      'The link to the login is on the real site, and so is the form. Who then lands on a copy of it that says "wrong password, try again" types the password in once more. Where tokens or codes are added to the address, they go along.',
    severity: 'warning',
    precision: 'medium',
    securitySeverity: '6.1',
    cwe: ['CWE-601'],
    owasp: ['API8:2023'],
    preset: 'preview',
  },
  options,
  messages: {
    open: 'This sends the browser to whatever the parameter `{{parameter}}` says, after it has been to the login. A link to your own site then ends on any other. Accept only paths of this site (a `/` and no second `/` or `\\`), or compare with a list.',
  },
  check(context) {
    let routes: Map<FunctionFacts, string> | undefined;
    for (const module of context.files) {
      const text = context.program.text(module);
      if (isTestOrExample(module.path) || isVendored(module.path) || !/redirect|location/.test(text)) continue;
      for (const { fn, argument, parameter } of openRedirects(context.program, module)) {
        const around = outermost(module, fn);
        if (CHECKS.test(text.slice(around.start, around.end))) continue;
        routes ??= pathsByHandler(context);
        if (!context.options.everywhere && !isAboutLogin(module, fn, routes)) continue;
        context.report({ module, start: argument.start, end: argument.end, messageId: 'open', data: { parameter }, confidence: 'high', identity: parameter });
      }
    }
  },
} satisfies Rule<typeof options>;

/** The function looks at an address in some way: whether it does so well is not asked. */
const CHECKS = /startsWith|allow|safe|valid|sanit[iy]|whitelist|trusted|permitted|internal|relative|\borigin\b|hostname|\.host\b|\.includes\(|indexOf|\.test\(|\.match\(|new URL\(|endsWith|charAt|===\s*['"]\/|\[0\]|verify\w*(url|uri|redirect)|check\w*(url|uri|redirect)|clean\w*(url|uri|redirect)/i;
const LOGIN = /log_?-?(in|out|off)|sign_?-?(in|out|up)|auth(?!or)|authori[sz]e|callback|sso|saml|oidc|session|verify/i;

function pathsByHandler({ map }: RuleContext): Map<FunctionFacts, string> {
  return new Map(map.routes.flatMap((route) => map.details.get(route)!.handlers.map(({ fn }) => [fn, route.path] as const)));
}

function isAboutLogin(module: ModuleFacts, fn: FunctionFacts, routes: Map<FunctionFacts, string>): boolean {
  for (let at: FunctionFacts | undefined = fn; at; at = module.functions[at.owner]) {
    if (LOGIN.test(routes.get(at) ?? '') || LOGIN.test(nameOfFunction(module, at))) return true;
  }
  return LOGIN.test(module.path.split('/').slice(-2).join('/'));
}

const MAX_AROUND = 4000;

function outermost(module: ModuleFacts, fn: FunctionFacts): FunctionFacts {
  let best = fn;
  for (let at: FunctionFacts | undefined = fn; at && at.end - at.start <= MAX_AROUND; at = module.functions[at.owner]) best = at;
  return best;
}
