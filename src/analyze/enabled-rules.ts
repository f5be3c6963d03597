import type { Config, Rule, RuleSetting, Severity } from '../model/index.ts';
import { checkRuleNames, ConfigError } from '../project/index.ts';

export interface EnabledRule { rule: Rule; severity: Severity | undefined; settings: unknown }

const INCLUDES: Record<string, string[]> = {
  recommended: ['recommended'],
  strict: ['recommended', 'strict'],
  all: ['recommended', 'strict', 'all'],
  preview: ['recommended', 'strict', 'all', 'preview'],
};

/**
 * The rules that the preset, the configuration and the command line switch on.
 *
 * @throws ConfigError for a name that is no rule's
 */
export function enabledRules(rules: Rule[], config: Config, configFile: string | undefined, options: { rules?: Record<string, RuleSetting>; only?: string[] }): EnabledRule[] {
  checkRuleNames(config, rules.map((rule) => rule.meta.name), configFile);
  const settings = { ...config.rules, ...options.rules };
  return rules.flatMap((rule): EnabledRule[] => {
    const { name } = rule.meta;
    const setting = settings[name];
    if (options.only && !options.only.includes(name)) return [];
    const inPreset = (INCLUDES[config.preset] ?? INCLUDES['recommended']!).includes(rule.meta.preset);
    if (setting === 'off' && !options.only) return [];
    if (setting === undefined && !inPreset && !options.only) return [];
    const severity = Array.isArray(setting) ? setting[0] : setting === 'off' ? undefined : setting;
    const given = Array.isArray(setting) ? setting[1] : {};
    const parsed = rule.options.safeParse(given);
    if (!parsed.success) {
      const issue = parsed.error.issues[0]!;
      throw new ConfigError(`${configFile ?? 'options'}: rules.${name}: ${[...issue.path, ''].join('.')} ${issue.message}`);
    }
    return [{ rule, severity, settings: given }];
  });
}
