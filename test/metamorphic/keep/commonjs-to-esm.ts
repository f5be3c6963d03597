import { eachFile, rewrite, ts } from '../source.ts';
import type { Transformation } from '../transformation.ts';

/** CommonJS as ES modules, in the way of bundlers: the exports are one object, and its default export. */
export const commonJsToEsm: Transformation = {
  name: 'commonjs-to-esm',
  apply: (files) => eachFile(files, (source, path) => {
    if (source.statements.some((one) => ts.isImportDeclaration(one) || ts.isExportDeclaration(one) || ts.isExportAssignment(one))) return undefined;
    if (!/\brequire\(|\bmodule\.exports\b|\bexports\./.test(source.text)) return undefined;
    const imports: string[] = [];
    const body = rewrite(source, path, (node, { fresh, render }) => {
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'require' && node.arguments.length === 1 && ts.isStringLiteral(node.arguments[0]!) && !isNested(node)) {
        const name = fresh('loaded');
        imports.push(`import ${name} from ${node.arguments[0].getText()};`);
        return name;
      }
      if (ts.isIdentifier(node) && node.text === 'module' && ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node) return 'ownModule';
      if (ts.isIdentifier(node) && node.text === 'exports' && ts.isPropertyAccessExpression(node.parent) && node.parent.expression === node) return 'ownModule.exports';
      void render;
      return undefined;
    });
    return body.includes('ownModule') ? `${imports.join('\n')}\nconst ownModule = { exports: {} };\n${body}\nexport default ownModule.exports;\n` : `${imports.join('\n')}\n${body}`;
  }),
};

function isNested(node: ts.Node): boolean {
  return ts.findAncestor(node, (one) => ts.isFunctionLike(one) || ts.isIfStatement(one) || ts.isTryStatement(one)) !== undefined;
}
