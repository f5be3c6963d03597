import * as z from 'zod';
import type { Rule, RuleContext } from '../../src/model/index.ts';

const options = z.object({
  values: z.array(z.string()).default(['bad']).describe('Values that `use` must not be called with.'),
});

/** A small rule that depends on other files, for tests of what runs rules: reports `use(x)` where x is a forbidden text. */
export default {
  meta: {
    name: 'no-forbidden-value',
    description: 'Disallow forbidden values',
    rationale: 'They are forbidden.',
    severity: 'error',
    precision: 'very-high',
    securitySeverity: '1.0',
    cwe: ['CWE-1'],
    owasp: [],
    preset: 'recommended',
    hasSuggestions: true,
  },
  options,
  messages: { forbidden: '{{name}} is {{value}}, which is forbidden.' },
  check({ program, files, options: { values }, report }: RuleContext<z.infer<typeof options>>) {
    for (const module of files) {
      for (const { expr, fn } of program.calls(module)) {
        const [argument] = expr.args;
        if (!argument || expr.callee.kind !== 'ref' || expr.callee.name !== 'use') continue;
        const value = program.denote(module, argument, fn);
        if (value.kind !== 'literal' || !values.includes(String(value.value))) continue;
        const { start, end } = argument;
        report({
          module, start, end, messageId: 'forbidden',
          data: { name: program.text(module).slice(start, end), value: String(value.value) },
          suggestions: [{ message: "Use 'good'.", edits: [{ start, end, text: "'good'" }] }],
        });
      }
    }
  },
} satisfies Rule;
