import { createRequire } from 'node:module';
import type { ts as TypeScript } from 'ts-morph';
import type { COMPILER_PARTS } from './compiler-parts.ts';

/** The compiler's own API, as ts-morph bundles it: never the `typescript` of the project under analysis. */
export type Compiler = Pick<typeof TypeScript, Exclude<(typeof COMPILER_PARTS)[number], keyof Undeclared>> & Undeclared;

/** Exported, but left out of its declarations. */
interface Undeclared {
  /** Offset of a node's first token. The same is to be had as a method of each node, which brings the services for editors with it. */
  getTokenPosOfNode(node: TypeScript.Node, source: TypeScript.SourceFile): number;
  /** Makes the nodes. What is put into it takes effect with the next file. */
  objectAllocator: { getNodeConstructor(): new (kind: number, pos: number, end: number) => object };
}

/** Set by `loadCompiler`; nothing in this folder may run before it. */
export let ts: Compiler;

/** The kinds compared while lowering. The compiler's enum is a dictionary of 800 names, and too slow to look up per node. */
export let Kind: ReturnType<typeof kindsOf>;

/**
 * Loads the compiler on first use: commands that parse nothing should not pay for it. What is published carries the parts of it
 * that are used in a file of its own, which the build puts in place of the whole (`scripts/compiler.mjs`).
 */
export function loadCompiler(load: () => { ts: Compiler } = whole): void {
  if (ts !== undefined) return;
  const loaded = load();
  Kind = kindsOf(loaded.ts.SyntaxKind);
  ts = loaded.ts;
}

function whole(): { ts: Compiler } {
  return createRequire(import.meta.url)('ts-morph') as { ts: Compiler };
}

function kindsOf(kind: typeof TypeScript.SyntaxKind) {
  return {
    ArrayBindingPattern: kind.ArrayBindingPattern,
    ArrayLiteral: kind.ArrayLiteralExpression,
    ArrayType: kind.ArrayType,
    Arrow: kind.ArrowFunction,
    As: kind.AsExpression,
    Async: kind.AsyncKeyword,
    Binary: kind.BinaryExpression,
    Block: kind.Block,
    Call: kind.CallExpression,
    ComputedName: kind.ComputedPropertyName,
    Constructor: kind.Constructor,
    Declare: kind.DeclareKeyword,
    Decorator: kind.Decorator,
    Default: kind.DefaultKeyword,
    ElementAccess: kind.ElementAccessExpression,
    Equals: kind.EqualsToken,
    Export: kind.ExportKeyword,
    ExpressionStatement: kind.ExpressionStatement,
    ExpressionWithTypeArguments: kind.ExpressionWithTypeArguments,
    Extends: kind.ExtendsKeyword,
    ExternalModuleReference: kind.ExternalModuleReference,
    GetAccessor: kind.GetAccessor,
    Identifier: kind.Identifier,
    Import: kind.ImportKeyword,
    IntersectionType: kind.IntersectionType,
    JsxExpression: kind.JsxExpression,
    JsxNamespacedName: kind.JsxNamespacedName,
    JsxText: kind.JsxText,
    JsxTextAllWhiteSpaces: kind.JsxTextAllWhiteSpaces,
    JsxSpreadAttribute: kind.JsxSpreadAttribute,
    LastAssignment: kind.LastAssignment,
    Method: kind.MethodDeclaration,
    ModuleBlock: kind.ModuleBlock,
    NamedExports: kind.NamedExports,
    NamespaceExport: kind.NamespaceExport,
    NamespaceImport: kind.NamespaceImport,
    NonNull: kind.NonNullExpression,
    NoSubstitutionTemplate: kind.NoSubstitutionTemplateLiteral,
    Numeric: kind.NumericLiteral,
    ObjectBindingPattern: kind.ObjectBindingPattern,
    ObjectLiteral: kind.ObjectLiteralExpression,
    Omitted: kind.OmittedExpression,
    Parenthesized: kind.ParenthesizedExpression,
    ParenthesizedType: kind.ParenthesizedType,
    PrivateIdentifier: kind.PrivateIdentifier,
    PropertyAccess: kind.PropertyAccessExpression,
    PropertyAssignment: kind.PropertyAssignment,
    PropertyDeclaration: kind.PropertyDeclaration,
    Satisfies: kind.SatisfiesExpression,
    SetAccessor: kind.SetAccessor,
    ShorthandPropertyAssignment: kind.ShorthandPropertyAssignment,
    Spread: kind.SpreadElement,
    SpreadAssignment: kind.SpreadAssignment,
    Static: kind.StaticKeyword,
    StaticBlock: kind.ClassStaticBlockDeclaration,
    String: kind.StringLiteral,
    TypeAssertion: kind.TypeAssertionExpression,
    TypeOperator: kind.TypeOperator,
    TypeReference: kind.TypeReference,
    UnionType: kind.UnionType,
    VariableDeclarationList: kind.VariableDeclarationList,
  };
}
