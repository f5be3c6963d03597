/** What the page is drawn from: plain data, written into it as JSON. All texts are safe to show, and no secret is in them. */
export interface MapData {
  /** Name of the analysed project. */
  title: string;
  /** `authlint 1.2.3`. */
  tool: string;
  files: MapFile[];
  routes: MapRoute[];
  guards: MapGuard[];
  findings: MapFinding[];
  /** What would change verdicts; code is in backticks. */
  changes: string[];
}

/** A file that something points into, with the lines around those places, by number. */
export interface MapFile { name: string; lines: Record<number, string> }

/** Index in `MapData.files`, and a 1-based line. */
export type MapPlace = [file: number, line: number];

/** A route's access; `intended` is public on purpose. */
export type MapAccess = 'public' | 'intended' | 'authenticated' | 'authorized' | 'unknown';

export const ACCESSES: MapAccess[] = ['public', 'intended', 'authenticated', 'authorized', 'unknown'];

export interface MapRoute {
  method: string;
  path: string;
  framework: string;
  access: MapAccess;
  /** Why it is unknown, or public on purpose. */
  why?: string;
  roles: string[];
  inHandler: boolean;
  generated: boolean;
  at: MapPlace;
  handler?: { name: string; at: MapPlace };
  /** Outermost first. */
  mounts: { path: string; at: MapPlace }[];
  /** What a request passes, in order: `guard` indexes `MapData.guards`, `at` is where it is put in front of this route. */
  passed: { guard: number; at: MapPlace }[];
  /** Indexes in `MapData.findings`. */
  findings: number[];
  /** Indexes in `MapData.changes`. */
  changes: number[];
}

/** One guard, wherever it is applied: checks inside handlers that refuse at the same place are one, and so is a package's guard that is made wherever it is applied. */
export interface MapGuard {
  name: string;
  proves: string;
  basis: string;
  roles: string[];
  /** It can keep callers out who should not get in. */
  protects: boolean;
  inHandler: boolean;
  populates: boolean;
  reason?: string;
  unless: string[];
  /** Where it is defined; absent for checks inside handlers and guards of packages that are made where they are applied. */
  at?: MapPlace;
  /** Where it refuses. */
  evidence?: MapPlace;
}

export interface MapFinding { rule: string; severity: 'error' | 'warning' | 'note'; message: string; suppressed: boolean; at: MapPlace }
