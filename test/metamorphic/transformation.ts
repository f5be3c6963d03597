import type { Route } from '../../src/model/index.ts';

/** Text by path relative to the root, with '/'. */
export type Files = ReadonlyMap<string, string>;

/** Changes how code is written and nothing of what it does: the verdicts stay as they are. */
export interface Transformation {
  name: string;
  /** @returns undefined if there is nothing in the files that it could change */
  apply(files: Files, routes: Route[]): Files | undefined;
}

/** A guard where it is put in front of routes. */
export type GuardUse = Route['guards'][number];

/** Takes a guard away or makes it void: no route may count on it any longer. */
export interface Weakening {
  name: string;
  /** What goes is one use of the guard, or the guard itself with all its uses. */
  of: 'use' | 'definition';
  /** Whether it makes the guard void for this route; default: for all. */
  reaches?(route: Route, guard: GuardUse): boolean;
  /** @returns undefined if the guard is not of a kind that it could weaken */
  apply(files: Files, guard: GuardUse, route: Route): Files | undefined;
}
