import type { FunctionFacts, ModuleFacts, ProgramView } from '../model/index.ts';
import { contentOf, noting, type Looks } from './content.ts';

interface Cells {
  /** By what works it out, and file. */
  values: Map<unknown, Map<ModuleFacts, { content: object; value: unknown }>>;
  /** What was looked into of files other than that which it was worked out for. */
  into: Set<ModuleFacts | FunctionFacts>;
}

const cells = new WeakMap<ProgramView, Cells>();
const lineages = new WeakMap<ProgramView, ModuleFacts[]>();

/**
 * Works something out for one file, and keeps it while files are edited that it does not hang on. It may ask the program about this file, and what
 * expressions in it denote; not the auth map, nor what all files together come to.
 */
export function perModule<T>(work: (program: ProgramView, module: ModuleFacts) => T): (program: ProgramView, module: ModuleFacts) => T {
  return (program, module) => {
    const { values, into } = cellsOf(program);
    let known = values.get(work);
    if (!known) values.set(work, (known = new Map()));
    const content = contentOf(module);
    const before = known.get(module);
    if (before?.content === content) return before.value as T;
    const looks: Looks = { into: new Set(), absent: [] };
    const value = noting(looks, () => work(program, module));
    if (looks.into.size > 0) {
      const own = new Set<object>(module.functions);
      for (const one of looks.into) if (one !== module && !own.has(one)) into.add(one);
    }
    known.set(module, { content, value });
    return value;
  };
}

/** The same for all files, in order. */
export function perModules<T>(work: (program: ProgramView, module: ModuleFacts) => readonly T[]): (program: ProgramView) => T[] {
  const one = perModule(work);
  return (program) => {
    const all: T[] = [];
    for (const module of program.modules) for (const item of one(program, module)) all.push(item);
    return all;
  };
}

/** The files that were edited since the program was linked, in order; the same list for the program before and after an edit. */
export function editsOf(program: ProgramView): readonly ModuleFacts[] {
  return lineageOf(program);
}

/**
 * Hands on what is known of the files of a program.
 *
 * @param far whether something that was run to know it was edited
 */
export function handOn(from: ProgramView, to: ProgramView, module: ModuleFacts, functions: Iterable<FunctionFacts>, far: boolean): void {
  const lineage = lineageOf(from);
  lineage.push(module);
  lineages.set(to, lineage);
  const known = cells.get(from);
  if (known && !far && !known.into.has(module) && ![...functions].some((fn) => known.into.has(fn))) cells.set(to, known);
}

function lineageOf(program: ProgramView): ModuleFacts[] {
  let lineage = lineages.get(program);
  if (!lineage) lineages.set(program, (lineage = []));
  return lineage;
}

function cellsOf(program: ProgramView): Cells {
  let known = cells.get(program);
  if (!known) cells.set(program, (known = { values: new Map(), into: new Set() }));
  return known;
}
