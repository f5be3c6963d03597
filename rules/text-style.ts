import { positionOf } from '../src/link/index.ts';
import type { ModuleFacts } from '../src/model/index.ts';

/** The quote that a text uses most; single ones when it shows no preference. */
export function quoteOf(text: string): '"' | "'" {
  return (text.match(/"/g)?.length ?? 0) > (text.match(/'/g)?.length ?? 0) ? '"' : "'";
}

export function lineEndOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** White space that the line of an offset starts with. */
export function indentAt(module: ModuleFacts, text: string, offset: number): string {
  const start = module.lineStarts[positionOf(module, offset).line - 1]!;
  return /^[ \t]*/.exec(text.slice(start))![0];
}

/** Just after the last character before `end` that is not white space; nothing when a comment stands there. */
export function lastCode(text: string, start: number, end: number): number | undefined {
  if (/\/\/|\/\*/.test(text.slice(start, end))) return undefined;
  let at = end;
  while (at > start && /\s/.test(text[at - 1]!)) at--;
  return at;
}
