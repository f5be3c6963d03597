import { rewriting, ts } from '../source.ts';

/** The other kind of quotes. */
export const quotes = rewriting('quotes', (node, { source }) => {
  if (!ts.isStringLiteral(node) || ts.isJsxAttribute(node.parent)) return undefined;
  const text = node.getText(source);
  const [from, to] = text.startsWith("'") ? ["'", '"'] : ['"', "'"];
  return text.includes('\\') || text.includes(to) ? undefined : text.replaceAll(from, to);
});
