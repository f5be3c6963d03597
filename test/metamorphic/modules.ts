import { posix } from 'node:path';
import type { Files } from './transformation.ts';

const EXTENSIONS = ['', '.ts', '.tsx', '.js', '.jsx', '.mjs', '.cjs', '.mts', '.cts', '/index.ts', '/index.tsx', '/index.js', '/index.mjs'];

/** The file that a relative specifier means. */
export function importedFile(files: Files, from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const path = posix.join(posix.dirname(from), specifier);
  const typed = path.replace(/\.([cm]?)js(x?)$/, '.$1ts$2');
  return [...EXTENSIONS.map((extension) => path + extension), typed, `${typed}x`].find((candidate) => files.has(candidate));
}

/** How a file says where another is. */
export function specifier(from: string, to: string): string {
  const path = posix.relative(posix.dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}
