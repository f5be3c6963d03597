import { eachFile, hasModifier, ts } from '../source.ts';
import type { Transformation } from '../transformation.ts';

/** What a file without exports does, in a function that it calls. */
export const setupFunction: Transformation = {
  name: 'setup-function',
  apply: (files) => eachFile(files, (source) => {
    const [imports, rest] = [source.statements.filter((one) => ts.isImportDeclaration(one)), source.statements.filter((one) => !ts.isImportDeclaration(one))];
    if (imports.length === 0 || rest.some((one) => ts.isExportAssignment(one) || ts.isExportDeclaration(one) || hasModifier(one, ts.SyntaxKind.ExportKeyword) || ts.isModuleDeclaration(one))) return undefined;
    if (/\bmodule\.exports\b|\bexports\./.test(source.text) || !rest.some((one) => ts.isExpressionStatement(one))) return undefined;
    return `${imports.map((one) => one.getText(source)).join('\n')}\nasync function main() {\n${rest.map((one) => one.getFullText(source)).join('')}\n}\nmain().catch((error) => { console.error(error); process.exit(1); });\n`;
  }),
};
