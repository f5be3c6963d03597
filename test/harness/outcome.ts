import { inspect } from 'node:util';

/** What a host shows of a finding. Positions are 1-based, `endColumn` is exclusive. */
export interface Outcome {
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
  messageId?: string;
  message: string;
  suggestions: Suggested[];
}

/** `output`: the file after the edit; by file, when others are edited too. */
export interface Suggested { message: string; output: string | Record<string, string> }

export interface Edit { start: number; end: number; text: string }

/** @throws when edits overlap */
export function applyEdits(text: string, edits: Edit[]): string {
  let output = '';
  let at = 0;
  for (const edit of edits.toSorted((one, other) => one.start - other.start || one.end - other.end)) {
    if (edit.start < at) throw new Error(`Edits overlap at offset ${edit.start}.`);
    output += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return output + text.slice(at);
}

type Positioned = Pick<Outcome, 'file' | 'line' | 'column'>;

export function byPlace(one: Positioned, other: Positioned): number {
  return compare(one.file, other.file) || one.line - other.line || one.column - other.column;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** As a literal that can be pasted into a test. */
export function literal(value: unknown): string {
  return inspect(value, { depth: Infinity, breakLength: 140, maxArrayLength: null, maxStringLength: null });
}
