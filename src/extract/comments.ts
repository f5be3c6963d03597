import type { ts as TypeScript } from 'ts-morph';
import type { CommentFact } from '../model/index.ts';
import { ts } from './compiler.ts';
import { lineOf } from './lines.ts';

type Node = TypeScript.Node;

const MARK = 'authlint-';

/**
 * The comments that begin with `authlint-`. The text is searched first, so that files without any cost nothing; the tree then says
 * whether an occurrence stands in a comment or in a string, template, regular expression or JSX text.
 */
export function findComments(source: TypeScript.SourceFile, lineStarts: readonly number[]): CommentFact[] {
  const out: CommentFact[] = [];
  const { text } = source;
  let covered = 0;
  for (let at = text.indexOf(MARK); at >= 0; at = text.indexOf(MARK, at + MARK.length)) {
    if (at < covered) continue;
    const comment = commentAround(source, at, covered);
    if (comment === undefined) continue;
    covered = comment.end;
    const fact = parseComment(text.slice(comment.start, comment.end));
    if (fact === undefined) continue;
    const line = lineOf(lineStarts, comment.start);
    out.push({ ...fact, start: comment.start, end: comment.end, line, endLine: lineOf(lineStarts, comment.end - 1) });
  }
  return out;
}

/**
 * The comment that covers an offset, looked for between the tokens of the innermost node there.
 * @param covered where the comment before it ends: of many in a row, none is scanned twice
 */
function commentAround(source: TypeScript.SourceFile, offset: number, covered: number): { start: number; end: number } | undefined {
  let node: Node = source;
  for (;;) {
    let from = node.pos;
    let to = node.end;
    let inner: Node | undefined;
    ts.forEachChild(node, (child) => {
      if (child.end <= offset) from = Math.max(from, child.end);
      else if (child.pos <= offset && child.pos < child.end) inner = child;
      else if (child.pos < to) to = child.pos;
      return inner !== undefined ? true : undefined;
    });
    if (inner === undefined) {
      if (ts.isTokenKind(node.kind) && offset >= ts.getTokenPosOfNode(node, source)) return undefined;
      return scanComments(source, Math.max(from, covered), to, offset);
    }
    node = inner;
  }
}

/** Between the children of a node stand only comments, keywords and punctuation, which scan without context. */
function scanComments(source: TypeScript.SourceFile, from: number, to: number, offset: number): { start: number; end: number } | undefined {
  const scanner = ts.createScanner(ts.ScriptTarget.ESNext, false, source.languageVariant, source.text, undefined, from, to - from);
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    const start = scanner.getTokenStart();
    const end = scanner.getTokenEnd();
    if (start > offset) return undefined;
    if (end <= offset) continue;
    const comment = token === ts.SyntaxKind.SingleLineCommentTrivia || token === ts.SyntaxKind.MultiLineCommentTrivia;
    return comment ? { start, end } : undefined;
  }
  return undefined;
}

/** `authlint-disable-next-line rule-a, rule-b -- reason`, `authlint-public: reason`. */
function parseComment(comment: string): Pick<CommentFact, 'directive' | 'rules' | 'reason'> | undefined {
  const content = comment.replace(/^\/[/*]+|(?<!\*)\*+\/$/g, '').replace(/^[ \t]*\*+/gm, '').replace(/\s+/g, ' ').trim();
  const match = /^authlint-([a-z]+(?:-[a-z]+)*)(?![\w-])\s*:?(.*)$/.exec(content);
  if (match === null) return undefined;
  const [, directive = '', rest = ''] = match;
  const [names = '', ...reason] = ` ${rest} `.split(/ -{2,} /);
  if (directive === 'public') return { directive, rules: [], reason: rest.replace(/^ *-{2,} /, '').trim() };
  return { directive, rules: names.split(/[\s,]+/).filter((name) => name !== ''), reason: reason.join(' -- ').trim() };
}
