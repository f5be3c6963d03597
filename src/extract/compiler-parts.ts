/**
 * All that is used of the compiler's API. It is what the type of `ts` allows, and what the build keeps: the whole compiler is
 * nine megabytes of code, nearly all of it for types and editors, and takes longer to load than most projects to parse.
 */
export const COMPILER_PARTS = [
  'JSDocParsingMode', 'NodeFlags', 'ScriptKind', 'ScriptTarget', 'SyntaxKind',
  'createScanner', 'createSourceFile', 'flattenDiagnosticMessageText', 'forEachChild', 'getTokenPosOfNode', 'isTokenKind', 'objectAllocator', 'tokenToString',
] as const;
