import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Route } from '../../model/index.ts';
import { fromRoot } from '../../project/paths.ts';

const SCHEMA = 'node_modules/authlint/authlint.schema.json';
/** Folders whose code is there to be read or copied. */
const SHOWN = /^(?:(?:packages|apps)\/)?(?:[^/]+-)?(?:examples?|samples?|templates?|playgrounds?|boilerplates?|demos?|fixtures|benchmarks?)$/;

/** A configuration for a project that has none: what is not a default is there because the project needs it. */
export function configuration(folder: string, routes: Route[]): string {
  const exclude = shownFolders(routes);
  return `${JSON.stringify({ $schema: schemaFrom(folder), preset: 'recommended', ...(exclude.length > 0 ? { exclude } : {}) }, null, 2)}\n`;
}

/** Folders of examples and templates that declare routes, in a project that declares others too. */
function shownFolders(routes: Route[]): string[] {
  const shown = new Set<string>();
  let own = 0;
  for (const { file } of routes) {
    const folders = file.split('/').slice(0, -1);
    const at = folders.findIndex((_, i) => i < 3 && SHOWN.test(folders.slice(0, i + 1).join('/')));
    if (at < 0) own++;
    else shown.add(folders.slice(0, at + 1).join('/'));
  }
  return own > 0 ? [...shown].sort() : [];
}

/** The schema of the installed package, as seen from the folder: in a workspace it is in a folder around it. */
function schemaFrom(folder: string): string {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, SCHEMA))) return relative(fromRoot(folder, join(at, SCHEMA)) ?? SCHEMA);
    if (dirname(at) === at || existsSync(join(at, '.git'))) return `./${SCHEMA}`;
  }
}

function relative(path: string): string {
  return path.startsWith('../') ? path : `./${path}`;
}
