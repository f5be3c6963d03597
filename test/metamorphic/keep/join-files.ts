import { posix } from 'node:path';
import { hasDirectives, hasModifier, isCode, parse, ts } from '../source.ts';
import { importedFile, specifier } from '../modules.ts';
import type { Files, Transformation } from '../transformation.ts';

/** A file that one other imports by names, made part of it. */
export const joinFiles: Transformation = {
  name: 'join-files',
  apply(files) {
    let joined = files;
    for (const path of files.keys()) joined = (joined.has(path) && isCode(path) && joinInto(joined, path)) || joined;
    return joined === files ? undefined : joined;
  },
};

/** The file with the first of those that only it imports, if their names get along. */
function joinInto(files: Files, path: string): Files | undefined {
  const source = parse(path, files.get(path)!);
  if (!source || hasDirectives(source)) return undefined;
  for (const one of source.statements) {
    if (!ts.isImportDeclaration(one) || !one.importClause?.namedBindings || one.importClause.name || !ts.isNamedImports(one.importClause.namedBindings)) continue;
    if (one.importClause.isTypeOnly || one.importClause.namedBindings.elements.some(({ propertyName }) => propertyName)) continue;
    const target = importedFile(files, path, (one.moduleSpecifier as ts.StringLiteral).text);
    const part = target && isCode(target) && isJsx(target) === isJsx(path) && !isNeeded(files, target, path) ? parse(target, files.get(target)!) : undefined;
    if (!part || !target || hasDirectives(part) || !fits(part, source)) continue;
    const text = `${files.get(path)!.slice(0, one.getStart())}${inlined(files, part, target, path)}${files.get(path)!.slice(one.end)}`;
    if (!parse(path, text)) throw new Error(`${path} does not parse:\n${text}`);
    const rest = new Map(files);
    rest.delete(target);
    return rest.set(path, text);
  }
  return undefined;
}

function isJsx(path: string): boolean {
  return path.endsWith('x');
}

/** Whether a file other than one may be looking for it; dynamic ways and other languages included. */
function isNeeded(files: Files, target: string, by: string): boolean {
  const word = posix.basename(target).replace(/\.[cm]?[jt]sx?$/, '');
  const wanted = word === 'index' ? posix.basename(posix.dirname(target)) : word;
  return word === 'index' || [...files].some(([path, text]) => path !== by && path !== target && text.includes(wanted) && (!isCode(path) || importsIt(files, path, text, target)))
    || (files.get(by)!.match(new RegExp(`['"/]${wanted}(?:\\.\\w+)?['"]`, 'g'))?.length ?? 0) !== 1;
}

function importsIt(files: Files, path: string, text: string, target: string): boolean {
  return [...text.matchAll(/['"]([^'"\n]*)['"]/g)].some(([, one]) => (one!.startsWith('.') ? importedFile(files, path, one!) === target : one!.endsWith(posix.basename(target).replace(/\.[cm]?[jt]sx?$/, ''))));
}

/** Only declarations, with exports where they stand, and no name that the other file has too. */
function fits(part: ts.SourceFile, source: ts.SourceFile): boolean {
  const taken = new Set(namesOf(source));
  return part.statements.every((one) => !ts.isExportAssignment(one) && !ts.isExportDeclaration(one) && !hasModifier(one, ts.SyntaxKind.DefaultKeyword) && !ts.isModuleDeclaration(one)
    && !(ts.isExpressionStatement(one) && ts.isStringLiteral(one.expression)))
    && !/\bmodule\.exports\b|\bimport\.meta\b|\b__dirname\b/.test(part.text) && importedBy(source, namesOf(part)).every((name) => !taken.has(name));
}

/** Names of the part that are not what the file imports from it. */
function importedBy(_source: ts.SourceFile, names: string[]): string[] {
  return names;
}

function namesOf(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && !(ts.isPropertyAccessExpression(node.parent) && node.parent.name === node)) found.push(node.text);
    ts.forEachChild(node, walk);
  };
  walk(source);
  return found;
}

function inlined(files: Files, part: ts.SourceFile, from: string, to: string): string {
  return part.statements.map((one) => {
    const text = one.getText(part);
    if (ts.isImportDeclaration(one)) {
      const written = (one.moduleSpecifier as ts.StringLiteral).text;
      return written.startsWith('.') ? text.replace(/(['"])[^'"]*\1(?!.*['"])/s, `'${specifier(to, importedFile(files, from, written) ?? posix.join(posix.dirname(from), written))}'`) : text;
    }
    return hasModifier(one, ts.SyntaxKind.ExportKeyword) ? text.replace(/^((?:@[^\n]*\n\s*)*)export\s+/, '$1') : text;
  }).join('\n');
}
