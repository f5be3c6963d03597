import { eachFile, hasModifier, rewrite, ts } from '../source.ts';
import type { Transformation } from '../transformation.ts';

/** `export const a` and `export function b` as declarations and one `export { a, b }`; a default export by a name. */
export const exportList: Transformation = {
  name: 'export-list',
  apply: (files) => eachFile(files, (source, path) => {
    const exported: string[] = [];
    if (source.statements.some((one) => ts.isExpressionStatement(one) && ts.isStringLiteral(one.expression))) return undefined;
    const body = rewrite(source, path, (node, { inside, render, fresh }) => {
      if (ts.isExportAssignment(node) && !node.isExportEquals && !ts.isIdentifier(node.expression)) {
        const name = fresh('main');
        exported.push(`${name} as default`);
        return `const ${name} = ${render(node.expression)};`;
      }
      if (node.parent !== source || !hasModifier(node, ts.SyntaxKind.ExportKeyword) || hasModifier(node, ts.SyntaxKind.DefaultKeyword) || hasModifier(node, ts.SyntaxKind.DeclareKeyword)) return undefined;
      const names = namesOf(node);
      if (names.length === 0) return undefined;
      exported.push(...names);
      return inside(node).replace(/^((?:@[^\n]*\n\s*)*)export\s+/, '$1');
    });
    return exported.length > 0 ? `${body}\nexport { ${exported.join(', ')} };\n` : undefined;
  }),
};

function namesOf(node: ts.Node): string[] {
  if (ts.isVariableStatement(node)) return node.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : name.elements.flatMap((one) => (ts.isBindingElement(one) && ts.isIdentifier(one.name) ? [one.name.text] : []))));
  return ts.isFunctionDeclaration(node) && node.body && node.name ? [node.name.text] : [];
}
