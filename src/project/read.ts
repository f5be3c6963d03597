import { closeSync, constants, fstatSync, openSync, readFileSync, statSync, type Stats } from 'node:fs';
import type { Diagnostic } from '../model/index.ts';

/** Larger files are generated or bundled. */
export const MAX_BYTES = 4 * 1024 * 1024;
/** In UTF-16 units. A longer line in a file of few lines is minified code. */
export const MAX_LINE_LENGTH = 200_000;
/** With this many lines, a long line is data in a file that a person wrote. */
export const FEW_LINES = 50;

export type ReadResult = { text: string } | { kind: Extract<Diagnostic['kind'], 'skipped-file' | 'unreadable-file'>; message: string };

/**
 * The text of a file (absolute path) without a byte order mark, or why it cannot be analysed. Never throws.
 * @param seen told what was read: no bytes of a file that is too large, or that cannot be read
 */
export function readSource(path: string, seen?: (stats: Stats | undefined, bytes: Buffer | undefined) => void): ReadResult {
  let bytes: Buffer | undefined;
  let stats: Stats | undefined;
  try {
    const descriptor = openRegular(path);
    try {
      stats = fstatSync(descriptor);
      if (stats.size > MAX_BYTES) return tooLarge(stats.size);
      bytes = readFileSync(descriptor);
    } finally {
      closeSync(descriptor);
      if (bytes || (stats && stats.size > MAX_BYTES)) seen?.(stats, bytes);
    }
  } catch (error) {
    seen?.(statSync(path, { throwIfNoEntry: false }), undefined);
    return { kind: 'unreadable-file', message: `The file cannot be read: ${reasonOf(error)}.` };
  }
  const text = decode(bytes);
  return text === undefined ? { kind: 'skipped-file', message: 'The file was skipped: it is binary.' } : checkText(text);
}

/**
 * Opens a file to be read. A pipe, a socket or a device is not waited for, even if it came to stand where a file was.
 * @throws what the operating system says, or an error whose message says that it is no file
 */
export function openRegular(path: string): number {
  // Windows has no such flag, and no such files in folders.
  const descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  const stats = fstatSync(descriptor);
  if (stats.isFile()) return descriptor;
  closeSync(descriptor);
  throw stats.isDirectory() ? Object.assign(new Error('it is a folder'), { code: 'EISDIR' }) : new Error('it is no regular file');
}

/** The same checks for text that is not on disk. */
export function checkText(given: string): ReadResult {
  const text = given.startsWith('\uFEFF') ? given.slice(1) : given;
  if (text.length > MAX_BYTES) return tooLarge(text.length);
  if (text.length > MAX_LINE_LENGTH) {
    const lines = text.split('\n', FEW_LINES + 1);
    const longest = lines.reduce((length, line) => Math.max(length, line.length), 0);
    if (lines.length <= FEW_LINES && longest > MAX_LINE_LENGTH) {
      return { kind: 'skipped-file', message: `The file was skipped: it has a line of ${longest} characters, so it is minified or bundled.` };
    }
  }
  return { text };
}

/** Text of UTF-8, or of UTF-16 that starts with a byte order mark; undefined when it is neither. */
export function decode(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2))).swap16().toString('utf16le');
  }
  return bytes.includes(0) ? undefined : bytes.toString('utf8');
}

/** What the operating system says went wrong, without the path. */
export function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'EACCES':
    case 'EPERM': return 'permission denied';
    case 'ENOENT': return 'it does not exist';
    case 'EISDIR': return 'it is a folder';
    default: return code ?? (error instanceof Error ? error.message : String(error));
  }
}

function tooLarge(size: number): ReadResult {
  const limit = MAX_BYTES / 1024 / 1024;
  return { kind: 'skipped-file', message: `The file was skipped: its ${(size / 1024 / 1024).toFixed(1)} MB are over the limit of ${limit} MB.` };
}
