import type { FunctionFacts, ModuleFacts } from '../model/index.ts';

/**
 * What is worked out from a file or a function alone holds as long as this is the same object. An edit keeps the facts' identity,
 * which values refer to, and gives another one here.
 */
export function contentOf(of: ModuleFacts | FunctionFacts): object {
  looks?.into.add(of);
  return 'lineStarts' in of ? of.lineStarts : of.body;
}

/** What was looked into of the facts, other than by running it. */
export interface Looks {
  into: Set<ModuleFacts | FunctionFacts>;
  /** Files of which it was asked whether something is in them, and was not. */
  absent: { module: ModuleFacts; still(): boolean }[];
  /** It went through all files. */
  all?: boolean;
  /** Functions of which it was asked what they mention, and what those mention. */
  reached?: Set<FunctionFacts>;
}

let looks: Looks | undefined;

/** Someone goes through the files of the project. */
export function lookAtAll(): void {
  if (looks) looks.all = true;
}

/** It is asked what a function mentions, and what those mention: in whatever function that is found. */
export function noteReached(fn: FunctionFacts): void {
  if (looks) (looks.reached ??= new Set()).add(fn);
}

/** What was looked at before stands for looking at it now. */
export function lookAgain({ into, absent, all, reached }: Looks): void {
  if (!looks) return;
  for (const one of into) looks.into.add(one);
  looks.absent.push(...absent);
  if (all) looks.all = true;
  for (const fn of reached ?? []) noteReached(fn);
}

/** Notes what is looked into during some work. */
export function noting<T>(noted: Looks, work: () => T): T {
  const before = looks;
  looks = noted;
  try {
    return work();
  } finally {
    looks = before;
  }
}

/** What it looks into is not noted: whoever edits a file sees to it that this stays as it is. */
export function unnoted<T>(work: () => T): T {
  const before = looks;
  looks = undefined;
  try {
    return work();
  } finally {
    looks = before;
  }
}

/** As `work` says, which looks through a whole file for something: to find nothing there counts as having looked for just that. */
export function isAbsent(module: ModuleFacts, work: () => boolean): boolean {
  const outer = looks;
  if (!outer) return work();
  looks = undefined;
  const absent = work();
  looks = outer;
  if (absent) outer.absent.push({ module, still: work });
  else outer.into.add(module);
  return absent;
}
