import { eachFile, hasDirectives, ts } from '../source.ts';
import type { Transformation } from '../transformation.ts';

const printer = ts.createPrinter();

/** The layout of TypeScript's printer: indentation, line breaks, semicolons, parentheses. */
export const reprint: Transformation = {
  name: 'reprint',
  apply: (files) => eachFile(files, (source) => (hasDirectives(source) ? undefined : printer.printFile(source))),
};
