// The script and the style sheet of the auth map's page, bundled into texts that `src/report/map/client.ts` takes.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

/** What esbuild and Vitest replace: names in the code, and the JSON that takes their place. */
export async function mapClient() {
  const { outputFiles } = await build({
    absWorkingDir: fileURLToPath(new URL('..', import.meta.url)),
    entryPoints: ['src/report/map/client/main.ts', 'src/report/map/client/style.css'],
    outdir: 'out',
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    write: false,
    logLevel: 'warning',
  });
  const text = (end) => outputFiles.find(({ path }) => path.endsWith(end)).text.trim();
  const [script, style] = [text('.js'), text('.css')];
  if (/<\/(script|style)|<!--/i.test(script + style)) throw new Error('The code of the auth map would end the element it stands in.');
  return { AUTHLINT_MAP_SCRIPT: JSON.stringify(script), AUTHLINT_MAP_STYLE: JSON.stringify(style) };
}
