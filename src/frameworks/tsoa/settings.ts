import type { FunctionValue } from '../../model/index.ts';
import { functionsOf, type Program } from '../../link/index.ts';
import { moduleAt, stemOf } from '../file-routes.ts';
import type { ProjectFiles } from '../types.ts';

export interface Settings {
  /** In front of every path (`routes.basePath`). */
  basePath: string;
  /** What is asked about whoever calls a secured method (`routes.authenticationModule`). */
  authentication: FunctionValue | undefined;
}

interface Written { routes?: { basePath?: unknown; authenticationModule?: unknown }; spec?: { basePath?: unknown } }

/** Settings of a tsoa.json above a file; without one, the function is looked for by the name that it has to have. */
export function settingsOf(program: Program, files: ProjectFiles): (file: string) => Settings {
  const found = files.documents((name) => name === 'tsoa.json').flatMap((path) => {
    const written = parse(files.read(path) ?? '');
    return written ? [{ root: path.slice(0, -'tsoa.json'.length), written }] : [];
  }).sort((a, b) => b.root.length - a.root.length);
  return (file) => {
    const near = found.find(({ root }) => file.startsWith(root));
    const { basePath, authenticationModule } = near?.written.routes ?? {};
    const path = typeof authenticationModule === 'string' ? authenticationModule.replace(/^\.?\//, '') : undefined;
    const module = near && path !== undefined ? moduleAt(program, near.root, stemOf(path), `${stemOf(path)}/index`) : undefined;
    const candidates = module ? [module] : program.modules.filter((one) => one.exports.some(({ name }) => /^(express|koa|hapi)Authentication$/.test(name)));
    const value = candidates.flatMap((one) => ['expressAuthentication', 'koaAuthentication', 'hapiAuthentication'].map((name) => program.machine.exportOf(one.path, name))).find((one) => one !== undefined);
    return { basePath: typeof basePath === 'string' ? basePath : '/', authentication: value && functionsOf(value)[0] };
  };
}

/** JSON as TypeScript's own configuration has it: with comments. */
function parse(text: string): Written | undefined {
  try {
    const value: unknown = JSON.parse(text.replace(/^[ \t]*\/\/.*$/gm, ''));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
