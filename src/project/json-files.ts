import type { Diagnostic } from '../model/index.ts';
import type { Disk } from './disk.ts';
import { JsonError, parseJsonc } from './jsonc.ts';
import { folderOf, nameOf } from './paths.ts';
import { decode, reasonOf } from './read.ts';

export type JsonObject = Record<string, unknown>;

/** Reads configuration files of other tools. A file that is broken is reported once, and then taken as empty. */
export interface JsonFiles {
  /** The object in a file (relative path); undefined when there is no such file. */
  object(path: string): JsonObject | undefined;
  /** The text of a file; undefined when there is no such file. */
  text(path: string): string | undefined;
}

export function openJsonFiles(disk: Disk, report: (diagnostic: Diagnostic) => void): JsonFiles {
  const objects = new Map<string, JsonObject | undefined>();

  function text(path: string): string | undefined {
    const kind = disk.entries(disk.folder(folderOf(path)) ?? folderOf(path)).get(nameOf(path));
    if (kind === undefined || kind === 'folder') return undefined;
    try {
      return decode(disk.bytes(path)) ?? '';
    } catch (error) {
      report({ kind: 'config', file: path, message: `The file cannot be read: ${reasonOf(error)}.` });
      return '';
    }
  }

  function read(path: string): JsonObject | undefined {
    const content = text(path);
    if (content === undefined) return undefined;
    try {
      const value = parseJsonc(content);
      if (isObject(value)) return value;
      report({ kind: 'config', file: path, message: 'The file was ignored: it does not hold a JSON object.' });
    } catch (error) {
      if (!(error instanceof JsonError)) throw error;
      report({ kind: 'config', file: path, line: error.line, message: `The file was ignored: ${error.message}.` });
    }
    return {};
  }

  return {
    text,
    object(path) {
      if (!objects.has(path)) objects.set(path, read(path));
      return objects.get(path);
    },
  };
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The strings of a string, or of an array of them. */
export function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
