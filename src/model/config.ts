import type { HouseFramework } from './house.ts';
import type { Severity } from './rule.ts';

/** The user's configuration after validation, with defaults filled in. */
export interface Config {
  /** Globs, relative to the config's folder. */
  include: string[];
  exclude: string[];
  /** `recommended`, `strict`, `all`, `preview`. */
  preset: string;
  /** By rule name. */
  rules: Record<string, RuleSetting>;
  /** Routes that are public on purpose: `GET /health`, `/webhooks/**`, with `*` inside a segment and `**` across. */
  public: string[];
  /** Guards that the engine cannot see through: by local or exported name. */
  guards: GuardSetting[];
  /** Names of role and permission checks, beyond the usual ones. */
  roleChecks: string[];
  policy: { routes: PolicyEntry[] };
  /** Frameworks of the project's own. */
  frameworks: HouseFramework[];
}

/** What must be true of whoever gets to the handlers of some routes. */
export interface PolicyEntry {
  /** `ANY /admin/**`. */
  match: string;
  require: 'public' | 'authenticated' | 'authorized' | PolicyRequirement;
}

export interface PolicyRequirement {
  role?: string | undefined;
  roles?: string[] | undefined;
  permission?: string | undefined;
  guard?: string | undefined;
  proves?: 'ownership' | 'signature' | 'shared-secret' | 'csrf' | 'rate-limit' | undefined;
}

export type RuleSetting = 'off' | Severity | [Severity, Record<string, unknown>];

export interface GuardSetting {
  /** `requireAuth`, or `./src/auth.ts#requireAuth`, or `some-package#guard`. */
  name: string;
  proves: 'authentication' | 'authorization' | 'ownership' | 'signature' | 'shared-secret' | 'csrf' | 'rate-limit' | 'nothing';
  roles?: string[];
}
