import type { ModuleFacts, PackageModel } from '../model/index.ts';
import type { MachineHost } from './machine.ts';

/**
 * The modules to run first, in order: those that nobody imports, shallow ones before deep ones, then what only cycles
 * reach. Left out are modules from which no modelled package is reached: they cannot set up anything that a framework reads.
 */
export function orderOfEntry(modules: ModuleFacts[], resolve: MachineHost['resolve'], models: PackageModel[]): string[] {
  const packages = new Set(models.flatMap((model) => model.packages));
  const importers = new Map<string, string[]>();
  const live = new Set<string>();
  for (const module of modules) {
    for (const one of module.imports) {
      if (one.typeOnly) continue;
      const target = resolve(module.path, one.source);
      if (!target) continue;
      if (target.kind === 'file') {
        const list = importers.get(target.file);
        if (list) list.push(module.path); else importers.set(target.file, [module.path]);
      } else if (packages.has(target.name)) live.add(module.path);
    }
  }
  const queue = [...live];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    for (const importer of importers.get(path) ?? []) if (!live.has(importer)) { live.add(importer); queue.push(importer); }
  }
  const depth = (path: string): number => path.split('/').length;
  const sorted = modules.map((module) => module.path).filter((path) => live.has(path)).sort((a, b) => depth(a) - depth(b) || (a < b ? -1 : 1));
  const entries = new Set(sorted.filter((path) => !(importers.get(path) ?? []).some((importer) => importer !== path)));
  return [...entries, ...sorted.filter((path) => !entries.has(path))];
}
