import type { FunctionFacts } from '../model/index.ts';
import { isLive, lookAgain, noting, type Edit, type Looks, type Machine } from '../link/index.ts';
import type { Dialect } from './dialect.ts';
import type { ClosureVerdicts, Found, Known } from './known.ts';
import type { Outcome } from './simulation.ts';

interface Kept { list: Known<unknown>; key: string; found: Found<unknown> }

/** Verdicts that outlive the look at a project for which they were worked out. */
interface Lasting {
  round: number;
  /** By dialect: one that is made anew for each look finds nothing. */
  dialects: WeakMap<Dialect, Map<FunctionFacts, Map<string, ClosureVerdicts<unknown, unknown>>>>;
  all: Kept[];
}

const lasting = new WeakMap<Machine, Lasting>();

/** From now on, verdicts are kept until something that they hang on is edited. */
export function keepVerdicts(machine: Machine): void {
  if (!lasting.has(machine)) lasting.set(machine, { round: 0, dialects: new WeakMap(), all: [] });
}

/** What is kept of a closure; undefined where nothing is. */
export function lastingOf(machine: Machine, dialect: Dialect, fn: FunctionFacts, closure: string): ClosureVerdicts<unknown, unknown> | undefined {
  const kept = lasting.get(machine);
  if (!kept) return undefined;
  let functions = kept.dialects.get(dialect);
  if (!functions) kept.dialects.set(dialect, (functions = new Map()));
  let closures = functions.get(fn);
  if (!closures) functions.set(fn, (closures = new Map()));
  let verdicts = closures.get(closure);
  if (!verdicts) closures.set(closure, (verdicts = { strangers: [], users: [] }));
  return verdicts;
}

/** A result of an earlier round that is asked for again: what it hangs on counts for this one. */
export function isAskedAgain(machine: Machine, found: Found<unknown>): void {
  const kept = lasting.get(machine)!;
  if (found.round === kept.round || !found.looks) return;
  found.round = kept.round;
  lookAgain(found.looks);
}

/** Works something out and notes what it hangs on. */
export function dependent<T>({ log }: Machine, work: () => T): { result: T; looks: Looks } {
  const looks: Looks = { into: new Set(), absent: [] };
  const { asked } = log;
  log.asked = new Set();
  try {
    return { result: noting(looks, work), looks };
  } finally {
    for (const fn of log.asked) {
      looks.into.add(fn);
      asked.add(fn);
    }
    log.asked = asked;
    lookAgain(looks);
  }
}

/** @param outcomes those of the result */
export function keep(machine: Machine, list: Known<unknown>, key: string, found: Found<unknown>, outcomes: Outcome[]): void {
  const kept = lasting.get(machine)!;
  found.round = kept.round;
  for (const { site, because, assumptions } of outcomes) {
    for (const one of [site, because, ...assumptions.map((assumption) => assumption.site)]) if (one && !isLive(one)) found.looks!.into.add(one.module);
  }
  kept.all.push({ list, key, found });
}

/**
 * Forgets verdicts that hang on what was edited, and those that nobody asked for in the last round.
 *
 * @param reaching functions of which it is not known any more what they and those that they mention come to
 */
export function forgetVerdicts(machine: Machine, edits: Edit[], reaching: Set<FunctionFacts>): void {
  const kept = lasting.get(machine);
  if (!kept) return;
  const isEdited = ({ into, absent, all, reached }: Looks): boolean => all === true
    || edits.some(({ module, functions, around }) => into.has(module) || has(into, functions) || has(into, around) || absent.some((one) => one.module === module && !one.still()))
    || (reached !== undefined && has(reached, reaching));
  kept.all = kept.all.filter(({ list, key, found }) => {
    if (found.round === kept.round && !isEdited(found.looks!)) return true;
    list.results.delete(key);
    return false;
  });
  kept.round++;
}

function has(set: Set<unknown>, some: Set<unknown>): boolean {
  for (const one of some) if (set.has(one)) return true;
  return false;
}
