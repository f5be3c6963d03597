import { eachFile, ts } from '../source.ts';
import type { Transformation } from '../transformation.ts';

/** Function declarations at the top of a file, in the opposite order. */
export const reverseFunctions: Transformation = {
  name: 'reverse-functions',
  apply: (files) => eachFile(files, (source) => {
    const functions = source.statements.filter((one) => ts.isFunctionDeclaration(one) && one.body);
    if (new Set(functions.map((one) => (one as ts.FunctionDeclaration).name?.text)).size !== functions.length) return undefined;
    return swap(source, functions, functions.toReversed());
  }),
};

/** Methods of a class, in the opposite order; what is overloaded or computed, or has an initializer, stays. */
export const reverseMembers: Transformation = {
  name: 'reverse-members',
  apply: (files) => eachFile(files, (source) => {
    const lists: ts.Node[][] = [];
    const walk = (node: ts.Node): void => {
      if (ts.isClassLike(node)) lists.push(node.members.filter((one) => ts.isMethodDeclaration(one) && one.body && !ts.isComputedPropertyName(one.name)));
      else ts.forEachChild(node, walk);
    };
    walk(source);
    const from = lists.flat();
    return swap(source, from, lists.flatMap((list) => list.toReversed()));
  }),
};

/** Imports, in the opposite order. */
export const reverseImports: Transformation = {
  name: 'reverse-imports',
  apply: (files) => eachFile(files, (source) => {
    const imports = source.statements.filter((one) => ts.isImportDeclaration(one) && one.importClause);
    return swap(source, imports, imports.toReversed());
  }),
};

function swap(source: ts.SourceFile, from: ts.Node[], to: ts.Node[]): string | undefined {
  if (from.length < 2) return undefined;
  let { text } = source;
  for (let at = from.length - 1; at >= 0; at--) text = text.slice(0, from[at]!.getStart(source)) + to[at]!.getText(source) + text.slice(from[at]!.end);
  return text;
}
