import type { Route } from '../model/index.ts';

/** `[METHOD|ANY] /path`: `*` inside a segment, `**` across segments, letters of either case. */
export function patternOf(text: string): (route: Pick<Route, 'method' | 'path'>) => boolean {
  const match = /^(?:([A-Za-z]+)\s+)?(\S+)$/.exec(text.trim());
  if (!match) return () => false;
  const [, given, path] = match as unknown as [string, string | undefined, string];
  const method = given?.toUpperCase();
  const source = path.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\\?\/\*\*$/, '(?:/@@)?').replace(/\*\*/g, '@@').replace(/\*/g, '[^/]*').replace(/@@/g, '.*');
  const regexp = new RegExp(`^${source.startsWith('/') || source.startsWith('(') || source.startsWith('.') ? source : `/?${source}`}$`, 'i');
  return (route) => (method === undefined || method === 'ANY' || method === 'ALL' || method === route.method) && regexp.test(route.path);
}
