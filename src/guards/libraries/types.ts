import type { CallRecord, Proof } from '../../model/index.ts';

/** What a package's middleware proves when it stands in front of a handler. */
export interface LibraryGuard {
  package: string;
  /** The last names of the export (or of the method of what it made) that may be meant; '' is the package itself. */
  names: string[];
  proves: Proof;
  roles?: string[];
  /** Looks at the caller, sets what it finds, and never refuses. */
  populates?: boolean;
  /** Judges one use by its arguments; `undefined` keeps what is said above. */
  judge?(call: CallRecord): { proves: Proof; roles?: string[]; populates?: boolean; startsLogin?: boolean; reason?: string } | undefined;
}
