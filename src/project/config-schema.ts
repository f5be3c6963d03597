import * as z from 'zod';
import { frameworkSetting } from './house-schema.ts';

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

const requirement = z
  .union([
    z.enum(['public', 'authenticated', 'authorized']).describe('"public": anyone may call it. "authenticated": the caller is known. "authorized": the caller has a right.'),
    z.strictObject({
      role: z.string().min(1).optional().describe('Only callers with this role.'),
      roles: z.array(z.string().min(1)).min(1).optional().describe('Only callers with one of these roles.'),
      permission: z.string().min(1).optional().describe('A permission or scope that is asked for.'),
      guard: z.string().min(1).optional().describe('The name of a guard that stands in front, and refuses callers.'),
      proves: z.enum(['ownership', 'signature', 'shared-secret', 'csrf', 'rate-limit']).optional().describe('What else some element in front proves.'),
    }),
  ])
  .describe('What must be true of whoever gets to the handler.');

export const policySetting = z
  .strictObject({
    routes: z
      .array(z.strictObject({
        match: z.string().min(1).describe('"ANY /admin/**", "POST /orders", "QUERY user.*": the method and the path of the routes that are meant. The most specific entry wins.'),
        require: requirement,
      }))
      .default([]),
  })
  .describe('The access that routes must have, checked by the rule "policy".');

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
    policy: policySetting.default({ routes: [] }),
    frameworks: z.array(frameworkSetting).default([]).describe('Frameworks of the project itself: how their routes are declared, and what a declaration says of callers.'),
  })
  .describe('Configuration of authlint.');

/** JSON schema of the configuration file, as editors read it. */
export function configJsonSchema(): Record<string, unknown> {
  return { title: 'authlint configuration', ...z.toJSONSchema(configSchema, { target: 'draft-7', io: 'input' }) };
}
