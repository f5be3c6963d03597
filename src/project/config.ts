import { statSync } from 'node:fs';
import { basename, dirname, extname, resolve } from 'node:path';
import type { Config } from '../model/index.ts';
import { ConfigError } from './config-error.ts';
import { describeIssues, didYouMean, keyPath } from './config-issues.ts';
import { configSchema } from './config-schema.ts';
import type { Disk } from './disk.ts';
import { CONFIG_KEY as KEY, findConfigWith, MANIFEST } from './find-config.ts';
import { withCurrentKeys } from './former-keys.ts';
import { isObject, type JsonFiles } from './json-files.ts';
import { JsonError, parseJsonc } from './jsonc.ts';
import { fromRoot, isOutside } from './paths.ts';
import { decode, reasonOf } from './read.ts';
import type { Witness } from './witness.ts';

export { findConfig } from './find-config.ts';

export interface LoadedConfig {
  config: Config;
  /** From `cwd`, with '/'; undefined when there is none. */
  file: string | undefined;
  /** Absolute: what the patterns in the configuration are relative to. */
  folder: string;
  /** What to tell of keys that are called otherwise now. */
  notes: string[];
}

/**
 * The configuration at `configPath`, or that of `cwd` (absolute) or of the nearest folder around it, up to the top of
 * the repository. Without one, the defaults. Patterns are relative to its folder, or to `cwd` when that is not in it.
 * @throws ConfigError
 */
export function loadConfig(cwd: string, configPath: string | undefined, files: JsonFiles, disk: Pick<Disk, 'bytes'>, witness?: Witness): LoadedConfig {
  const path = configPath === undefined ? findConfigWith(cwd, files) : resolve(cwd, configPath);
  if (configPath === undefined) witness?.fact('config', path === undefined ? '' : fromRoot(cwd, path) ?? path);
  if (path === undefined) return { config: parse({}, '', []), file: undefined, folder: cwd, notes: [] };
  const file = fromRoot(cwd, path) ?? path;
  const content = read(path, file, disk);
  const prefix = basename(path) === MANIFEST ? [KEY] : [];
  const value = prefix.length > 0 ? (isObject(content) ? content[KEY] : undefined) : content;
  if (value === undefined) throw new ConfigError(`${file}: there is no key "${KEY}" in it.`);
  const folder = dirname(path);
  const current = withCurrentKeys(value);
  return { config: parse(current.value, file, prefix), file, folder: isOutside(fromRoot(folder, cwd) ?? '..') ? cwd : folder, notes: current.notes };
}

/**
 * Checks that all rules that the configuration sets exist.
 * @param file of the configuration, for the message
 * @throws ConfigError
 */
export function checkRuleNames(config: Pick<Config, 'rules'>, names: Iterable<string>, file = 'configuration'): void {
  const known = new Set(names);
  const prefix = basename(file) === MANIFEST ? [KEY] : [];
  const problems = Object.keys(config.rules)
    .filter((name) => !known.has(name))
    .map((name) => `${file}: ${keyPath([...prefix, 'rules', name])}: no such rule.${didYouMean(name, known)}`);
  if (problems.length > 0) throw new ConfigError(problems.join('\n'));
}

function read(path: string, file: string, disk: Pick<Disk, 'bytes'>): unknown {
  if (/^\.[cm]?[jt]s$/.test(extname(path))) {
    throw new ConfigError(`${file}: the configuration is JSON (authlint.config.json). Code is not run, because what is analysed is not trusted.`);
  }
  try {
    if (statSync(path).isDirectory()) throw new ConfigError(`${file}: it is a folder, not a configuration file.`);
    return parseJsonc(decode(disk.bytes(file)) ?? '');
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    if (error instanceof JsonError) throw new ConfigError(`${file}:${error.line}: not valid JSON: ${error.message}.`);
    throw new ConfigError(`${file}: it cannot be read: ${reasonOf(error)}.`);
  }
}

function parse(value: unknown, file: string, prefix: string[]): Config {
  const result = configSchema.safeParse(value, { reportInput: true });
  if (!result.success) throw new ConfigError(describeIssues(result.error.issues, prefix).map((line) => `${file}: ${line}`).join('\n'));
  const { $schema: _, ...config } = result.data;
  return config;
}
