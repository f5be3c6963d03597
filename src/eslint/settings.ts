import type { Config } from '../model/index.ts';
import { configSchema } from '../project/config-schema.ts';
import { describeIssues } from '../project/config-issues.ts';
import { ConfigError } from '../project/index.ts';

const KEYS = { public: true, guards: true, roleChecks: true, policy: true, frameworks: true } as const;
const schema = configSchema.pick(KEYS);

/** What `settings.authlint` may say: each key takes the place of the configuration's. */
export type Settings = Partial<Pick<Config, keyof typeof KEYS>>;

/** @throws ConfigError which names the key and the cause */
export function parseSettings(given: unknown): Settings {
  if (given === undefined) return {};
  const result = schema.safeParse(given, { reportInput: true });
  if (!result.success) {
    throw new ConfigError(describeIssues(result.error.issues, ['authlint']).map((line) => `ESLint settings: ${line}`).join('\n'));
  }
  return Object.fromEntries(Object.entries(result.data).filter(([key]) => Object.hasOwn(given as object, key)));
}
