import { z } from 'zod';

const severity = z.enum(['error', 'warning', 'note']);

export const ruleSetting = z
  .union([z.literal('off'), severity, z.tuple([severity, z.record(z.string(), z.unknown())])])
  .describe('"off", a severity, or a severity and the options of the rule.');

export const guardSetting = z
  .strictObject({
    name: z.string().min(1).describe('A local or exported name (requireAuth), one of a file (./src/auth.ts#requireAuth), or one of a package (some-package#guard).'),
    proves: z
      .enum(['authentication', 'authorization', 'ownership', 'signature', 'shared-secret', 'csrf', 'rate-limit', 'nothing'])
      .describe('What is known of a caller that it lets through.'),
    roles: z.array(z.string().min(1)).optional().describe('Roles, permissions or scopes that it asks for.'),
  })
  .describe('A guard that the engine cannot see through.');

/** What `authlint.config.json` may hold. */
export const configSchema = z
  .strictObject({
    $schema: z.string().optional().describe('Where this schema is, for editors.'),
    include: z
      .array(z.string().min(1))
      .default(['**'])
      .describe('Patterns of the files to analyse, from the folder of the configuration. A folder stands for all that is in it.'),
    exclude: z
      .array(z.string().min(1))
      .default([])
      .describe('Patterns of files not to analyse, besides tests and what git ignores. A pattern with "!" readmits: "!**/*.spec.ts".'),
    preset: z.enum(['recommended', 'strict', 'all', 'preview']).default('recommended').describe('The rules that are on unless "rules" says otherwise.'),
    rules: z.record(z.string(), ruleSetting).default({}).describe('Settings by name of rule.'),
    public: z
      .array(z.string().min(1))
      .default([])
      .describe('Routes that are public on purpose: "GET /health", "/webhooks/**"; "*" stands for text inside a segment, "**" for any segments.'),
    guards: z.array(guardSetting).default([]).describe('Guards that the engine cannot see through.'),
    roleChecks: z.array(z.string().min(1)).default([]).describe('Names of functions that check roles or permissions, beyond the usual ones.'),
  })
  .describe('Configuration of authlint.');

/** JSON schema of the configuration file, as editors read it. */
export function configJsonSchema(): Record<string, unknown> {
  return { title: 'authlint configuration', ...z.toJSONSchema(configSchema, { target: 'draft-7', io: 'input' }) };
}
