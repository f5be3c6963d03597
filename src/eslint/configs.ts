import type { ESLint, Linter } from 'eslint';
import type { Preset, Rule } from '../model/index.ts';

/** From the least rules to the most. */
const PRESETS: Preset[] = ['recommended', 'strict'];

/** Files in other languages that ESLint has plugins for: there, it refuses rules that are made for JavaScript. */
const OTHER_LANGUAGES = ['**/*.{json,jsonc,json5,md,css,html,yaml,yml,toml,graphql,gql}'];

/**
 * A flat config with the rules of a preset and of those before it. It names no `files`: it applies to whatever the user lints, and
 * does not make ESLint lint TypeScript files without the parser for them.
 */
export function configOf(plugin: ESLint.Plugin, preset: 'recommended' | 'strict', rules: Rule[]): Linter.Config {
  const included = PRESETS.slice(0, PRESETS.indexOf(preset) + 1);
  return {
    name: `authlint/${preset}`,
    ignores: OTHER_LANGUAGES,
    plugins: { authlint: plugin },
    rules: Object.fromEntries(
      rules
        .filter(({ meta }) => included.includes(meta.preset))
        .map(({ meta }) => [`authlint/${meta.name}`, meta.severity === 'error' ? 'error' : 'warn']),
    ),
  };
}
