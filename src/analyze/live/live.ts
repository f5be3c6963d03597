import { extract } from '../../extract/index.ts';
import { forgetVerdicts, reachAfter } from '../../guards/index.ts';
import { edit, type Edit } from '../../link/index.ts';
import type { Project } from '../../project/index.ts';
import { mapOf, syntaxErrors, takeSnapshot, type FactsStore, type Snapshot } from '../snapshot.ts';
import { hangOnOrder, leavesRoutes } from './dependence.ts';

/** How much of what was known could be kept: the program and its entry points; the program; the facts of other files. */
export type Kept = 'routes' | 'program' | 'facts';

/** A project that is looked at again and again, while one text or another changes. */
export interface Live {
  /**
   * What there is to know of the project as it is now: the same as of a new one with these texts. What the last look gave is
   * not to be used any more.
   *
   * @param shape another object when anything but the texts of its source files is not as it was
   */
  look(project: Project, shape: object): Snapshot;
  /** What the last look kept; undefined when nothing had changed. */
  readonly kept: Kept | undefined;
}

/** More files than these are not edits. */
const MOST_EDITED = 8;

export function openLive(): Live {
  const facts: FactsStore = new Map();
  let last: { shape: object; snapshot: Snapshot } | undefined;
  let kept: Kept | undefined;

  /** The edits that lead from what was seen last to what is there; undefined when that is more than edits can say. */
  function editsOf({ program }: Snapshot, project: Project): Edit[] | undefined {
    const changed = [...new Set([...project.files, ...facts.keys()])].filter((file) => project.read(file) !== facts.get(file)?.text);
    if (changed.length > MOST_EDITED) return undefined;
    const edits: Edit[] = [];
    for (const file of changed) {
      const known = facts.get(file);
      const text = project.read(file);
      if (!known || text === undefined) return undefined;
      const after = extract(file, text);
      const made = edit(program.machine, known.facts, after);
      // Where it was made, the facts that were there are those of the new text now.
      facts.set(file, { text, facts: made ? known.facts : after });
      if (!made) return undefined;
      if (!made.keepsSetUp) return undefined;
      edits.push(made);
    }
    return edits;
  }

  function revised(snapshot: Snapshot, project: Project): Snapshot | undefined {
    const edits = editsOf(snapshot, project);
    if (!edits) return undefined;
    if (edits.length === 0) return snapshot.project === project ? snapshot : { ...snapshot, project };
    const { modules, program: { machine } } = snapshot;
    const reaching = reachAfter(machine, edits.flatMap(({ functions, around }) => [...functions, ...around]));
    const routes = edits.every((one) => leavesRoutes(snapshot, one)) && ![...reaching].some((fn) => snapshot.looks.reached?.has(fn));
    if (!routes) forgetVerdicts(machine, edits, reaching);
    const errors = modules.flatMap(syntaxErrors);
    if (!routes) for (const fn of snapshot.looks.into) if (!('lineStarts' in fn)) machine.log.asked.add(fn);
    const program = edits.reduce((before, { module, functions, around }) => before.edited(module, functions, around), snapshot.program);
    kept = routes ? 'routes' : 'program';
    if (routes) return { ...snapshot, project, program, diagnostics: [...errors, ...snapshot.diagnostics.filter(({ kind }) => kind !== 'parse-error')] };
    const { diagnostics, ...found } = mapOf(project, modules, program);
    return { project, modules, program, ...found, diagnostics: [...errors, ...diagnostics] };
  }

  return {
    get kept() { return kept; },
    look(project, shape) {
      kept = undefined;
      const before = last;
      // Nothing is known any more of what is left half-way.
      last = undefined;
      let snapshot = before?.shape === shape && !hangOnOrder(before.snapshot) ? revised(before.snapshot, project) : undefined;
      if (!snapshot) {
        kept = 'facts';
        snapshot = takeSnapshot(project, { facts, edited: true });
      }
      last = { shape, snapshot };
      return snapshot;
    },
  };
}
