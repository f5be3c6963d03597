import { hasModifier, ts } from './source.ts';

/** A file's own names, without what it imports from others. */
function checkerOf(source: ts.SourceFile): { checker: ts.TypeChecker; file: ts.SourceFile } {
  const host: ts.CompilerHost = {
    getSourceFile: (name) => (name === source.fileName ? source : undefined),
    getDefaultLibFileName: () => 'lib.d.ts', writeFile: () => undefined, getCurrentDirectory: () => '', getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true, getNewLine: () => '\n', fileExists: (name) => name === source.fileName, readFile: () => undefined,
  };
  const program = ts.createProgram({ rootNames: [source.fileName], options: { noLib: true, noResolve: true, allowJs: true, types: [], jsx: ts.JsxEmit.Preserve, target: ts.ScriptTarget.Latest }, host });
  return { checker: program.getTypeChecker(), file: source };
}

function symbolOf(checker: ts.TypeChecker, node: ts.Identifier): ts.Symbol | undefined {
  if (ts.isShorthandPropertyAssignment(node.parent)) return checker.getShorthandAssignmentValueSymbol(node.parent);
  if (ts.isExportSpecifier(node.parent)) return node.parent.propertyName && node !== node.parent.propertyName ? undefined : checker.getExportSpecifierLocalTargetSymbol(node.parent);
  return checker.getSymbolAtLocation(node);
}

function identifiers(source: ts.SourceFile): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) found.push(node);
    ts.forEachChild(node, walk);
  };
  walk(source);
  return found;
}

/** Uses of imported names. */
export function references(source: ts.SourceFile, isMeant: (name: string) => boolean): Set<ts.Identifier> {
  const { checker } = checkerOf(source);
  return new Set(identifiers(source).filter((node) => isMeant(node.text) && !ts.isImportSpecifier(node.parent)
    && symbolOf(checker, node)?.declarations?.some((one) => ts.isImportSpecifier(one))));
}

/** New names for what only the file itself names, at each place where it is named. */
export function localNames(source: ts.SourceFile): ReadonlyMap<ts.Node, string> {
  const { checker } = checkerOf(source);
  const names = new Map<ts.Symbol, string>();
  const uses = new Map<ts.Identifier, string>();
  for (const node of identifiers(source)) {
    const symbol = symbolOf(checker, node);
    if (!symbol || !isLocal(symbol) || isMember(node)) continue;
    if (!names.has(symbol)) names.set(symbol, /^[A-Z]/.test(node.text) ? `Renamed${names.size}` : `renamed${names.size}`);
    uses.set(node, names.get(symbol)!);
  }
  return uses;
}

function isMember(node: ts.Identifier): boolean {
  const { parent } = node;
  return (ts.isPropertyAccessExpression(parent) && parent.name === node) || (ts.isPropertyAssignment(parent) && parent.name === node) || (ts.isBindingElement(parent) && parent.propertyName === node)
    || (ts.isImportSpecifier(parent) && parent.propertyName === node) || (ts.isExportSpecifier(parent) && parent.propertyName !== undefined && parent.name === node);
}

function isLocal({ declarations }: ts.Symbol): boolean {
  return declarations !== undefined && declarations.length > 0 && declarations.every((one) => {
    if (ts.isVariableDeclaration(one)) return !(ts.isVariableStatement(one.parent.parent) && isVisible(one.parent.parent));
    if (ts.isFunctionDeclaration(one) || ts.isClassDeclaration(one)) return one.name !== undefined && !isVisible(one);
    if (ts.isParameter(one)) return ts.isIdentifier(one.name) && one.name.text !== 'this' && !ts.isParameterPropertyDeclaration(one, one.parent) && !(ts.isConstructorDeclaration(one.parent) && one.modifiers?.length) && !isInType(one);
    if (ts.isBindingElement(one)) return !isInExport(one);
    return ts.isImportClause(one) || ts.isImportSpecifier(one) || ts.isNamespaceImport(one);
  });
}

function isVisible(node: ts.Node): boolean {
  return hasModifier(node, ts.SyntaxKind.ExportKeyword) || hasModifier(node, ts.SyntaxKind.DeclareKeyword);
}

function isInExport(node: ts.Node): boolean {
  const statement = ts.findAncestor(node, (one) => ts.isStatement(one) || ts.isParameter(one));
  return statement !== undefined && ts.isVariableStatement(statement) && isVisible(statement);
}

function isInType(node: ts.Node): boolean {
  return ts.findAncestor(node, ts.isTypeNode) !== undefined;
}

/** For each statement at the top of a file, what it needs of the file: `import`s, and `own` declarations other than itself. */
export function freeNames(source: ts.SourceFile): Map<ts.Statement, Set<'import' | 'own'>> {
  const { checker } = checkerOf(source);
  const found = new Map<ts.Statement, Set<'import' | 'own'>>();
  for (const node of identifiers(source)) {
    const statement = topStatement(node);
    if (!statement) continue;
    const uses = found.get(statement) ?? new Set();
    found.set(statement, uses);
    for (const declaration of symbolOf(checker, node)?.declarations ?? []) {
      if (ts.findAncestor(declaration, ts.isImportDeclaration)) uses.add('import');
      else if (topStatement(declaration) !== statement && !isMember(node)) uses.add('own');
    }
  }
  return found;
}

function topStatement(node: ts.Node): ts.Statement | undefined {
  return ts.findAncestor(node, (one) => one.parent !== undefined && ts.isSourceFile(one.parent)) as ts.Statement | undefined;
}
