import type { Diagnostic, GuardSetting } from '../../model/index.ts';

/** What an analysis could not resolve, and what would help. Files are relative to the root, with '/'. */
export interface Diagnosis {
  files: number;
  routes: number;
  /** Routes of unknown access, by the reason. The reason that most have comes first. */
  unknown: UnknownGroup[];
  /** Guards that count by their name alone. */
  believed: BelievedGuard[];
  /** Imports that lead to no file and no package. */
  unresolved: UnresolvedImport[];
  /** Packages of the project with source code of which no file was read. */
  unread: string[];
  /** Packages that import a framework, and in which no route was found. */
  silent: { folder: string; frameworks: string[] }[];
  /** Files that were not read, or not to their end. */
  skipped: Diagnostic[];
  /** Entries of the configuration that fit nothing, by key. */
  idle: { key: string; entry: string }[];
  /** What else the run said of the configuration. */
  notes: Diagnostic[];
}

export interface Suggested {
  /** For `guards` of the configuration. What it proves is a guess from the name: whoever writes it down has to know. */
  entry: GuardSetting;
  /** How many of the routes have a known access with it: tried. */
  helps: number;
}

export interface UnknownGroup {
  reason: string;
  routes: RoutePlace[];
  suggestion?: Suggested;
}

export interface BelievedGuard {
  name: string;
  reason?: string;
  routes: RoutePlace[];
  entry: GuardSetting;
}

export interface RoutePlace { method: string; path: string; file: string; line: number }

export interface UnresolvedImport {
  /** As written; of those behind a prefix, the prefix and a star. */
  specifier: string;
  kind: 'relative' | 'alias';
  /** Files that import it, sorted. */
  files: string[];
}
