import { expect, it } from 'vitest';
import * as z from 'zod';
import { defaultOptions, optionsSchema } from '../../src/eslint/schema.ts';
import forbiddenValue from '../harness/forbidden-value.ts';

const rule = {
  ...forbiddenValue,
  options: z.object({
    names: z.array(z.string()).default(['a']).describe('Names.'),
    nested: z.object({ deep: z.boolean().default(true).describe('Deep.') }).prefault({}).describe('Nested.'),
    byName: z.record(z.string(), z.number()).default({}).describe('Numbers by name.'),
  }),
};

it('is a draft 4 schema in which no option is required and every object is closed', () => {
  expect(optionsSchema(rule)).toEqual({
    type: 'object',
    additionalProperties: false,
    properties: {
      names: { description: 'Names.', default: ['a'], type: 'array', items: { type: 'string' } },
      nested: {
        description: 'Nested.', default: {}, type: 'object', additionalProperties: false,
        properties: { deep: { description: 'Deep.', default: true, type: 'boolean' } },
      },
      byName: { description: 'Numbers by name.', default: {}, type: 'object', additionalProperties: { type: 'number' } },
    },
  });
});

it('fills in all defaults', () => {
  expect(defaultOptions(rule)).toEqual({ names: ['a'], nested: { deep: true }, byName: {} });
});
