import type { ts as TypeScript } from 'ts-morph';
import type { ModuleFacts } from '../model/index.ts';
import { findComments } from './comments.ts';
import { loadCompiler } from './compiler.ts';
import { mayHaveCompiledDecorators, restoreDecorators } from './compiled-decorators.ts';
import { syntaxDiagnostics } from './diagnostics.ts';
import { directives } from './functions.ts';
import { theGrammar } from './grammar.ts';
import { computeLineStarts } from './lines.ts';
import { Lowering } from './lowering.ts';
import { isModule, parse, resetParser } from './parse.ts';

/**
 * Lowers one file to facts. Pure: the same path and text give the same facts, and nothing is read from disk.
 *
 * @param path Relative to the root, with `/`; its extension chooses the language.
 * @param text The whole file, decoded, without a byte order mark.
 * @returns Facts of all that could be parsed. Syntax errors are in `diagnostics`; if the file is nested too deeply to be
 *   read at all, there is one diagnostic and nothing else.
 */
export function extract(path: string, text: string): ModuleFacts {
  loadCompiler();
  try {
    return lower(path, parse(path, text));
  } catch (error) {
    resetParser();
    const reason = error instanceof RangeError ? 'it is nested too deeply' : error instanceof Error ? error.message : String(error);
    return {
      path, lineStarts: computeLineStarts(text), length: text.length, bindings: [], functions: [], classes: [], imports: [], exports: [], body: [],
      directives: [], comments: [], diagnostics: [{ line: 1, column: 1, message: `The file could not be read: ${reason}.` }],
    };
  }
}

function lower(path: string, source: TypeScript.SourceFile): ModuleFacts {
  const lineStarts = computeLineStarts(source.text);
  const lowering = new Lowering(source, theGrammar());
  const sloppy = !isModule(source);
  const leading = directives(source.statements);
  lowering.scopes.sloppy = sloppy && !leading.includes('use strict');
  const body = lowering.statements(source.statements, leading.length);
  lowering.finish();
  const { bindings } = lowering.scopes;
  const { functions, classes, imports } = lowering;
  const statements = classes.length > 0 && mayHaveCompiledDecorators(source.text) ? restoreDecorators({ bindings, functions, classes, body }) : body;
  return {
    path, lineStarts, ...(source.text.includes('\r\n') ? { crlf: true } : {}), length: source.text.length, bindings, functions, classes, imports,
    // Exports of types have no binding.
    exports: lowering.exports.filter((fact) => fact.binding !== -1),
    body: statements, directives: leading, comments: findComments(source, lineStarts),
    diagnostics: syntaxDiagnostics(source, lineStarts, sloppy),
  };
}
