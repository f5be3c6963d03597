import { eachFile, ts } from '../source.ts';
import type { Transformation } from '../transformation.ts';

/** Imports under other names, which constants give back: `import { a as imported1 }; const a = imported1`. Types are left alone. */
export const importAliases: Transformation = {
  name: 'import-aliases',
  apply: (files) => eachFile(files, (source) => {
    const imports = source.statements.filter((one) => ts.isImportDeclaration(one));
    const last = imports.at(-1);
    if (!last || source.statements.indexOf(last) !== imports.length - 1) return undefined;
    const types = typeNames(source);
    const constants: string[] = [];
    let text = source.text;
    for (const one of imports.toReversed()) {
      const { importClause } = one;
      if (!importClause || importClause.isTypeOnly || !importClause.namedBindings || !ts.isNamedImports(importClause.namedBindings)) continue;
      for (const element of importClause.namedBindings.elements.toReversed()) {
        if (element.isTypeOnly || types.has(element.name.text) || /^[A-Z]/.test(element.name.text)) continue;
        const alias = `imported_${element.name.text}`;
        constants.push(`const ${element.name.text} = ${alias};`);
        text = `${text.slice(0, element.getStart(source))}${(element.propertyName ?? element.name).getText(source)} as ${alias}${text.slice(element.end)}`;
      }
    }
    if (constants.length === 0) return undefined;
    const end = text.length - source.text.length + last.end;
    return `${text.slice(0, end)}\n${constants.join('\n')}${text.slice(end)}`;
  }),
};

function typeNames(source: ts.SourceFile): Set<string> {
  const names = new Set<string>();
  const walk = (node: ts.Node): void => {
    if (ts.isTypeReferenceNode(node) || ts.isTypeQueryNode(node) || ts.isExportSpecifier(node)) names.add(node.getText(source).replace(/^typeof /, '').split(/[.<]/)[0]!);
    ts.forEachChild(node, walk);
  };
  walk(source);
  return names;
}
