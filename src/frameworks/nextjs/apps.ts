import type { ModuleFacts, Value } from '../../model/index.ts';
import { alternatives, textOf, walkModule, type Program } from '../../link/index.ts';
import { moduleAt, stemOf } from '../file-routes.ts';
import type { ProjectFiles } from '../types.ts';

/** An application of Next.js: a folder with a package.json that depends on `next`. */
export interface NextApp {
  /** The folder's path with `/` at its end; '' for the root of the project. */
  root: string;
  /** In front of every address, from next.config; '' for none. */
  basePath: string;
  /** Ends of the names of files that are routes, without the dot. */
  extensions: string[];
}

const DEFAULT_EXTENSIONS = ['tsx', 'ts', 'jsx', 'js'];

/** The applications of a project, outermost first. */
export function appsOf(program: Program, files: ProjectFiles): NextApp[] {
  const manifests = files.documents((name) => name === 'package.json').map((file) => file.slice(0, -'package.json'.length));
  const roots = new Set(manifests.filter((root) => files.dependencies(`${root}package.json`).has('next') && declares(files, root)));
  for (const module of program.modules) if (/(^|\/)next\.config\.[cm]?[jt]s$/.test(module.path)) roots.add(module.path.slice(0, module.path.lastIndexOf('/') + 1));
  // Without any package.json there is no saying where the application begins: at the root, then.
  if (roots.size === 0 && manifests.length === 0 && program.modules.some(importsNext)) roots.add('');
  return [...roots].sort((a, b) => a.length - b.length || (a < b ? -1 : 1)).map((root) => ({ root, ...configOf(program, root) }));
}

/** It is this package.json that says so, and not one around it. */
function declares(files: ProjectFiles, root: string): boolean {
  try {
    const manifest = JSON.parse(files.read(`${root}package.json`) ?? '{}') as Record<string, Record<string, string> | undefined>;
    return ['dependencies', 'devDependencies', 'peerDependencies'].some((kind) => manifest[kind]?.next !== undefined);
  } catch {
    return false;
  }
}

export function importsNext(module: ModuleFacts): boolean {
  return module.imports.some((one) => one.source === 'next' || one.source.startsWith('next/'));
}

function configOf(program: Program, root: string): Omit<NextApp, 'root'> {
  const config = moduleAt(program, root, 'next.config');
  const basePath = config && valuesOf(program, config, 'basePath').map(textOf).find((text) => text !== undefined && text !== '');
  const listed = config && valuesOf(program, config, 'pageExtensions').find((value) => value.kind === 'array');
  const extensions = listed?.kind === 'array' ? listed.elements.map(textOf).filter((text) => text !== undefined) : [];
  return { basePath: basePath ?? '', extensions: extensions.length > 0 ? extensions : DEFAULT_EXTENSIONS };
}

/** What a configuration sets under a name, however the object that holds it is wrapped or put together. */
function valuesOf(program: Program, config: ModuleFacts, name: string): Value[] {
  const found: Value[] = [];
  walkModule(config, {
    expr(expr, fn) {
      if (expr.kind !== 'object') return;
      for (const property of expr.properties) if (property.key === name && property.variant === 'value') found.push(...alternatives(program.denote(config, property.value, fn)));
    },
  });
  return found;
}

/** The innermost application that a file belongs to. */
export function appOf(apps: NextApp[], file: string): NextApp | undefined {
  return apps.findLast((app) => file.startsWith(app.root));
}

/** The path of a file below one of an application's folders (`app`, `src/app`), without its extension; `undefined` elsewhere. */
export function placeIn(app: NextApp, file: string, folder: 'app' | 'pages'): string | undefined {
  const extension = app.extensions.find((one) => file.endsWith(`.${one}`));
  if (extension === undefined || file.endsWith('.d.ts')) return undefined;
  const within = file.slice(app.root.length, -extension.length - 1);
  return [`${folder}/`, `src/${folder}/`].flatMap((start) => (within.startsWith(start) ? [within.slice(start.length)] : []))[0];
}

/** The middleware of an application, and the name by which Next.js knows it. */
export function middlewareModule(program: Program, app: NextApp): { module: ModuleFacts; name: string } | undefined {
  for (const name of ['proxy', 'middleware']) {
    const module = moduleAt(program, app.root, name, `src/${name}`);
    if (module && /^(src\/)?(proxy|middleware)$/.test(stemOf(module.path).slice(app.root.length))) return { module, name };
  }
  return undefined;
}
