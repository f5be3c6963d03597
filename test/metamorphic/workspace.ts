import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { takeSnapshot, type FactsStore } from '../../src/analyze/snapshot.ts';
import type { Proof, Route } from '../../src/model/index.ts';
import { openProject } from '../../src/project/index.ts';
import { projectFolder } from '../harness/project-folder.ts';
import type { Files } from './transformation.ts';

const TEXT = /\.(?:[cm]?[jt]sx?|jsonc?|ya?ml|graphqls?|gql|vue|svelte|astro|prisma|toml)$/;

/** Every text file of an application that an analysis may look at. */
export function readFiles(root: string): Files {
  const files = new Map<string, string>();
  const walk = (folder: string): void => {
    for (const name of readdirSync(join(root, folder)).sort()) {
      const path = folder ? `${folder}/${name}` : name;
      if (name === 'node_modules' || name === '.git') continue;
      const stat = statSync(join(root, path), { throwIfNoEntry: false });
      if (stat?.isDirectory()) walk(path);
      else if (stat?.isFile() && TEXT.test(name) && stat.size < 1_000_000) files.set(path, readFileSync(join(root, path), 'utf8'));
    }
  };
  walk('');
  return files;
}

/** A folder in which an application is analysed again and again; what stays the same is not written and not extracted twice. */
export interface Workspace {
  routes(files: Files): Route[];
  remove(): void;
}

export function openWorkspace(): Workspace {
  const folder = projectFolder({});
  const facts: FactsStore = new Map();
  let present: Files = new Map();
  return {
    routes(files) {
      for (const path of present.keys()) if (!files.has(path)) rmSync(join(folder.path, path));
      for (const [path, text] of files) {
        if (present.get(path) === text) continue;
        mkdirSync(dirname(join(folder.path, path)), { recursive: true });
        writeFileSync(join(folder.path, path), text);
      }
      present = files;
      return takeSnapshot(openProject({ cwd: folder.path }), { facts }).map.routes;
    },
    remove: () => folder.remove(),
  };
}

/** What bears on access. How many elements prove nothing is a matter of how the code is cut up. */
const DECIDING = new Set<Proof>(['authentication', 'authorization', 'ownership', 'signature', 'shared-secret']);

/** What must not depend on how code is written, of each route, in an order of its own. */
export function verdicts(routes: Route[]): string[] {
  return routes.map(verdict).sort();
}

function verdict({ method, path, access, roles, guards }: Route): string {
  const proofs = new Set(guards.map(({ proves }) => proves).filter((one) => DECIDING.has(one)));
  return `${method} ${path}: ${access} [${roles.toSorted().join()}] ${[...proofs].sort().join(' ')}`;
}
