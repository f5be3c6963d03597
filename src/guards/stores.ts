import type { CallRecord, CallerValue, Value } from '../model/index.ts';
import { alternatives, packageOf, pathOf, textOf } from '../link/index.ts';

const RUNS_SQL = /^(query|execute|exec|raw|all|one|oneOrNone|any|many|manyOrNone|first|get|run|unsafe|\$queryRaw|\$queryRawUnsafe|queryOne|queryRow|select)$/;

/** A query for rows whose conditions hold a credential: without one that is known, there are none. */
export function isSelection(label: string, record: CallRecord): boolean {
  return RUNS_SQL.test(label) && textsOf(record).some((text) => /^\s*(select|with)\b[\s\S]*\bwhere\b/i.test(text));
}

/** Sessions that nobody is logged in by: of paying, uploading, talking. */
const OTHER_SESSIONS = /checkout|billing|payment|portal|stripe|upload|chat|conversation|game|meeting|training/i;
const AMONG = /session|api_?-?key|access_?token|auth_?token|personal_?token|bearer/i;

/**
 * Something anyone may send is looked up among sessions, API keys or access tokens: it is a credential wherever it came from.
 * Reset and invitation tokens, which are looked up elsewhere, are not.
 */
export function asksForSession(label: string, record: CallRecord, input: CallerValue): boolean {
  if (!/token|session|key|secret/i.test(input.name)) return false;
  const texts = [label, packageOf(record.callee) ?? '', ...pathOf(record.callee), ...textsOf(record)];
  return texts.some((text) => AMONG.test(text) && !/reset|invit|verif|confirm/i.test(text)) && !texts.some((text) => OTHER_SESSIONS.test(text));
}

function textsOf(record: CallRecord): string[] {
  // A prepared statement has its text from the call that prepared it.
  const prepared = record.receiver?.kind === 'result' ? record.receiver.call.args : [];
  return [...record.args, ...prepared].flatMap(alternatives).map(textOf).filter((text) => text !== undefined);
}

const TURNED_DOWN = /revoke|black_?-?list|deny_?-?list|block_?-?list|banned|invalidated/i;

/** A credential is looked up among those that count no longer: that of someone who is logged in is not there. */
export function asksForRevoked(record: CallRecord): boolean {
  return pathOf(record.callee).some((name) => TURNED_DOWN.test(name)) || record.args.some((arg) => mentionsRevoked(arg, 3));
}

function mentionsRevoked(value: Value, depth: number): boolean {
  if (value.kind === 'text') return value.parts.some((part) => part !== null && TURNED_DOWN.test(part));
  if (value.kind !== 'object' || depth === 0) return false;
  return [...value.props].some(([name, member]) => (TURNED_DOWN.test(name) && !(member.kind === 'literal' && !member.value)) || mentionsRevoked(member, depth - 1));
}
