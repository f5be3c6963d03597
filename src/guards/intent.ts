import type { AuthMap, Config, Diagnostic, Route } from '../model/index.ts';
import { positionOf, type Program } from '../link/index.ts';
import { conventionOf } from './conventions.ts';

/** Says of routes that anyone can call which are so on purpose, and by what that is known. */
export function declareIntent(map: AuthMap, program: Program, config: Config, diagnostics: Diagnostic[]): void {
  const patterns = config.public.map((text) => ({ text, matches: patternOf(text) }));
  for (const route of map.routes) {
    if (route.access !== 'public' && route.access !== 'unknown') continue;
    const pattern = patterns.find((one) => one.matches(route));
    const comment = commentFor(route, program, diagnostics);
    const convention = conventionOf(route);
    if (pattern) route.publicBy = `config: ${pattern.text}`;
    else if (comment) route.publicBy = `comment: ${comment}`;
    else if (convention && route.access === 'public') route.publicBy = `convention: ${convention}`;
  }
}

/** `[METHOD|ANY] /path`: `*` inside a segment, `**` across segments, letters of either case. */
export function patternOf(text: string): (route: Pick<Route, 'method' | 'path'>) => boolean {
  const match = /^(?:([A-Z]+)\s+)?(\S+)$/.exec(text.trim());
  if (!match) return () => false;
  const [, method, path] = match as unknown as [string, string | undefined, string];
  const source = path.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\\?\/\*\*$/, '(?:/@@)?').replace(/\*\*/g, '@@').replace(/\*/g, '[^/]*').replace(/@@/g, '.*');
  const regexp = new RegExp(`^${source.startsWith('/') || source.startsWith('(') || source.startsWith('.') ? source : `/?${source}`}$`, 'i');
  return (route) => (method === undefined || method === 'ANY' || method === 'ALL' || method === route.method) && regexp.test(route.path);
}

/** The reason in `// authlint-public: <reason>` on the line of the route's declaration or right above it. */
function commentFor(route: Route, program: Program, diagnostics: Diagnostic[]): string | undefined {
  const module = program.module(route.file);
  const comment = module?.comments.find((one) => one.directive === 'public' && (one.endLine === route.line - 1 || (one.line >= route.line && one.line <= route.endLine)));
  if (!module || !comment) return undefined;
  if (comment.reason) return comment.reason;
  const { line, column } = positionOf(module, comment.start);
  diagnostics.push({ kind: 'invalid-suppression', file: route.file, line, column, message: 'The comment `authlint-public` gives no reason. Write it after the colon: `// authlint-public: <reason>`.' });
  return undefined;
}
