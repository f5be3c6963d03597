import type { FunctionValue, ModuleFacts, Value } from '../../model/index.ts';
import { alternatives, textOf, type Program } from '../../link/index.ts';
import { join } from '../../guards/index.ts';
import { moduleAt, stemOf } from '../file-routes.ts';
import { member } from '../named.ts';
import type { ProjectFiles } from '../types.ts';

/** An endpoint of an extension: what registers its routes, and where Directus mounts them. */
export interface Endpoint { fn: FunctionValue; base: string }

const FOLDER = /(?:^|\/)extensions\/endpoints\/([^/]+)\/(?:src\/)?index\.[cm]?[jt]s$/;

export function isInFolder(path: string): boolean {
  return FOLDER.test(path);
}

/** Endpoints that manifests name, and those of folders without one (directus.io, "Extensions: package.json"). */
export function endpointsOf(program: Program, files: ProjectFiles): Endpoint[] {
  const named = new Map<ModuleFacts, string>();
  for (const file of files.documents((name) => name === 'package.json')) {
    const folder = file.slice(0, -'package.json'.length);
    for (const { name, source } of entriesIn(files.read(file))) {
      const module = program.module(`${folder}${source}`) ?? moduleAt(program, folder, stemOf(source));
      if (module && !named.has(module)) named.set(module, name);
    }
  }
  for (const module of program.modules) {
    const name = FOLDER.exec(module.path)?.[1];
    if (name !== undefined && !named.has(module)) named.set(module, name);
  }
  return [...named].flatMap(([module, name]) => [program.machine.exportOf(module.path, 'default') ?? program.machine.exportOf(module.path, '*')].flatMap((value) => (value ? alternatives(value) : [])).flatMap((value) => endpointIn(value, name) ?? []));
}

/** `(router, context) => void`, or `{ id, handler }`. */
function endpointIn(value: Value, name: string): Endpoint | undefined {
  if (value.kind === 'function') return { fn: value, base: join('/', name) };
  const handler = member(value, 'handler');
  const id = member(value, 'id');
  return handler?.kind === 'function' ? { fn: handler, base: join('/', (id && textOf(id)) ?? name) } : undefined;
}

interface Entry { name: string; source: string }

function entriesIn(text: string | undefined): Entry[] {
  const manifest = parsed(text);
  const extension = objectIn(manifest['directus:extension']);
  const entryOf = (entry: Record<string, unknown>, name: unknown): Entry[] => (entry['type'] === 'endpoint' && typeof name === 'string' ? [{ name, source: typeof entry['source'] === 'string' ? entry['source'].replace(/^\.\//, '') : 'src/index.ts' }] : []);
  if (extension['type'] !== 'bundle') return entryOf(extension, manifest['name']);
  return Array.isArray(extension['entries']) ? extension['entries'].map(objectIn).flatMap((entry) => entryOf(entry, entry['name'])) : [];
}

function parsed(text: string | undefined): Record<string, unknown> {
  try {
    return objectIn(JSON.parse(text ?? '{}'));
  } catch {
    return {};
  }
}

function objectIn(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
