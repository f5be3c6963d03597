import { eachFile, hasDirectives, parse, ts } from '../source.ts';
import type { Transformation } from '../transformation.ts';

const printer = ts.createPrinter({ removeComments: true });

/** No comments, and one line but for what templates and JSX text hold. */
export const oneLine: Transformation = {
  name: 'one-line',
  apply: (files) => eachFile(files, (source, path) => {
    if (hasDirectives(source)) return undefined;
    const printed = parse(path, printer.printFile(source));
    return printed && tokens(printed).join(' ');
  }),
};

function tokens(source: ts.SourceFile): string[] {
  const found: string[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isJsxElement(node) || ts.isJsxFragment(node) || ts.isJsxSelfClosingElement(node) || ts.isTemplateExpression(node)) found.push(node.getText(source));
    else if (node.getChildCount(source) === 0) { if (node.kind !== ts.SyntaxKind.EndOfFileToken && node.getText(source)) found.push(node.getText(source)); }
    else if (!ts.isJSDoc(node)) node.getChildren(source).forEach(walk);
  };
  walk(source);
  return found;
}
