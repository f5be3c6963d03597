import { isDeepStrictEqual } from 'node:util';
import { redirected } from '../../rules/redirects.ts';
import { applySuppressions, runRule, type Snapshot } from '../analyze.ts';
import type { Config, Finding, Rule } from '../model/index.ts';
import { defaultOptions } from './schema.ts';

/** What a rule finds in the files, or in all, without what comments suppress. */
export function check(snapshot: Snapshot, rule: Rule, options: unknown, files?: string[]): Finding[] {
  const { findings } = applySuppressions(snapshot, runRule(snapshot, rule, options, files), files);
  return findings.filter((finding) => !finding.suppressed);
}

/**
 * Options that are set in ESLint hold. Otherwise, those of the configuration file do, as on the command line. ESLint hands a rule
 * that is not given any its defaults, so these stand for none.
 */
export function optionsFor(rule: Rule, given: unknown, config: Config): unknown {
  if (given !== undefined && !isDeepStrictEqual(given, defaultOptions(rule))) return given;
  const setting = redirected(config.rules).settings[rule.meta.name];
  return Array.isArray(setting) ? setting[1] : {};
}
