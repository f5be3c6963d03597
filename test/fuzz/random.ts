/** A source of choices that is the same for the same seed, on any machine. */
export interface Random {
  /** A whole number from 0 on, less than `below`. */
  int(below: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** True with that probability. */
  chance(probability: number): boolean;
}

/** Mulberry32 (Tommy Ettinger), a generator with 32 bits of state. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    int: (below) => Math.floor(next() * below),
    pick: (items) => items[Math.floor(next() * items.length)]!,
    chance: (probability) => next() < probability,
  };
}

/** The seed of one of many cases of a run: each can be made again without those before it. */
export function seedOf(run: number, index: number): number {
  return (Math.imul(run ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35)) >>> 0;
}
