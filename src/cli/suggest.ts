import { closest } from '../project/closest.ts';

/** ` Did you mean "x"?` when a known word is close to what was given; otherwise nothing. */
export function didYouMean(given: string, known: string[], show = (word: string) => word): string {
  const meant = closest(given, known);
  return meant === undefined ? '' : ` Did you mean "${show(meant)}"?`;
}
