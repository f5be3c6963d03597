import type { Expr, Span } from './expression.ts';

/** Statements as plain data, in source order. Type declarations are dropped. */
export interface ExprStmt extends Span { kind: 'expr'; expr: Expr }
/**
 * One declared name. A destructuring is lowered to several: a nameless binding for the whole value, then one per name
 * whose `init` is a member of it; a default is a `??`.
 */
export interface DeclareStmt extends Span { kind: 'declare'; binding: number; init?: Expr }
export interface ReturnStmt extends Span { kind: 'return'; value?: Expr }
export interface ThrowStmt extends Span { kind: 'throw'; value: Expr }
export interface IfStmt extends Span { kind: 'if'; test: Expr; then: Stmt[]; else: Stmt[] }
/**
 * `for-of` and `for-in` have `iterable`, and `variable` is what each element is given to (a ref, whose destructuring is
 * declared at the start of `body`). The others have `test` (absent: always), with `init` before and `update` after each round.
 */
export interface LoopStmt extends Span {
  kind: 'loop';
  variant: 'for-of' | 'for-in' | 'for' | 'while' | 'do';
  variable?: Expr;
  iterable?: Expr;
  init?: Stmt[];
  test?: Expr;
  update?: Expr;
  body: Stmt[];
}
export interface SwitchStmt extends Span { kind: 'switch'; discriminant: Expr; cases: SwitchCase[] }
/** No `test`: the default case. */
export interface SwitchCase extends Span { test?: Expr; body: Stmt[] }
/** `catchBinding` indexes `ModuleFacts.bindings`. */
export interface TryStmt extends Span { kind: 'try'; block: Stmt[]; catchBinding?: number; handler?: Stmt[]; finalizer?: Stmt[] }
export interface BlockStmt extends Span { kind: 'block'; body: Stmt[] }
/** A function declaration; hoisted to the start of its block by whoever executes it. */
export interface FunctionStmt extends Span { kind: 'function'; fn: number; binding: number }
export interface ClassStmt extends Span { kind: 'class'; cls: number; binding: number }
export interface BreakStmt extends Span { kind: 'break' }
export interface ContinueStmt extends Span { kind: 'continue' }

export type Stmt =
  | ExprStmt | DeclareStmt | ReturnStmt | ThrowStmt | IfStmt | LoopStmt | SwitchStmt | TryStmt | BlockStmt
  | FunctionStmt | ClassStmt | BreakStmt | ContinueStmt;
