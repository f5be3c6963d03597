/** What a run does, one after the other. */
export type Phase = 'starting' | 'opening' | 'reading' | 'linking' | 'mapping' | 'checking' | 'reporting';

/** Where the facts of a file came from: extracted in this run, or kept since an earlier one. */
export type FactsOrigin = 'extracted' | 'kept';

/** Told what a run does while it does it, for timings and for reports of internal errors. What is found does not depend on it. */
export interface Trace {
  /** What was done before has ended, and this begins. `subject`: the file that is read, the framework whose routes are looked for, the rule. */
  enter(phase: Phase, subject?: string): void;
  facts(origin: FactsOrigin): void;
  /** A file or folder that is left out, relative to the root, and why. Links and folders are told of, files that are no source code are not. */
  skipped?(path: string, why: string): void;
  /** An import that leads to nothing in the project, and to no package. */
  unresolved?(file: string, specifier: string): void;
}
