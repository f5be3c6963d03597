import type { ts as TypeScript } from 'ts-morph';
import type {
  ClassFacts, CommentFact, ExportFact, Expr, FunctionFacts, ImportFact, RefExpr, Stmt, TypeFact, UnknownExpr,
} from '../model/index.ts';
import { Kind, ts } from './compiler.ts';
import { Scopes, type Pending } from './scope.ts';

type Node = TypeScript.Node;
export type LowerExpression = (lowering: Lowering, node: never) => Expr;
export type LowerStatement = (lowering: Lowering, node: never, out: Stmt[]) => void;

/** How each kind of node is lowered, by `SyntaxKind`. */
export interface Grammar {
  expressions: (LowerExpression | undefined)[];
  statements: (LowerStatement | undefined)[];
}

/**
 * Deeper than anything that is written or generated to be read, and so far from the end of the stack that whoever walks the facts
 * need not look. Long chains of operators, members and calls do not count.
 */
const MAX_DEPTH = 1000;

/** What is known of one file while its tree is walked once. */
export class Lowering {
  readonly source: TypeScript.SourceFile;
  readonly text: string;
  readonly scopes = new Scopes();
  readonly functions: FunctionFacts[] = [];
  readonly classes: ClassFacts[] = [];
  readonly imports: ImportFact[] = [];
  readonly exports: ExportFact[] = [];
  readonly comments: CommentFact[] = [];
  /** The function around the current node, or -1. */
  owner = -1;
  /** `this` or `arguments` was used since the current function began. */
  usesArguments = false;
  /** Inside a namespace, `export` is not an export of the file. */
  namespaces = 0;
  /** Left-nested nodes on their way from the outermost to the innermost; shared, used as a stack. */
  readonly spine: Node[] = [];
  /** Names of annotations with dots: the binding is that of the first part. */
  readonly qualified: { fact: TypeFact; head: Pending }[] = [];
  /** `export { name }`: what the names stand for is known at the end. */
  readonly localExports: { fact: ExportFact; local: Pending }[] = [];
  private readonly grammar: Grammar;
  /** Of expressions and statements in each other. */
  private depth = 0;
  private startOf = -1;
  private startFound = 0;

  constructor(source: TypeScript.SourceFile, grammar: Grammar) {
    this.source = source;
    this.text = source.text;
    this.grammar = grammar;
  }

  expression(node: Node): Expr {
    const lower = this.grammar.expressions[node.kind];
    if (++this.depth > MAX_DEPTH) throw new RangeError();
    const lowered = lower === undefined ? this.unknown(node, ts.SyntaxKind[node.kind] ?? '', []) : lower(this, node as never);
    this.depth--;
    return lowered;
  }

  expressions(nodes: readonly Node[] | undefined): Expr[] {
    return nodes === undefined ? [] : exactly(this, nodes, lowerAny);
  }

  statement(node: Node, out: Stmt[]): void {
    if (++this.depth > MAX_DEPTH) throw new RangeError();
    this.grammar.statements[node.kind]?.(this, node as never, out);
    this.depth--;
  }

  statements(nodes: readonly Node[], from = 0): Stmt[] {
    const out: Stmt[] = [];
    for (let at = from; at < nodes.length; at++) this.statement(nodes[at]!, out);
    return compact(out);
  }

  /** Statements of a block, or the one statement that stands in its place, in a scope of their own. */
  body(node: Node): Stmt[] {
    this.scopes.open(false);
    const out: Stmt[] = [];
    if (node.kind === Kind.Block) for (const statement of (node as TypeScript.Block).statements) this.statement(statement, out);
    else this.statement(node, out);
    this.scopes.close();
    return compact(out);
  }

  /** Offset of a node's first token. A parent and its leftmost child have the same, so the last one found is kept. */
  start(node: Node): number {
    const { pos } = node;
    if (pos === node.end) return pos;
    if (pos === this.startOf) return this.startFound;
    let at = pos;
    let code = this.text.charCodeAt(at);
    while (code === 32 || code === 10 || code === 13 || code === 9) code = this.text.charCodeAt(++at);
    if (!beginsToken(code)) at = ts.getTokenPosOfNode(node, this.source);
    this.startOf = pos;
    this.startFound = at;
    return at;
  }

  /** A use of a name, resolved when the scopes around it close. */
  ref(name: string, start: number, end: number): RefExpr {
    const ref: RefExpr = { kind: 'ref', start, end, name, binding: -1 };
    this.scopes.use(ref);
    return ref;
  }

  unknown(node: Node, syntax: string, children: Expr[]): UnknownExpr {
    return { kind: 'unknown', start: this.start(node), end: node.end, syntax, children };
  }

  /** Gives a function or class without a name the name of what it is assigned to. */
  name(expr: Expr, name: string): void {
    if (expr.kind === 'function') this.functions[expr.fn]!.name ||= name;
    else if (expr.kind === 'class') this.classes[expr.cls]!.name ||= name;
  }

  /** Closes the file's scope: what is not declared in it is global. */
  finish(): void {
    this.scopes.finish();
    for (const { fact, head } of this.qualified) fact.binding = head.binding;
    for (const { fact, local } of this.localExports) fact.binding = local.binding;
  }

  /** Marks what an assignment writes to. */
  write(target: Expr): void {
    if (target.kind === 'ref') this.scopes.write(target);
  }
}

/**
 * Like `map`, with no room to spare: an array that grows reserves 17 places, and most lists here have one or two and are
 * kept for the whole run.
 */
export function exactly<N, T>(lowering: Lowering, nodes: readonly N[], lower: (lowering: Lowering, node: N) => T): T[] {
  const { length } = nodes;
  if (length === 0) return [];
  if (length === 1) return [lower(lowering, nodes[0]!)];
  if (length === 2) return [lower(lowering, nodes[0]!), lower(lowering, nodes[1]!)];
  const out = new Array<T>(length);
  for (let at = 0; at < length; at++) out[at] = lower(lowering, nodes[at]!);
  return out;
}

function lowerAny(lowering: Lowering, node: Node): Expr {
  return lowering.expression(node);
}

/** A list that has grown, without the room it has to spare. */
function compact<T>(list: T[]): T[] {
  return list.length === 0 ? list : list.slice();
}

/** Letters, digits, quotes, brackets and operators that no comment, shebang or conflict marker begins with. */
function beginsToken(code: number): boolean {
  return (code >= 97 && code <= 125 && code !== 124) || (code >= 63 && code <= 96) || (code >= 48 && code <= 59)
    || code === 33 || code === 34 || (code >= 36 && code <= 46);
}
