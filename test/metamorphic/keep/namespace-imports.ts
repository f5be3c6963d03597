import { eachFile, rewrite, ts, type Rewriter } from '../source.ts';
import { references } from '../symbols.ts';
import type { Transformation } from '../transformation.ts';

/** `import { a } from 'x'` as `import * as x from 'x'`, with `x.a` wherever `a` stood. */
export const namespaceImports: Transformation = {
  name: 'namespace-imports',
  apply: (files) => eachFile(files, (source, path) => {
    const names = new Map<string, string>();
    const wholes = new Map<ts.Node, string>();
    source.statements.filter((one) => ts.isImportDeclaration(one)).forEach((one, at) => {
      const bindings = one.importClause?.namedBindings;
      if (!bindings || one.importClause.isTypeOnly || one.importClause.name || !ts.isNamedImports(bindings) || bindings.elements.some((element) => element.isTypeOnly)) return;
      wholes.set(one, `whole_${at}`);
      for (const element of bindings.elements) names.set(element.name.text, `whole_${at}.${(element.propertyName ?? element.name).text}`);
    });
    if (names.size === 0) return undefined;
    const uses = references(source, (name) => names.has(name));
    return rewrite(source, path, (node, rewriter) => named(node, wholes, rewriter) ?? (ts.isIdentifier(node) && uses.has(node) ? use(node, names.get(node.text)!) : undefined));
  }),
};

function named(node: ts.Node, wholes: Map<ts.Node, string>, { source }: Rewriter): string | undefined {
  const whole = wholes.get(node);
  return whole && ts.isImportDeclaration(node) ? `import * as ${whole} from ${node.moduleSpecifier.getText(source)};` : undefined;
}

function use(node: ts.Identifier, member: string): string {
  if (ts.isShorthandPropertyAssignment(node.parent)) return `${node.text}: ${member}`;
  return ts.isExportSpecifier(node.parent) ? node.text : member;
}
