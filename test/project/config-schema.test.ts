import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { configJsonSchema, configSchema } from '../../src/project/config-schema.ts';

describe('the schema for editors', () => {
  test('is what authlint.schema.json holds; else run `npm run build && node scripts/generate-schema.mjs`', () => {
    const committed: unknown = JSON.parse(readFileSync(new URL('../../authlint.schema.json', import.meta.url), 'utf8'));
    expect(committed).toEqual(JSON.parse(JSON.stringify(configJsonSchema())));
  });

  test.each([
    [{}],
    [{ $schema: 'x', preset: 'all', rules: { a: 'off', b: ['error', { c: 1 }] } }],
    [{ guards: [{ name: 'a', proves: 'csrf', roles: ['b'] }] }],
    [{ unknown: 1 }],
    [{ rules: { a: 'warn' } }],
    [{ rules: { a: ['error'] } }],
    [{ rules: { a: ['error', {}, 1] } }],
    [{ guards: [{ name: 'a' }] }],
    [{ include: 'src' }],
    [[]],
  ])('agrees with the validation on %j', (config) => {
    expect(new Ajv().validate(configJsonSchema(), config)).toBe(configSchema.safeParse(config).success);
  });
});
