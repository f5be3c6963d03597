import { posix } from 'node:path';
import { eachFile, hasDirectives, hasModifier, parse, ts } from '../source.ts';
import { importedFile, specifier } from '../modules.ts';
import { freeNames } from '../symbols.ts';
import type { Files, Transformation } from '../transformation.ts';

/** Functions at the top of a file that need nothing of it but its imports, moved to a file of their own. */
export const moveFunctions: Transformation = {
  name: 'move-functions',
  apply(files) {
    const made = new Map<string, string>();
    const changed = eachFile(files, (source, path) => {
      if (hasDirectives(source) || source.statements.some((one) => ts.isExpressionStatement(one) && ts.isStringLiteral(one.expression))) return undefined;
      const imports = source.statements.filter((one) => ts.isImportDeclaration(one));
      const free = freeNames(source);
      const moved = source.statements.filter((one) => isMovable(one) && [...(free.get(one) ?? [])].every((use) => use === 'import'));
      if (moved.length === 0 || !source.statements.some((one) => ts.isImportDeclaration(one) || hasModifier(one, ts.SyntaxKind.ExportKeyword))) return undefined;
      const place = `${folderOf(files, path)}moved/${path.replaceAll(/[^a-z0-9]/gi, '_')}${posix.extname(path)}`;
      const kept = imports.map((one) => rebased(files, one, path, place)).join('\n');
      made.set(place, `${kept}\n${moved.map((one) => exportedText(one, source)).join('\n')}\n`);
      let { text } = source;
      for (const one of moved.toReversed()) text = text.slice(0, one.getStart(source)) + text.slice(one.end);
      const names = moved.map(nameOf);
      const back = moved.filter((one) => hasModifier(one, ts.SyntaxKind.ExportKeyword)).map(nameOf);
      return `import { ${names.join(', ')} } from '${specifier(path, place)}';\n${text}${back.length > 0 ? `\nexport { ${back.join(', ')} };\n` : ''}`;
    });
    if (changed) for (const [path, text] of made) if (!parse(path, text)) throw new Error(`${path} does not parse:\n${text}`);
    return changed && new Map([...changed, ...made]);
  },
};

function isMovable(node: ts.Statement): boolean {
  if (hasModifier(node, ts.SyntaxKind.DefaultKeyword) || /\bimport\s*\(|\bimport\.meta\b/.test(node.getText())) return false;
  if (ts.isFunctionDeclaration(node)) return node.body !== undefined && node.name !== undefined;
  if (!ts.isVariableStatement(node) || !(node.declarationList.flags & ts.NodeFlags.Const) || node.declarationList.declarations.length !== 1) return false;
  const [only] = node.declarationList.declarations;
  return ts.isIdentifier(only!.name) && only!.initializer !== undefined && (ts.isArrowFunction(only!.initializer) || ts.isFunctionExpression(only!.initializer));
}

function nameOf(node: ts.Statement): string {
  return ts.isFunctionDeclaration(node) ? node.name!.text : ((node as ts.VariableStatement).declarationList.declarations[0]!.name as ts.Identifier).text;
}

function exportedText(node: ts.Statement, source: ts.SourceFile): string {
  return hasModifier(node, ts.SyntaxKind.ExportKeyword) ? node.getText(source) : `export ${node.getText(source)}`;
}

/** The folder of the package, whose dependencies hold for what is in it. */
function folderOf(files: Files, path: string): string {
  for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder)) if (files.has(`${folder}/package.json`)) return `${folder}/`;
  return '';
}

function rebased(files: Files, one: ts.ImportDeclaration, path: string, place: string): string {
  const written = (one.moduleSpecifier as ts.StringLiteral).text;
  if (!written.startsWith('.')) return one.getText();
  const target = importedFile(files, path, written) ?? posix.join(posix.dirname(path), written);
  return one.getText().replace(/(['"])[^'"]*\1(?!.*['"])/s, `'${specifier(place, target)}'`);
}
