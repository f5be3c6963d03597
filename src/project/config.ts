import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import type { Config } from '../model/index.ts';
import { ConfigError } from './config-error.ts';
import { describeIssues, didYouMean, keyPath } from './config-issues.ts';
import { configSchema } from './config-schema.ts';
import { openDisk } from './disk.ts';
import { isObject, openJsonFiles, type JsonFiles } from './json-files.ts';
import { JsonError, parseJsonc } from './jsonc.ts';
import { fromRoot, isOutside } from './paths.ts';
import { decode, reasonOf } from './read.ts';

const NAMES = ['authlint.config.json', 'authlint.config.jsonc'];
const MANIFEST = 'package.json';
/** The key of a package.json that holds the configuration. */
const KEY = 'authlint';

export interface LoadedConfig {
  config: Config;
  /** From `cwd`, with '/'; undefined when there is none. */
  file: string | undefined;
  /** Absolute: what the patterns in the configuration are relative to. */
  folder: string;
}

/**
 * The configuration at `configPath`, or that of `cwd` (absolute) or of the nearest folder around it, up to the top of
 * the repository. Without one, the defaults. Patterns are relative to its folder, or to `cwd` when that is not in it.
 * @throws ConfigError
 */
export function loadConfig(cwd: string, configPath: string | undefined, files: JsonFiles): LoadedConfig {
  const path = configPath === undefined ? find(cwd, files) : resolve(cwd, configPath);
  if (path === undefined) return { config: parse({}, '', []), file: undefined, folder: cwd };
  const file = fromRoot(cwd, path) ?? path;
  const content = read(path, file);
  const prefix = basename(path) === MANIFEST ? [KEY] : [];
  const value = prefix.length > 0 ? (isObject(content) ? content[KEY] : undefined) : content;
  if (value === undefined) throw new ConfigError(`${file}: there is no key "${KEY}" in it.`);
  const folder = dirname(path);
  return { config: parse(value, file, prefix), file, folder: isOutside(fromRoot(folder, cwd) ?? '..') ? cwd : folder };
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

/** The configuration (absolute) that holds for a folder (absolute, and there): its own, or that of the nearest folder around it. */
export function findConfig(folder: string): string | undefined {
  const silent = (): void => undefined;
  return find(folder, openJsonFiles(openDisk(folder, [], silent), silent));
}

function find(cwd: string, files: JsonFiles): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const own = NAMES.map((name) => join(folder, name)).find((path) => existsSync(path));
    if (own !== undefined) return own;
    const manifest = join(folder, MANIFEST);
    if (files.object(fromRoot(cwd, manifest) ?? '')?.[KEY] !== undefined) return manifest;
    if (existsSync(join(folder, '.git')) || dirname(folder) === folder) return undefined;
  }
}

function read(path: string, file: string): unknown {
  if (/^\.[cm]?[jt]s$/.test(extname(path))) {
    throw new ConfigError(`${file}: the configuration is JSON (authlint.config.json). Code is not run, because what is analysed is not trusted.`);
  }
  try {
    if (statSync(path).isDirectory()) throw new ConfigError(`${file}: it is a folder, not a configuration file.`);
    return parseJsonc(decode(readFileSync(path)) ?? '');
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
