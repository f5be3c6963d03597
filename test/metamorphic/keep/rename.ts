import { eachFile, rewrite, ts } from '../source.ts';
import { localNames } from '../symbols.ts';
import type { Transformation } from '../transformation.ts';

/** Other names for everything that the file alone names: parameters, variables, functions, classes, imports. */
export const rename: Transformation = {
  name: 'rename',
  apply: (files) => eachFile(files, (source, path) => {
    // A function that is called from outside under its own name keeps it.
    if (/^\s*['"]use server['"]/m.test(source.text)) return undefined;
    const names = localNames(source);
    return names.size === 0 ? undefined : rewrite(source, path, (node, { render }) => {
      if (ts.isImportSpecifier(node) && names.has(node.name)) return `${node.isTypeOnly ? 'type ' : ''}${(node.propertyName ?? node.name).text} as ${names.get(node.name)!}`;
      if (ts.isShorthandPropertyAssignment(node) && names.has(node.name)) return `${node.name.text}: ${names.get(node.name)!}${node.objectAssignmentInitializer ? ` = ${render(node.objectAssignmentInitializer)}` : ''}`;
      if (ts.isExportSpecifier(node) && names.has(node.propertyName ?? node.name)) return `${node.isTypeOnly ? 'type ' : ''}${names.get(node.propertyName ?? node.name)!} as ${node.name.text}`;
      if (ts.isBindingElement(node) && ts.isIdentifier(node.name) && names.has(node.name) && !node.dotDotDotToken && ts.isObjectBindingPattern(node.parent)) {
        const key = node.propertyName ? render(node.propertyName) : node.name.text;
        return `${key}: ${names.get(node.name)!}${node.initializer ? ` = ${render(node.initializer)}` : ''}`;
      }
      return names.get(node);
    });
  }),
};
