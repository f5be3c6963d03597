import { extract } from '../../extract/index.ts';
import { parseJsonc } from '../../project/jsonc.ts';
import { policyText, type PolicyDraft } from '../policy-draft.ts';
import { appendElement, indentBefore, insert, newlineOf } from './text-edit.ts';

/** What became of a configuration: its new text, or why it stays as it is. */
export type PolicyEdit = { kind: 'edited'; text: string } | { kind: 'present' } | { kind: 'unclear'; reason: string };

const ASSIGNED = 'module.exports = ';

/**
 * Adds a draft as the key `policy` to a configuration, behind its other keys, and leaves the rest as it is.
 *
 * @param text JSON, which may have comments and trailing commas, without a byte order mark
 * @throws JsonError when it is none
 */
export function addPolicy(text: string, draft: PolicyDraft): PolicyEdit {
  const before = parseJsonc(text);
  if (typeof before !== 'object' || before === null || Array.isArray(before)) return { kind: 'unclear', reason: 'it is no object' };
  if ('policy' in before) return { kind: 'present' };
  const { policy } = parseJsonc(policyText(draft)) as { policy: unknown };
  const result = append(inLines(text, before), draft);
  const holds = result !== undefined && JSON.stringify(parseJsonc(result)) === JSON.stringify({ ...before, policy });
  return holds ? { kind: 'edited', text: result } : { kind: 'unclear', reason: 'the edit would not leave it as it is otherwise' };
}

/** What stands on one line, and has no comments, is put on several. */
function inLines(text: string, value: object): string {
  if (/\n/.test(text.trim())) return text;
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  return `${JSON.stringify(value, null, 2)}\n`;
}

function append(text: string, draft: PolicyDraft): string | undefined {
  // JSON with comments is an object of JavaScript.
  const [statement] = extract('configuration.cjs', ASSIGNED + text).body;
  const object = statement?.kind === 'expr' && statement.expr.kind === 'assign' ? statement.expr.value : undefined;
  if (object?.kind !== 'object') return undefined;
  const offset = (at: number): number => at - ASSIGNED.length;
  const last = object.properties.at(-1);
  const place = last && { start: offset(last.start), end: offset(last.end) };
  const indent = (place && indentBefore(text, place.start)) || '  ';
  const member = memberOf(draft, indent).replaceAll('\n', newlineOf(text));
  const element = place ? member : `${newlineOf(text)}${indent}${member}${newlineOf(text)}`;
  return insert(text, appendElement(text, element, place, offset(object.end) - 1));
}

/** The key and its value, without the indent in front of its first line. */
function memberOf(draft: PolicyDraft, indent: string): string {
  const lines = policyText(draft).split('\n').slice(1, -2);
  return lines.map((line) => line.replace(/^(?: {2})+/, (blanks) => indent.repeat(blanks.length / 2))).join('\n').trimStart();
}
