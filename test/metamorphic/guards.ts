import type { Route } from '../../src/model/index.ts';
import { parse, ts } from './source.ts';
import type { Files, GuardUse } from './transformation.ts';

/** A guard's use as it is written. */
export interface WrittenGuard {
  guard: GuardUse;
  framework: string;
  path: string;
  node: ts.Node;
}

const CALLED = new Set(['express', 'polka', 'restify', 'koa', 'hono']);

/** Whether guards of the framework are functions that are called for each request. */
export function isCalledWithRequests(framework: string): boolean {
  return CALLED.has(framework);
}

/** Guards in front of handlers where they are used, each once. */
export function guardsAt(files: Files, routes: Route[]): WrittenGuard[] {
  const found = new Map<string, WrittenGuard>();
  for (const route of routes) {
    for (const guard of route.guards) {
      if (guard.inHandler) continue;
      const key = `${guard.appliedAt.file}:${guard.appliedAt.line}:${guard.appliedAt.column}`;
      const node = found.has(key) ? undefined : nodeAt(files, guard.appliedAt.file, guard.appliedAt);
      if (node) found.set(key, { guard, framework: route.framework, path: guard.appliedAt.file, node });
    }
  }
  return [...found.values()];
}

/** The outermost expression that starts at a place, but no statement. */
export function nodeAt(files: Files, path: string, { line, column }: { line: number; column: number }): ts.Node | undefined {
  const text = files.get(path);
  const source = text === undefined ? undefined : parse(path, text);
  if (!source || line > source.getLineStarts().length) return undefined;
  const offset = source.getPositionOfLineAndCharacter(line - 1, column - 1);
  let found: ts.Node | undefined;
  const walk = (node: ts.Node): void => {
    if (offset < node.getStart(source) || offset >= node.end || found) return;
    if (node.getStart(source) === offset && !ts.isSourceFile(node)) found = node;
    else ts.forEachChild(node, walk);
  };
  walk(source);
  return found;
}

const edits = new WeakMap<Files, { path: string; start: number; end: number; text: string }[]>();

/** The files with one more node of the original ones replaced; nodes inside of one that is replaced already stay. */
export function replaceNode(current: Files, original: Files, path: string, node: ts.Node, text: string): Files {
  const before = edits.get(current) ?? [];
  const [start, end] = [node.getStart(), node.end];
  if (before.some((one) => one.path === path && start < one.end && one.start < end)) return current;
  const all = [...before, { path, start, end, text }];
  const made = new Map(current).set(path, all.filter((one) => one.path === path).sort((one, other) => other.start - one.start)
    .reduce((whole, one) => whole.slice(0, one.start) + one.text + whole.slice(one.end), original.get(path)!));
  edits.set(made, all);
  return made;
}
