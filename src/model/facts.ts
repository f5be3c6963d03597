import type { Expr, Span } from './expression.ts';
import type { Stmt } from './statement.ts';

/** All that is kept of one file. Plain data: `JSON.parse(JSON.stringify(facts))` equals `facts`. */
export interface ModuleFacts {
  /** Relative to the root, with `/`. */
  path: string;
  /** Offset of the first character of each line; `lineStarts[0]` is 0. */
  lineStarts: number[];
  /** Lines end with CR LF. */
  crlf?: boolean;
  /** Length of the text in UTF-16 units. */
  length: number;
  bindings: Binding[];
  functions: FunctionFacts[];
  classes: ClassFacts[];
  /** Static `import` and `export ... from`, `import x = require()`, `require('literal')` and `import('literal')` anywhere. */
  imports: ImportFact[];
  exports: ExportFact[];
  /** Top-level statements. */
  body: Stmt[];
  /** Leading directives of the file, such as `use server`. */
  directives: string[];
  /** Comments that speak to authlint. */
  comments: CommentFact[];
  diagnostics: SyntaxDiagnostic[];
}

export interface Binding extends Span {
  /** '' for a nameless temporary. */
  name: string;
  kind: 'import' | 'var' | 'let' | 'const' | 'function' | 'class' | 'param' | 'catch' | 'enum' | 'namespace' | 'temporary';
  /** Index of the function it is local to, or -1 at the top level. */
  owner: number;
  /** What it starts with. */
  init?: Expr;
  /** Declared more than once, or assigned after its declaration. */
  reassigned?: boolean;
  type?: TypeFact;
  import?: { source: string; name: string };
}

/** `import.name` and `ImportFact.names[].imported`: an export's name, `default`, or `*` for the whole module. */
export interface ImportFact extends Span {
  source: string;
  form: 'import' | 'export-from' | 'require' | 'dynamic' | 'import-equals';
  typeOnly?: boolean;
}

/** `name` is `*` for `export * from`; `imported` is `*` for `export * as name from`. */
export interface ExportFact extends Span {
  name: string;
  /** A local name. */
  binding?: number;
  /** `export default <expr>`, `export = <expr>` (name `export=`). */
  value?: Expr;
  source?: string;
  imported?: string;
}

export interface FunctionFacts extends Span {
  id: number;
  name: string;
  params: ParamFacts[];
  /** An expression body is one `return`. */
  body: Stmt[];
  arrow?: boolean;
  async?: boolean;
  generator?: boolean;
  /** Index of the class it is a member of. */
  cls?: number;
  /** Index of the function around it, or -1. */
  owner: number;
  directives?: string[];
  returns?: TypeFact;
  /** `this` or `arguments` is used in its own body. */
  usesArguments?: boolean;
}

export interface ParamFacts extends Span {
  binding: number;
  rest?: boolean;
  /** The default, as written. */
  init?: Expr;
  type?: TypeFact;
  decorators?: Expr[];
  /** A TypeScript parameter property (`private users: UsersService`): also assigned to `this`. */
  property?: boolean;
  /** Declarations that take a destructured parameter apart, to be executed before the body. */
  pattern?: Stmt[];
}

/** What an annotation says something is: `express.Router`, `Promise<User>`; `binding` of the leftmost name. */
export interface TypeFact extends Span {
  name: string;
  binding: number;
  args?: TypeFact[];
}

export interface ClassFacts extends Span {
  id: number;
  name: string;
  extends?: Expr;
  implements?: TypeFact[];
  decorators: Expr[];
  members: MemberFacts[];
  owner: number;
}

export interface MemberFacts extends Span {
  name: string;
  computed?: Expr;
  variant: 'constructor' | 'method' | 'get' | 'set' | 'property' | 'static-block';
  static?: boolean;
  /** Index of its function (methods, accessors, constructors, static blocks). */
  fn?: number;
  value?: Expr;
  type?: TypeFact;
  decorators?: Expr[];
}

export interface CommentFact extends Span {
  /** `disable-next-line`, `disable-line`, `disable` (to the end or to `enable`), `enable`, `public`. */
  directive: string;
  /** 1-based line of the comment's start. */
  line: number;
  /** 1-based line that the comment's end stands on. */
  endLine: number;
  rules: string[];
  reason: string;
}

export interface SyntaxDiagnostic {
  /** 1-based. */
  line: number;
  column: number;
  message: string;
}

/** 1-based line and column of an offset. */
export interface Position {
  line: number;
  column: number;
}
