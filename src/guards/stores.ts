import type { CallRecord, CallerValue } from '../model/index.ts';
import { alternatives, packageOf, pathOf, textOf } from '../link/index.ts';

const RUNS_SQL = /^(query|execute|exec|raw|all|one|oneOrNone|any|many|manyOrNone|first|get|run|unsafe|\$queryRaw|\$queryRawUnsafe|queryOne|queryRow|select)$/;

/** A query for rows whose conditions hold a credential: without one that is known, there are none. */
export function isSelection(label: string, record: CallRecord): boolean {
  return RUNS_SQL.test(label) && textsOf(record).some((text) => /^\s*(select|with)\b[\s\S]*\bwhere\b/i.test(text));
}

const AMONG = /session|api_?-?key|access_?token|auth_?token|bearer/i;

/**
 * Something anyone may send is looked up among sessions, API keys or access tokens: it is a credential wherever it came from.
 * Reset and invitation tokens, which are looked up elsewhere, are not.
 */
export function asksForSession(label: string, record: CallRecord, input: CallerValue): boolean {
  if (!/token|session|key|secret/i.test(input.name)) return false;
  return [label, packageOf(record.callee) ?? '', ...pathOf(record.callee), ...textsOf(record)].some((text) => AMONG.test(text) && !/reset|invit|verif|confirm/i.test(text));
}

function textsOf(record: CallRecord): string[] {
  // A prepared statement has its text from the call that prepared it.
  const prepared = record.receiver?.kind === 'result' ? record.receiver.call.args : [];
  return [...record.args, ...prepared].flatMap(alternatives).map(textOf).filter((text) => text !== undefined);
}
