import { MEMBERSHIP, OWNERSHIP, type Outcome, type Simulation } from './simulation.ts';

/** A way through a function that was not tried yet: the choices that lead to it. */
export interface Way {
  choices: boolean[];
  /** Its last choice says whether something is the caller's own. */
  owned: boolean;
}

/** The ways that part from this one behind its first `from` choices: each takes one choice the other way. */
export function furtherWays(sim: Simulation, from: number): Way[] {
  const ways: Way[] = [];
  for (let i = from; i < sim.position; i++) {
    if (!sim.choices[i] || sim.pinned.has(i)) continue;
    const name = sim.assumptions[i]?.name;
    ways.push({ choices: [...sim.choices.slice(0, i), false], owned: name === OWNERSHIP || name === MEMBERSHIP });
  }
  return ways;
}

/**
 * Takes the way to try next, where not all can be tried and it is asked who is turned away: those that say whose something is
 * come first. Behind a way that ended early is the one that gets past its end; behind one that got through are those that part from it first.
 */
export function nextWay(ways: Way[], last: Outcome): Way | undefined {
  let next = ways.findLastIndex((way) => way.owned);
  if (next < 0 && last.end !== 'answered' && last.end !== 'next') next = ways.length - 1;
  if (next < 0) ways.forEach((way, i) => { if (next < 0 || way.choices.length < ways[next]!.choices.length) next = i; });
  return next < 0 ? undefined : ways.splice(next, 1)[0];
}
