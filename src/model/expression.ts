/**
 * Expressions as plain data. `start` and `end` are UTF-16 offsets into the file, `end` exclusive.
 * Parentheses, type assertions, `satisfies` and `!` are dropped while lowering.
 */
export interface Span {
  start: number;
  end: number;
}

/** A name. `binding` indexes `ModuleFacts.bindings`, or is -1 for a global. */
export interface RefExpr extends Span { kind: 'ref'; name: string; binding: number }
export interface ThisExpr extends Span { kind: 'this' }
export interface SuperExpr extends Span { kind: 'super' }
/** `object.property`; `computed` is set for `object[expr]`, and then `property` is the literal key or ''. */
export interface MemberExpr extends Span { kind: 'member'; object: Expr; property: string; computed?: Expr; optional?: boolean; propertyStart: number }
export interface CallExpr extends Span { kind: 'call'; callee: Expr; args: Expr[]; optional?: boolean }
export interface NewExpr extends Span { kind: 'new'; callee: Expr; args: Expr[] }
/** `fn` indexes `ModuleFacts.functions`. */
export interface FunctionExpr extends Span { kind: 'function'; fn: number }
/** `cls` indexes `ModuleFacts.classes`. */
export interface ClassExpr extends Span { kind: 'class'; cls: number }
export interface ObjectExpr extends Span { kind: 'object'; properties: ObjectProperty[] }
export interface ObjectProperty extends Span {
  /** `spread`: `...value`. Getters and setters are `get` and `set` with a function value. */
  variant: 'value' | 'method' | 'get' | 'set' | 'spread';
  /** The literal key, or '' when computed and not constant. */
  key: string;
  computed?: Expr;
  value: Expr;
}
/** Holes are `undefined` refs; spreads are `spread` expressions. */
export interface ArrayExpr extends Span { kind: 'array'; elements: Expr[] }
export interface LiteralExpr extends Span { kind: 'literal'; value: string | number | boolean | null }
export interface RegExpExpr extends Span { kind: 'regexp'; source: string; flags: string }
/** `texts.length === values.length + 1`. */
export interface TemplateExpr extends Span { kind: 'template'; texts: string[]; values: Expr[]; tag?: Expr }
export interface ConditionalExpr extends Span { kind: 'conditional'; test: Expr; then: Expr; else: Expr }
export interface LogicalExpr extends Span { kind: 'logical'; operator: '&&' | '||' | '??'; left: Expr; right: Expr }
export interface BinaryExpr extends Span { kind: 'binary'; operator: string; left: Expr; right: Expr }
/** `!`, `-`, `+`, `~`, `typeof`, `void`, `delete`, `++`, `--`. */
export interface UnaryExpr extends Span { kind: 'unary'; operator: string; operand: Expr }
export interface AwaitExpr extends Span { kind: 'await'; value: Expr }
export interface YieldExpr extends Span { kind: 'yield'; value?: Expr }
export interface SpreadExpr extends Span { kind: 'spread'; value: Expr }
/** Targets are refs and members; a destructuring assignment is lowered to a `sequence` of these. */
export interface AssignExpr extends Span { kind: 'assign'; operator: string; target: Expr; value: Expr }
export interface SequenceExpr extends Span { kind: 'sequence'; expressions: Expr[] }
/** `import(specifier)`. */
export interface ImportExpr extends Span { kind: 'import'; specifier: Expr }
/** JSX and everything else: only the parts that hold expressions are kept. */
export interface UnknownExpr extends Span { kind: 'unknown'; syntax: string; children: Expr[] }

export type Expr =
  | RefExpr | ThisExpr | SuperExpr | MemberExpr | CallExpr | NewExpr | FunctionExpr | ClassExpr | ObjectExpr | ArrayExpr
  | LiteralExpr | RegExpExpr | TemplateExpr | ConditionalExpr | LogicalExpr | BinaryExpr | UnaryExpr | AwaitExpr | YieldExpr
  | SpreadExpr | AssignExpr | SequenceExpr | ImportExpr | UnknownExpr;
