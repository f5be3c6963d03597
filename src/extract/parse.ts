import type { ts as TypeScript } from 'ts-morph';
import { withBudget } from './budget.ts';
import { ts } from './compiler.ts';

/**
 * Parses one file without parents, JSDoc or a program. The compiler must be loaded.
 *
 * @throws ParseBudgetError, and RangeError where it is nested too deeply
 */
export function parse(path: string, text: string): TypeScript.SourceFile {
  const options: TypeScript.CreateSourceFileOptions = {
    languageVersion: ts.ScriptTarget.ESNext,
    jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
  };
  // `await` at the top level is only one in a module; these are, even without an import or export.
  if (/\.m[jt]s$/.test(path)) options.setExternalModuleIndicator = markModule;
  return withBudget(text.length, () => ts.createSourceFile(path, text, options, false, scriptKind(path)));
}

/** After an exception the parser keeps what it knew of that file, by position; an empty file clears it. */
export function resetParser(): void {
  ts.createSourceFile('empty.ts', '', ts.ScriptTarget.ESNext);
}

function markModule(file: TypeScript.SourceFile): void {
  (file as { externalModuleIndicator?: unknown }).externalModuleIndicator = true;
}

export function isModule(source: TypeScript.SourceFile): boolean {
  return (source as { externalModuleIndicator?: unknown }).externalModuleIndicator !== undefined;
}

function scriptKind(path: string): TypeScript.ScriptKind {
  switch (path.slice(path.lastIndexOf('.') + 1).toLowerCase()) {
    case 'ts':
    case 'mts':
    case 'cts': return ts.ScriptKind.TS;
    case 'tsx': return ts.ScriptKind.TSX;
    case 'jsx': return ts.ScriptKind.JSX;
    default: return ts.ScriptKind.JS;
  }
}
