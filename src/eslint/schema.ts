import * as z from 'zod';
import type { Rule } from '../model/index.ts';

/** A rule's options as ESLint wants them: JSON schema of draft 4, every object closed. */
export function optionsSchema(rule: Rule): Record<string, unknown> {
  const schema = z.toJSONSchema(rule.options, {
    target: 'draft-4',
    io: 'input',
    override({ jsonSchema }) {
      if (jsonSchema.type === 'object') jsonSchema.additionalProperties ??= false;
    },
  });
  const { $schema: _, '~standard': __, ...rest } = schema as Record<string, unknown>;
  return rest;
}

/** Its options when the user gives none. */
export function defaultOptions(rule: Rule): object {
  return rule.options.parse({}) as object;
}
