import { parse, isCode, isTypeScript, ts } from '../source.ts';
import type { Files, Transformation } from '../transformation.ts';

/** TypeScript compiled away: what its compiler writes. */
function transpiling(name: string, target: ts.ScriptTarget, module: ts.ModuleKind, ofJavaScriptToo: boolean): Transformation {
  return {
    name,
    apply(files) {
      if (module === ts.ModuleKind.CommonJS && needsModules(files)) return undefined;
      const made = new Map<string, string>();
      let any = false;
      for (const [path, text] of files) {
        if (/\.d\.[cm]?ts$/.test(path)) continue;
        if (!isCode(path) || !(isTypeScript(path) || ofJavaScriptToo) || !parse(path, text)) { made.set(path, /\.json$/.test(path) ? withoutTypeScript(text) : text); continue; }
        const { outputText } = ts.transpileModule(text, {
          fileName: path,
          compilerOptions: { target, module, esModuleInterop: true, experimentalDecorators: true, emitDecoratorMetadata: true, jsx: ts.JsxEmit.Preserve, rewriteRelativeImportExtensions: true, useDefineForClassFields: false },
        });
        made.set(compiledPath(path), outputText);
        any = true;
      }
      return any ? made : undefined;
    },
  };
}

/** What tsconfig.json and package.json say of files. */
function withoutTypeScript(text: string): string {
  return text.replaceAll(/(\.\/[^"]*)\.ts(x?)"/g, '$1.js$2"');
}

function compiledPath(path: string): string {
  return path.replace(/\.([cm]?)ts(x?)$/, '.$1js$2');
}

/** Frameworks whose files only ES modules can be. */
const MODULES_ONLY = /"(?:astro|@sveltejs\/kit|@solidjs\/start|@tanstack\/(?:react|solid)-start|nuxt|react-router|@react-router\/dev|next)"\s*:/;

function needsModules(files: Files): boolean {
  return [...files].some(([path, text]) => /(?:^|\/)package\.json$/.test(path) && MODULES_ONLY.test(text));
}

export const transpileModern = transpiling('transpile-es2022', ts.ScriptTarget.ES2022, ts.ModuleKind.ES2022, false);
export const transpileOld = transpiling('transpile-es2017', ts.ScriptTarget.ES2017, ts.ModuleKind.ES2022, true);
export const transpileCommonJs = transpiling('transpile-commonjs', ts.ScriptTarget.ES2022, ts.ModuleKind.CommonJS, true);
export const transpileOldCommonJs = transpiling('transpile-es2017-commonjs', ts.ScriptTarget.ES2017, ts.ModuleKind.CommonJS, true);
