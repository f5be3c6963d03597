import * as z from 'zod';
import type { Confidence, ModuleFacts, Rule, Span } from '../../src/model/index.ts';
import { authorizationRequests } from '../authorization-requests.ts';
import { isTestOrExample, isVendored } from '../file-role.ts';
import { isUnprovenExchange, parametersOf } from './grants.ts';

const options = z.object({
  confidential: z.boolean().default(false).describe('Also ask for a code challenge where the client may have a secret: OAuth 2.1 and RFC 9700 recommend it for every client.'),
  passwordGrant: z.boolean().default(true).describe('Report the password grant.'),
});

/** Requires the code flow with PKCE (RFC 7636; RFC 9700 sections 2.1.1, 2.1.2 and 2.4; CWE-345; ASVS 5.0 requirements 10.2.1, 10.4.4 and 10.4.6). */
export default {
  meta: {
    name: 'require-pkce',
    description: 'Require PKCE with S256, and no implicit flow or password grant',
    rationale:
      'A client without a secret proves nothing when it exchanges a code: whoever gets hold of the code gets the tokens. The implicit flow puts the token itself into an address, and the password grant hands the password to the client.',
    severity: 'warning',
    precision: 'medium',
    securitySeverity: '6.5',
    cwe: ['CWE-345'],
    owasp: ['API2:2023'],
    preset: 'preview',
  },
  options,
  messages: {
    implicit: 'This asks for the token in the answer itself (`response_type={{value}}`, the implicit flow). It ends up in addresses, history and logs, and can be injected. Ask for a `code`, with PKCE.',
    plain: 'The code challenge is the verifier itself (`plain`). Whoever reads the request can exchange the code. Use `S256`.',
    constant: 'The code verifier is written down in the code. A value that everyone knows proves nothing. Make a random one for each request, of 43 to 128 characters.',
    password: 'This logs in with the password grant: the client sees the password of the user, and no second factor is possible. RFC 9700 forbids it. Use the code flow with PKCE.',
    exchange: 'This exchanges a code without a client secret and without a `code_verifier`. Whoever gets hold of the code can exchange it, too. Send a `code_challenge` with the request for it, and the verifier here.',
    challenge: 'This asks for a code without a `code_challenge`. Whoever gets hold of the code can inject it into a login of their own. Send an `S256` challenge, and the verifier with the exchange.',
  },
  check(context) {
    const { program, options: given } = context;
    const report = (module: ModuleFacts, { start, end }: Span, messageId: string, confidence: Confidence, data: Record<string, string> = {}): void => {
      const line = program.text(module).slice(start, end).search(/\r?\n/);
      context.report({ module, start, end: line < 0 ? end : start + line, messageId, data, confidence, identity: messageId });
    };
    for (const module of context.files) {
      if (isTestOrExample(module.path) || isVendored(module.path) || !WORDS.test(program.text(module))) continue;
      for (const parameter of parametersOf(module)) {
        const { name, value } = parameter;
        if (name === 'response_type' && value.split(/\s+/).includes('token')) report(module, parameter, 'implicit', 'high', { value });
        else if (name === 'code_challenge_method' && value.toLowerCase() === 'plain') report(module, parameter, 'plain', 'high');
        else if (name === 'code_verifier' && value !== '' && (parameter.beside.includes('code') || parameter.beside.includes('grant_type'))) report(module, parameter, 'constant', 'high');
        else if (name === 'grant_type' && value === 'password' && given.passwordGrant && (parameter.beside.length !== 1)) report(module, parameter, 'password', 'medium');
        else if (name === 'grant_type' && value === 'authorization_code' && isUnprovenExchange(program, module, parameter)) report(module, parameter, 'exchange', 'medium');
      }
    }
    if (!given.confidential) return;
    const files = new Set(context.files);
    for (const request of authorizationRequests(program)) {
      const type = request.parameters.get('response_type');
      if (files.has(request.module) && !request.open && type?.split(' ').includes('code') && !request.parameters.has('code_challenge')) report(request.module, request, 'challenge', 'medium');
    }
  },
} satisfies Rule<typeof options>;

const WORDS = /grant_?type|response_?type|code_?challenge|code_?verifier/i;
