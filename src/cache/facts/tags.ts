/** Each value begins with a number whose last three bits say what it is, and the rest which or how many. */
export const BITS = 8;
export const TAG = {
  /** Of a shape, by its number. */
  object: 0,
  /** By its number. */
  string: 1,
  /** Doubled, less one when it is negative. */
  integer: 2,
  /** So many values follow. */
  array: 3,
  mark: 4,
  /** An object or array that came before, by its number; it has one once all that is in it has. */
  again: 5,
  /** A number that is written in a string, by the string's number. */
  written: 6,
} as const;
export const MARK = { null: 0, true: 1, false: 2, undefined: 3 } as const;
