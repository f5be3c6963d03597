import type { ts as TypeScript } from 'ts-morph';
import type { SyntaxDiagnostic } from '../model/index.ts';
import { ts } from './compiler.ts';
import { lineOf } from './lines.ts';

interface Parsed { parseDiagnostics?: readonly TypeScript.DiagnosticWithLocation[] }

/** Octal literals and octal escapes: errors in TypeScript and in modules, plain code in sloppy scripts. */
const SLOPPY = new Set([1121, 1487]);

export function syntaxDiagnostics(source: TypeScript.SourceFile, lineStarts: readonly number[], sloppy: boolean): SyntaxDiagnostic[] {
  const out: SyntaxDiagnostic[] = [];
  for (const { code, start, messageText } of (source as Parsed).parseDiagnostics ?? []) {
    if (sloppy && SLOPPY.has(code)) continue;
    const line = lineOf(lineStarts, start);
    out.push({ line, column: start - lineStarts[line - 1]! + 1, message: ts.flattenDiagnosticMessageText(messageText, '\n') });
  }
  return out;
}
