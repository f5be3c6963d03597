import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { currentName } from '../../../rules/redirects.ts';
import { reasonOf } from '../../project/read.ts';
import { printableJson } from '../../report/text.ts';
import { UsageError } from '../host.ts';
import type { Entry, Remembered } from './entry.ts';

/** Where a baseline is kept unless the user says otherwise. */
export const BASELINE = 'authlint-baseline.json';

const order = (a: string | undefined = '', b: string | undefined = ''): number => a < b ? -1 : a > b ? 1 : 0;

/** The baseline as it is committed: the same findings give the same bytes. */
export function baselineText({ entries, sketches }: Remembered): string {
  const sorted = [...entries].sort((a, b) => order(a.file, b.file) || order(a.rule, b.rule) || order(a.route, b.route) || order(a.identity, b.identity)
    || order(a.code, b.code) || order(a.fingerprint, b.fingerprint));
  const files = [...new Set(sorted.map(({ file }) => file))];
  return `${printableJson({
    version: 1,
    findings: sorted.map(({ rule, route, file, fingerprint, identity, code }) => ({ rule, route, file, fingerprint, identity, code })),
    files: Object.fromEntries(files.map((file) => [file, (sketches.get(file) ?? []).join(' ')])),
  })}\n`;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isEntry(value: unknown): value is Entry {
  const { rule, route, file, fingerprint, identity, code } = (value ?? {}) as Record<string, unknown>;
  return [rule, file, fingerprint, code].every(isText) && [route, identity].every((one) => one === undefined || isText(one));
}

/**
 * @param name as the user knows it, from `cwd`
 * @throws UsageError when it is not there, or is no baseline
 */
export function readBaseline(cwd: string, name: string): Remembered {
  let text: string;
  try {
    text = readFileSync(resolve(cwd, name), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new UsageError(`There is no baseline ${name}. "authlint baseline" writes it.`);
    throw new UsageError(`The baseline ${name} cannot be read: ${reasonOf(error)}.`);
  }
  const broken = (what: string) => new UsageError(`${name} is no baseline of authlint: ${what}. "authlint baseline --force" writes it anew.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw broken('it is not valid JSON');
  }
  const { version, findings, files } = (value ?? {}) as { version?: unknown; findings?: unknown; files?: unknown };
  if (version !== 1) throw broken('its version is not 1');
  if (!Array.isArray(findings) || !findings.every(isEntry)) throw broken('a finding lacks its rule, file, fingerprint or code');
  const sketches = Object.entries((files ?? {}) as Record<string, unknown>).flatMap(([file, sketch]): [string, string[]][] => isText(sketch) ? [[file, sketch.split(' ').filter(Boolean)]] : []);
  return { entries: findings.map((entry) => ({ ...entry, rule: currentName(entry.rule) })), sketches: new Map(sketches) };
}

export function baselineExists(cwd: string, name: string): boolean {
  return existsSync(resolve(cwd, name));
}
