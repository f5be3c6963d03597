import { normalize } from '../../guards/index.ts';

/**
 * The address of a folder below `app`: groups and slots are left out; nothing below a private folder is reachable
 * (Next.js documentation, project structure).
 */
export function appPath(folders: string[]): string | undefined {
  if (folders.some((name) => name.startsWith('_'))) return undefined;
  return normalize(folders.filter((name) => !/^\((?!\.)[^)]*\)$/.test(name) && !name.startsWith('@')).map(segment).join('/'));
}

/** The address of a file below `pages`. */
export function pagesPath(place: string): string {
  return normalize(place.split('/').map((name, i, all) => (name === 'index' && i === all.length - 1 ? '' : segment(name))).join('/'));
}

/** `[id]`, `[...rest]`, `[[...rest]]`; `%5F` is a leading underscore that makes no folder private. */
function segment(name: string): string {
  if (/^\[\[?\.\.\./.test(name)) return '*';
  const parameter = /^\[(.+)\]$/.exec(name)?.[1];
  return parameter === undefined ? name.replace(/^%5F/i, '_') : `:${parameter.replace(/[^\w]/g, '_')}`;
}
