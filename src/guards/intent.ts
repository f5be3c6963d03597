import { entryFor, idlePatterns } from './policy.ts';
import { patternOf } from './route-pattern.ts';
import type { AuthMap, CommentFact, Config, Diagnostic, ModuleFacts, Route } from '../model/index.ts';
import { positionOf, type Program } from '../link/index.ts';
import { conventionsBesideLogins } from './beside-login.ts';
import { conventionOf } from './conventions.ts';

/** Says of routes that anyone can call which are so on purpose, and by what that is known. */
export function declareIntent(map: AuthMap, program: Program, config: Config, diagnostics: Diagnostic[]): void {
  const patterns = config.public.map((text) => ({ text, matches: patternOf(text) }));
  const besideLogin = conventionsBesideLogins(map, program);
  const complained = new Set<CommentFact>();
  for (const text of idlePatterns(config, map.routes)) diagnostics.push({ kind: 'config', message: `The policy's pattern \`${text}\` matches no route.` });
  for (const route of map.routes) {
    if (route.access !== 'public' && route.access !== 'unknown') continue;
    const pattern = patterns.find((one) => one.matches(route));
    const found = commentFor(route, program);
    const convention = conventionOf(route) ?? besideLogin(route) ?? (route.guards.some((guard) => guard.startsLogin) ? 'login' : undefined);
    if (entryFor(config, route)?.require === 'public') route.publicBy = `config: policy ${entryFor(config, route)!.match}`;
    else if (pattern) route.publicBy = `config: ${pattern.text}`;
    else if (found?.comment.reason) route.publicBy = `comment: ${found.comment.reason}`;
    else if (convention && route.access === 'public') route.publicBy = `convention: ${convention}`;
    if (!found || found.comment.reason || complained.has(found.comment)) continue;
    complained.add(found.comment);
    const { line, column } = positionOf(found.module, found.comment.start);
    diagnostics.push({ kind: 'invalid-suppression', file: found.module.path, line, column, message: 'The comment `authlint-public` gives no reason. Write it after the colon: `// authlint-public: <reason>`.' });
  }
}

interface Found { module: ModuleFacts; comment: CommentFact }

/** `// authlint-public: <reason>` at the route's declaration, or where its router is mounted. */
function commentFor(route: Route, program: Program): Found | undefined {
  const places = [{ file: route.file, from: route.line, to: route.endLine }, ...route.mounts.map(({ file, line }) => ({ file, from: line, to: line })).reverse()];
  for (const { file, from, to } of places) {
    const module = program.module(file);
    const comment = module?.comments.find((one) => one.directive === 'public' && ((one.line >= from && one.line <= to) || isAbove(one, from, module, program)));
    if (module && comment) return { module, comment };
  }
  return undefined;
}

/** Nothing but comments stands between it and the line. */
function isAbove(comment: CommentFact, line: number, module: ModuleFacts, program: Program): boolean {
  if (comment.endLine >= line || line - comment.endLine > 30) return false;
  const text = program.text(module);
  if (/\S/.test(text.slice(module.lineStarts[comment.line - 1], comment.start))) return false;
  const between = text.slice(comment.end, module.lineStarts[line - 1]);
  return between.replace(/\/\*[^]*?\*\//g, '').split('\n').slice(1).every((one) => /^\s*(\/\/|$)/.test(one)) && !/\n\s*\n/.test(between);
}
