// Writes the code that is published, in few files: loading hundreds of small ones takes longer than many a check.
// Usage: node scripts/bundle.mjs [folder, default: dist]
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildIds } from './build-ids.mjs';
import { commonjs } from './commonjs.mjs';
import { compilerSource } from './compiler.mjs';
import { mapClient } from './map-client.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = resolve(process.argv[2] ?? join(root, 'dist'));

/** What the package exports, its command, and what the scripts beside this one read. */
const entries = ['src/index', 'src/eslint/index', 'src/project/index', 'src/project/config-schema', 'rules/registry'];

const COMPILER = 'compiler.cjs';

/** The published code takes the compiler from the file beside it. `loading`: the expression that does. */
const compilerBeside = (loading) => ({
  name: 'compiler-beside',
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /[\\/]src[\\/]extract[\\/]compiler\.ts$/ }, ({ path }) => {
      const contents = readFileSync(path, 'utf8').replace("createRequire(import.meta.url)('ts-morph')", loading);
      if (!contents.includes(loading)) throw new Error(`${path} does not load ts-morph as expected.`);
      return { contents, loader: 'ts' };
    });
    onResolve({ filter: new RegExp(`^\\./${COMPILER}$`) }, ({ path }) => ({ path, external: true }));
  },
});

const MCP = 'mcp-sdk.js';

/** The SDK of the Model Context Protocol is a file beside the chunks: in one of them, all of zod would be loaded by every command. */
const mcpBeside = {
  name: 'mcp-beside',
  setup({ onResolve }) {
    onResolve({ filter: /\/sdk\.ts$/ }, ({ importer }) => (/[\\/]cli[\\/]mcp/.test(importer) ? { path: `./${MCP}`, external: true } : undefined));
  },
};

rmSync(join(out, 'chunks'), { recursive: true, force: true });
mkdirSync(join(out, 'chunks'), { recursive: true });
const shared = { absWorkingDir: root, bundle: true, platform: 'node', target: 'node20.19', external: ['@secretlint/*'], metafile: true, logLevel: 'warning' };
const define = { ...await mapClient(), AUTHLINT_BUILD: JSON.stringify(buildIds(root)) };

/** The command line as one CommonJS module: V8 keeps the compiled code of those (src/cli/compiled.ts), and not of ES modules. */
const { metafile: ofProgram, outputFiles: [program] } = await build({
  ...shared,
  entryPoints: ['src/cli/program.ts'],
  outfile: join(out, 'chunks', 'program.cjs'),
  write: false,
  format: 'cjs',
  define: { ...define, 'import.meta.url': '__importMetaUrl' },
  banner: { js: "const __importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
  plugins: [compilerBeside(`require('./${COMPILER}')`), mcpBeside],
});
const programFile = `program-${createHash('sha256').update(program.contents).digest('hex').slice(0, 8)}.cjs`;
writeFileSync(join(out, 'chunks', programFile), program.contents);
await build({ ...shared, entryPoints: ['src/cli/main.ts'], outfile: join(out, 'src/cli/main.js'), format: 'esm', define: { AUTHLINT_PROGRAM: JSON.stringify(`../../chunks/${programFile}`) } });

const { metafile } = await build({
  ...shared,
  entryPoints: entries.map((entry) => ({ in: `${entry}.ts`, out: entry })),
  outdir: out,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  format: 'esm',
  define,
  // Packages written in CommonJS ask for the modules of Node with `require`.
  banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
  plugins: [compilerBeside(`createRequire(import.meta.url)('./${COMPILER}')`), mcpBeside],
});
chmodSync(join(out, 'src/cli/main.js'), 0o755);
commonjs(out);

const { metafile: ofMcp } = await build({
  absWorkingDir: root, entryPoints: ['src/cli/mcp/sdk.ts'], outfile: join(out, 'chunks', MCP), bundle: true, format: 'esm', platform: 'node', target: 'node20.19', minify: true, metafile: true, logLevel: 'warning',
});

const { outputFiles: [parts] } = await build({ absWorkingDir: root, entryPoints: ['src/extract/compiler-parts.ts'], format: 'esm', write: false });
const { COMPILER_PARTS } = await import(`data:text/javascript,${encodeURIComponent(parts.text)}`);
writeFileSync(join(out, 'chunks', COMPILER), compilerSource(COMPILER_PARTS));

writeFileSync(join(out, 'THIRD-PARTY-LICENSES.txt'), licenses([...Object.keys(metafile.inputs), ...Object.keys(ofProgram.inputs), ...Object.keys(ofMcp.inputs), 'node_modules/ts-morph/package.json', 'node_modules/@ts-morph/common/package.json']));

/** The licence of each package that has a file among those given. */
function licenses(files) {
  const folders = new Set(files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file)?.[0] ?? []));
  return [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    const text = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'LICENSE-MIT', 'license', 'license.md'].map((file) => join(root, folder, file)).find((file) => existsSync(file));
    return `${name} ${version} (${license})\n\n${text ? readFileSync(text, 'utf8').trim() : 'Its package has no licence text.'}\n`;
  }).join(`\n${'-'.repeat(80)}\n\n`);
}
