import { currentName, redirected } from '../../rules/redirects.ts';
import type { Config, Diagnostic, Rule, RuleSetting, Severity } from '../model/index.ts';
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
 * @param options `report` is told of names that are not in use any more
 * @throws ConfigError for a name that no rule has or had
 */
export function enabledRules(rules: Rule[], config: Config, configFile: string | undefined, options: { rules?: Record<string, RuleSetting>; only?: string[]; report?(diagnostic: Diagnostic): void }): EnabledRule[] {
  const configured = redirected(config.rules);
  if (configured.notes.length > 0) options.report?.({ kind: 'config', ...(configFile === undefined ? {} : { file: configFile }), message: configured.notes.join(' ') });
  const only = options.only?.map(currentName);
  checkRuleNames({ rules: configured.settings }, rules.map((rule) => rule.meta.name), configFile);
  const settings = { ...configured.settings, ...redirected(options.rules ?? {}).settings };
  return rules.flatMap((rule): EnabledRule[] => {
    const { name } = rule.meta;
    const setting = settings[name];
    if (only && !only.includes(name)) return [];
    const inPreset = (INCLUDES[config.preset] ?? INCLUDES['recommended']!).includes(rule.meta.preset);
    if (setting === 'off' && !only) return [];
    if (setting === undefined && !inPreset && !only) return [];
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
