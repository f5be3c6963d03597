import { ts } from 'ts-morph';
import type { Files, Transformation } from './transformation.ts';

export { ts };

const CODE = /\.[cm]?[jt]sx?$/;
const DECLARATIONS = /\.d\.[cm]?ts$/;

/** Whether a path is that of code, and not of type declarations. */
export function isCode(path: string): boolean {
  return CODE.test(path) && !DECLARATIONS.test(path);
}

export function isTypeScript(path: string): boolean {
  return /\.[cm]?tsx?$/.test(path);
}

/** @returns undefined if the text does not parse */
export function parse(path: string, text: string): ts.SourceFile | undefined {
  const kind = /x$/.test(path) ? (isTypeScript(path) ? ts.ScriptKind.TSX : ts.ScriptKind.JSX) : isTypeScript(path) ? ts.ScriptKind.TS : ts.ScriptKind.JSX;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  const { parseDiagnostics } = source as unknown as { parseDiagnostics: unknown[] };
  return parseDiagnostics.length > 0 ? undefined : source;
}

/** Each file of code made anew; a file for which there is nothing, or the same, stays. */
export function eachFile(files: Files, change: (source: ts.SourceFile, path: string) => string | undefined): Files | undefined {
  const changed = new Map(files);
  let any = false;
  for (const [path, text] of files) {
    if (!isCode(path)) continue;
    const source = parse(path, text);
    const made = source && change(source, path);
    if (made === undefined || made === text) continue;
    if (!parse(path, made)) throw new Error(`${path} does not parse after the transformation:\n${made}`);
    changed.set(path, made);
    any = true;
  }
  return any ? changed : undefined;
}

export interface Rewriter {
  source: ts.SourceFile;
  path: string;
  /** A node's new text. */
  render(node: ts.Node): string;
  /** A node's text where only what is in it is made anew. */
  inside(node: ts.Node): string;
  /** A name that the file does not have. */
  fresh(word: string): string;
}

/** A node's new text, or undefined where it stays as it is. */
export type Visit = (node: ts.Node, rewriter: Rewriter) => string | undefined;

/** A file's text with nodes replaced, from the outside in. */
export function rewrite(source: ts.SourceFile, path: string, visit: Visit): string {
  const { text } = source;
  let names = 0;
  const rewriter: Rewriter = {
    source,
    path,
    render: (node) => visit(node, rewriter) ?? rewriter.inside(node),
    inside(node) {
      const children: ts.Node[] = [];
      ts.forEachChild(node, (child) => { children.push(child); });
      children.sort((one, other) => one.pos - other.pos);
      let cursor = node.getStart(source);
      let made = '';
      for (const child of children) {
        const start = child.getStart(source);
        if (start < cursor) continue;
        made += text.slice(cursor, start) + rewriter.render(child);
        cursor = child.end;
      }
      return made + text.slice(cursor, node.end);
    },
    fresh(word) {
      let name: string;
      do name = `${word}${++names}`; while (text.includes(name));
      return name;
    },
  };
  const start = source.getStart(source);
  return text.slice(0, start) + rewriter.inside(source) + text.slice(source.end);
}

/** A transformation that replaces nodes. */
export function rewriting(name: string, visit: Visit): Transformation {
  return { name, apply: (files) => eachFile(files, (source, path) => rewrite(source, path, visit)) };
}

export type FunctionLike = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration;

export function isFunctionWithBody(node: ts.Node): node is FunctionLike & { body: ts.ConciseBody } {
  return (ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isArrowFunction(node) || ts.isMethodDeclaration(node)) && node.body !== undefined;
}

/** Whether something in a function is its own `this`, `arguments`, `super`, `yield` or `await`; functions in it that have their own are left out. */
export function usesOwn(root: ts.Node, what: ('this' | 'arguments' | 'super' | 'await' | 'yield' | 'new.target')[]): boolean {
  const has = (word: (typeof what)[number]): boolean => what.includes(word);
  let found = false;
  const walk = (node: ts.Node, arrowsOnly: boolean): void => {
    if (found) return;
    if (node.kind === ts.SyntaxKind.ThisKeyword && has('this')) found = true;
    else if (node.kind === ts.SyntaxKind.SuperKeyword && has('super')) found = true;
    else if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.NewKeyword && has('new.target')) found = true;
    else if (ts.isIdentifier(node) && node.text === 'arguments' && has('arguments')) found = true;
    else if (!arrowsOnly && ((ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined)) && has('await'))) found = true;
    else if (!arrowsOnly && ts.isYieldExpression(node) && has('yield')) found = true;
    else ts.forEachChild(node, (child) => {
      if (ts.isArrowFunction(child)) walk(child, true);
      else if (!ts.isFunctionLike(child) && !ts.isClassLike(child)) walk(child, arrowsOnly);
    });
  };
  walk(root, false);
  return found;
}

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((one) => one.kind === kind) ?? false);
}

export function isAsync(node: ts.Node): boolean {
  return hasModifier(node, ts.SyntaxKind.AsyncKeyword);
}

/** Whether statements can be put before and after it. */
export function isInList(node: ts.Node): boolean {
  return ts.isBlock(node.parent) || ts.isSourceFile(node.parent) || ts.isCaseOrDefaultClause(node.parent) || ts.isModuleBlock(node.parent);
}

/** Whether its value is that of a few names and members: reading it twice does what reading it once does. */
export function isPlain(node: ts.Expression): boolean {
  return ts.isIdentifier(node) || node.kind === ts.SyntaxKind.ThisKeyword || (ts.isPropertyAccessExpression(node) && !node.questionDotToken && isPlain(node.expression));
}

/** Whether comments in the file speak to authlint: those stay where they are. */
export function hasDirectives(source: ts.SourceFile): boolean {
  return source.text.includes('authlint-');
}
