import type { Value } from '../model/index.ts';
import { textOf, textParts } from '../link/index.ts';

/**
 * The folder that code names, with the project's root as `/`. Of one that starts where the process does, the nearest that is there.
 *
 * @param from the file that names it
 */
export function nearestFolder(dir: Value | undefined, from: string, exists: (folder: string) => boolean): string | undefined {
  const text = dir && textOf(dir);
  if (text !== undefined && exists(text)) return text.replace(/\/$/, '');
  const rest = withoutSteps(text ?? (dir ? textParts(dir).map((part) => part ?? '').join('') : '')).replace(/^[./]+/, '');
  if (rest === '') return undefined;
  const around = from.split('/').slice(0, -1);
  for (; ; around.pop()) {
    const path = `/${[...around, rest].join('/')}`;
    if (exists(path)) return path;
    if (around.length === 0) return undefined;
  }
}

/** `/src/lib/../routes` is `/src/routes`. */
function withoutSteps(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..' && !['', '.', '..'].includes(parts.at(-1) ?? '')) parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}
