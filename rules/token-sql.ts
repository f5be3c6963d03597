import type { Effect } from './token-names.ts';
import { isTokenish, withoutAccessTokens } from './token-names.ts';

/** What a SQL statement does to stored tokens; `undefined` when the text is not SQL or not about tokens or accounts. */
export function effectOfSql(statement: string): Effect | undefined {
  const text = withoutAccessTokens(statement);
  const verb = /^\s*(?:with\b[\s\S]*?\)\s*)?(update|delete|replace|insert|select|merge|truncate)\b/i.exec(text)?.[1]?.toLowerCase();
  if (!verb) return undefined;
  if (!isTokenish(text) && !/hash|version/i.test(text)) return 'harmless';
  switch (verb) {
    case 'select': return 'lookup';
    case 'insert': return /on\s+(conflict|duplicate)/i.test(text) ? 'invalidate' : 'store';
    default: return 'invalidate';
  }
}
