import type { MapData } from '../data.ts';
import type { Filters } from './filter.ts';

/** What the parts of the page ask of the whole. */
export interface App {
  data: MapData;
  filters: Filters;
  /** Narrows the routes further, or widens them, and draws anew. */
  narrow(change: Partial<Filters>): void;
  /** Shows a story in the panel; with `focus`, goes there. */
  openRoute(route: number, focus: boolean): void;
  openGuard(guard: number, focus: boolean): void;
  /** Shows the routes that have a guard, in the list. */
  listBehind(guard: number): void;
}

/** One way to look at the routes that pass the filters. */
export interface View {
  title: string;
  element: HTMLElement;
  /** Takes the focus. */
  main: HTMLElement;
  /** Draws these routes; `filtering`: they are not all. */
  update(shown: number[], filtering: boolean): void;
  /** What a screen reader is told after an update, before the number of routes. */
  status(): string;
}
